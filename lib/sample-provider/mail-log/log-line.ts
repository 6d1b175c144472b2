// Lines of the two logs, with the times they write: rsyslog's file format for Postfix, Exim's own with its zone.
// Promise: the moment can be read back from a line to the millisecond, so that a log can be carried on.

import { berlinOffsetMinutes, MINUTE } from '../calendar';
import type { OwnHost } from '../network';

/** The two files: the central one of all Postfix hosts, and that of the web host. */
export type LogName = 'postfix' | 'exim';

export interface LogLine {
  log: LogName;
  /** Milliseconds since 1970. */
  at: number;
  text: string;
}

/** `2026-11-21T17:26:20.123456+01:00 mail1.musterpost.example postfix/qmgr[397]: …` */
export function postfixLine(at: number, host: OwnHost, daemon: string, pid: number, text: string): LogLine {
  const { local, zone } = berlin(at);
  // rsyslog writes microseconds; ours say no more than the milliseconds do.
  const micros = String((at * 7919) % 1000).padStart(3, '0');
  const time = `${local}${micros}${zone.slice(0, 3)}:${zone.slice(3)}`;
  return { log: 'postfix', at, text: `${time} ${host.name} postfix/${daemon}[${pid}]: ${text}` };
}

/** `2026-11-21 17:30:01.123 +0100 1vMabc-00000001xyz-2AbC …`, with log_selector +millisec and log_timezone. */
export function eximLine(at: number, text: string): LogLine {
  const { local, zone } = berlin(at);
  return { log: 'exim', at, text: `${local.replace('T', ' ')} ${zone} ${text}` };
}

/** The moment that a line of ours begins with; null where it begins with none. */
export function momentOf(line: string): number | null {
  const head = /^(\d{4}-\d\d-\d\d)[T ](\d\d:\d\d:\d\d\.\d{3})\d* ?([+-]\d\d):?(\d\d)/.exec(line);
  if (head === null) return null;
  const at = Date.parse(`${head[1]}T${head[2]}${head[3]}:${head[4]}`);
  return Number.isNaN(at) ? null : at;
}

function berlin(at: number): { local: string; zone: string } {
  const offset = berlinOffsetMinutes(new Date(at));
  return {
    local: new Date(at + offset * MINUTE).toISOString().slice(0, 23),
    zone: offset === 120 ? '+0200' : '+0100',
  };
}
