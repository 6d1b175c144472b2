// Processor time of the processes that a benchmark started, by what they are: the figure that other programs on the
// machine do not change. Linux only, like the servers it measures. Source: proc_pid_stat(5).

import { readdirSync, readFileSync } from 'node:fs';

/** Ticks a second of /proc; 100 on every Linux that Node runs on (sysconf(3), _SC_CLK_TCK). */
const TICKS_PER_SECOND = 100;

interface ProcessRow {
  pid: number;
  parent: number;
  name: string;
  /** Its own time and that of its ended children. */
  seconds: number;
}

/** Processor time so far. */
export interface Times {
  name: string;
  seconds: number;
}

/** Milliseconds of processor time a mail. */
export interface Cost {
  name: string;
  ms: number;
}

/** What each of `count` mails cost between the two. */
export function costsSince(before: readonly Times[], after: readonly Times[], count: number): Cost[] {
  return after.map(({ name, seconds }, i) => ({
    name,
    ms: ((seconds - (before[i]?.seconds ?? 0)) * 1_000) / count,
  }));
}

/** The sum and its parts. */
export function inWords(costs: readonly Cost[]): string {
  const sum = costs.reduce((total, { ms }) => total + ms, 0);
  return `${sum.toFixed(2)} ms: ${costs.map(({ name, ms }) => `${name} ${ms.toFixed(2)}`).join(', ')}`;
}

/** Seconds of processor time, user and system, that `pid` and everything below it have taken so far. */
export function secondsOfTree(pid: number): number {
  const rows = processes();
  const below = (parent: number): ProcessRow[] =>
    rows.filter((row) => row.parent === parent).flatMap((row) => [row, ...below(row.pid)]);
  const own = rows.filter((row) => row.pid === pid);
  return [...own, ...below(pid)].reduce((sum, row) => sum + row.seconds, 0);
}

/** Seconds of processor time, user and system, of the children of this process that have ended. */
export function secondsOfEndedChildren(): number {
  const stat = readFileSync('/proc/self/stat', 'latin1');
  // cutime and cstime are the fields 16 and 17, the first one behind the name being the third.
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  return (Number(fields[13]) + Number(fields[14])) / TICKS_PER_SECOND;
}

/** The direct child of this process that bears `name`; 0 where there is none. */
export function childNamed(name: string): number {
  return processes().find((row) => row.parent === process.pid && row.name === name)?.pid ?? 0;
}

function processes(): ProcessRow[] {
  return readdirSync('/proc')
    .filter((entry) => /^\d+$/.test(entry))
    .flatMap((pid) => {
      try {
        return [parseStat(readFileSync(`/proc/${pid}/stat`, 'latin1'))];
      } catch (error) {
        // It ended between the two readings.
        if (error instanceof Error && 'code' in error && /ENOENT|ESRCH/.test(String(error.code))) return [];
        throw error;
      }
    });
}

function parseStat(stat: string): ProcessRow {
  const end = stat.lastIndexOf(')');
  const fields = stat.slice(end + 2).split(' ');
  // utime, stime, cutime, cstime are the fields 14 to 17, the first one after the name being the third.
  const ticks = fields.slice(11, 15).reduce((sum, field) => sum + Number(field), 0);
  return {
    pid: Number.parseInt(stat, 10),
    parent: Number(fields[1]),
    name: stat.slice(stat.indexOf('(') + 1, end),
    seconds: ticks / TICKS_PER_SECOND,
  };
}
