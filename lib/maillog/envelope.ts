// The head of a log line: when, on which host, by which program, and where its message begins.
// Promise: writes into one reused object; an unreadable head gives false. Consecutive lines mostly share second and host:
// both are compared with the last ones before anything is computed.
// Source: RFC 3164 §4.1, RFC 5424 §6; Postfix maillog_file(5) (ISO time), systemd.journal-fields(7).

import { findByte, Interner, rangeIs } from './bytes';
import { LogClock } from './clock';
import { isoMoment } from './iso-time';

/** What a head says; ranges are positions in the same bytes. */
export interface LineHead {
  /** Milliseconds since 1970. */
  at: number;
  host: string;
  /** `postfix/submission/smtpd`. */
  programStart: number;
  programEnd: number;
  /** First byte of the message. */
  message: number;
}

const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];
const SPACE = 0x20;
const STAMP = 15;
/** `Nov 21 17`: what lines of one hour share. */
const HOUR_STAMP = 9;
/** Daemons write a little out of order; more than this within an hour means that the hour began anew. */
const DISORDER_SECONDS = 300;

/** Reads heads of one file. */
export class EnvelopeReader {
  readonly head: LineHead = { at: NaN, host: '', programStart: 0, programEnd: 0, message: 0 };
  readonly #clock: LogClock;
  readonly #fixedHost: string | null;
  readonly #hosts = new Interner({ limit: 1_000, isLowered: true });
  readonly #stamp = Buffer.alloc(HOUR_STAMP);
  #hourMoment = NaN;
  #lastSecond = 0;

  constructor(clock: LogClock, fixedHost: string | null) {
    this.#clock = clock;
    this.#fixedHost = fixedHost;
  }

  /** Reads the head of the line in the range; false where it has none. */
  read(bytes: Buffer, start: number, end: number): boolean {
    let at = start;
    // A syslog server may keep the priority: <22>.
    if (bytes[at] === 0x3c) {
      const close = findByte(bytes, at, Math.min(end, at + 6), 0x3e);
      if (close < 0) return false;
      at = close + 1;
      if (bytes[at] === 0x31 && bytes[at + 1] === SPACE) return this.#read5424(bytes, at + 2, end);
    }
    const first = bytes[at] as number;
    if (first >= 0x30 && first <= 0x39) {
      // "1 2026-…" is RFC 5424 without its priority; "2026-…" is an ISO time.
      if (first === 0x31 && bytes[at + 1] === SPACE) return this.#read5424(bytes, at + 2, end);
      return this.#readIso(bytes, at, end);
    }
    return this.#read3164(bytes, at, end);
  }

  #read3164(bytes: Buffer, at: number, end: number): boolean {
    if (end - at < STAMP + 5 || bytes[at + STAMP] !== SPACE) return false;
    const moment = this.#moment3164(bytes, at);
    if (Number.isNaN(moment)) return false;
    this.head.at = moment;
    return this.#readHostAndProgram(bytes, at + STAMP + 1, end);
  }

  /** The clock is asked once an hour of the log, and again where the minutes step back: the hour may come twice. */
  #moment3164(bytes: Buffer, at: number): number {
    const stamp = this.#stamp;
    let i = HOUR_STAMP - 1;
    while (i >= 0 && stamp[i] === bytes[at + i]) i -= 1;
    const second = twoDigits(bytes, at + 10) * 60 + twoDigits(bytes, at + 13);
    if (!(second >= 0 && second < 3_601)) return NaN;
    if (i >= 0 || second < this.#lastSecond - DISORDER_SECONDS) {
      bytes.copy(stamp, 0, at, at + HOUR_STAMP);
      this.#hourMoment = this.#readHour(bytes, at, second) - second * 1_000;
    }
    this.#lastSecond = second;
    return this.#hourMoment + second * 1_000;
  }

  /** `Nov 21 17` and the second in that hour. */
  #readHour(bytes: Buffer, at: number, second: number): number {
    const month = MONTHS.indexOf(bytes.toString('latin1', at, at + 3));
    const day = twoDigits(bytes, at + 4);
    const hour = twoDigits(bytes, at + 7);
    if (month < 0 || !(day >= 1 && day <= 31 && hour >= 0 && hour < 24)) return NaN;
    return this.#clock.withoutYear(month, day, hour, Math.floor(second / 60), second % 60);
  }

  /** `2026-11-21T17:26:20.123+01:00 host program[pid]: …`; without a zone the configured one counts. */
  #readIso(bytes: Buffer, at: number, end: number): boolean {
    let space = findByte(bytes, at, Math.min(end, at + 40), SPACE);
    // "2026-11-21 17:26:20" has its blank in the middle.
    if (space === at + 10) space = findByte(bytes, space + 1, Math.min(end, at + 40), SPACE);
    if (space < 0) return false;
    const moment = isoMoment(bytes.toString('latin1', at, space), this.#clock);
    if (Number.isNaN(moment)) return false;
    this.head.at = moment;
    return this.#readHostAndProgram(bytes, space + 1, end);
  }

  /** `TIMESTAMP HOST APP PROCID MSGID SD MSG`. */
  #read5424(bytes: Buffer, at: number, end: number): boolean {
    const timeEnd = findByte(bytes, at, Math.min(end, at + 40), SPACE);
    const hostEnd = timeEnd < 0 ? -1 : findByte(bytes, timeEnd + 1, Math.min(end, timeEnd + 257), SPACE);
    const appEnd = hostEnd < 0 ? -1 : findByte(bytes, hostEnd + 1, Math.min(end, hostEnd + 50), SPACE);
    const procEnd = appEnd < 0 ? -1 : findByte(bytes, appEnd + 1, Math.min(end, appEnd + 130), SPACE);
    const idEnd = procEnd < 0 ? -1 : findByte(bytes, procEnd + 1, Math.min(end, procEnd + 34), SPACE);
    if (idEnd < 0) return false;
    const dataEnd = endOfStructuredData(bytes, idEnd + 1, end);
    if (dataEnd < 0) return false;
    const { head } = this;
    head.at = isoMoment(bytes.toString('latin1', at, timeEnd), this.#clock);
    if (Number.isNaN(head.at)) return false;
    head.host = this.#host(bytes, timeEnd + 1, hostEnd);
    head.programStart = hostEnd + 1;
    head.programEnd = appEnd;
    head.message = dataEnd < end && bytes[dataEnd] === SPACE ? dataEnd + 1 : dataEnd;
    // A byte-order mark may stand before the message.
    if (bytes[head.message] === 0xef && bytes[head.message + 1] === 0xbb && bytes[head.message + 2] === 0xbf)
      head.message += 3;
    return true;
  }

  #readHostAndProgram(bytes: Buffer, at: number, end: number): boolean {
    const hostEnd = findByte(bytes, at, Math.min(end, at + 256), SPACE);
    if (hostEnd < 0) return false;
    let i = hostEnd + 1;
    const last = Math.min(end, i + 128);
    while (i < last && bytes[i] !== 0x5b && bytes[i] !== 0x3a && bytes[i] !== SPACE) i += 1;
    if (i === last) return false;
    const { head } = this;
    head.programStart = hostEnd + 1;
    head.programEnd = i;
    if (bytes[i] === 0x5b) {
      i = findByte(bytes, i, Math.min(end, i + 24), 0x5d) + 1;
      if (i === 0) return false;
    }
    if (bytes[i] !== 0x3a) return false;
    head.message = bytes[i + 1] === SPACE ? i + 2 : i + 1;
    head.host = this.#host(bytes, at, hostEnd);
    return true;
  }

  #host(bytes: Buffer, start: number, end: number): string {
    if (this.#fixedHost !== null) return this.#fixedHost;
    if (rangeIs(bytes, start, end, this.head.host)) return this.head.host;
    return this.#hosts.of(bytes, start, end);
  }
}

/** Past `-` or a run of `[…]` elements, whose values may hold escaped brackets. */
function endOfStructuredData(bytes: Buffer, start: number, end: number): number {
  if (bytes[start] === 0x2d) return start + 1;
  let i = start;
  while (i < end && bytes[i] === 0x5b) {
    let isQuoted = false;
    for (i += 1; i < end; i += 1) {
      const byte = bytes[i];
      if (byte === 0x5c) i += 1;
      else if (byte === 0x22) isQuoted = !isQuoted;
      else if (byte === 0x5d && !isQuoted) break;
    }
    i += 1;
  }
  return i > start && i <= end ? i : -1;
}

/** A number of two digits, the first of which may be a blank; negative or NaN where it is none. */
function twoDigits(bytes: Buffer, at: number): number {
  const tens = bytes[at] === SPACE ? 0 : (bytes[at] as number) - 0x30;
  const ones = (bytes[at + 1] as number) - 0x30;
  return tens < 0 || tens > 9 || ones < 0 || ones > 9 ? -10_000 : tens * 10 + ones;
}
