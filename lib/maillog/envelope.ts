// The head of a log line: when, on which host, by which program, and where its message begins.
// Promise: writes into one reused object; an unreadable head gives false. Consecutive lines mostly share second and host:
// both are compared with the last ones before anything is computed.
// Source: RFC 3164 §4.1, RFC 5424 §6; Postfix maillog_file(5) (ISO time), systemd.journal-fields(7).

import { findByte } from './bytes';
import { LogClock } from './clock';
import { Interner } from './interner';
import { isoMoment } from './iso-time';
import type { Daemon, PostfixDaemons } from './postfix-daemons';
import { SeenBytes, wordsOf } from './words';

/** What a head says. */
export interface LineHead {
  /** Milliseconds since 1970. */
  at: number;
  host: string;
  /** Of `postfix/submission/smtpd`; null where another program wrote the line. */
  daemon: Daemon;
  /** First byte of the message. */
  message: number;
}

const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];
const SPACE = 0x20;
const STAMP = 15;
const MAX_HOST = 255;
/** Daemons write a little out of order; more than this within an hour means that the hour began anew. */
const DISORDER_SECONDS = 300;

/** Reads heads of one file. */
export class EnvelopeReader {
  readonly head: LineHead = { at: NaN, host: '', daemon: null, message: 0 };
  readonly #clock: LogClock;
  readonly #fixedHost: string | null;
  readonly #daemons: PostfixDaemons;
  readonly #hosts = new Interner({ maxSlots: 1 << 10, isLowered: true });
  /** As the last lines had them. */
  readonly #lastHost = new SeenBytes(MAX_HOST);
  #lastHostName = '';
  /** `Nov 21 17` of the last line, as two words and a byte: what lines of one hour share. */
  #stampStart = 0;
  #stampMiddle = 0;
  #stampEnd = 0;
  #hourMoment = NaN;
  #lastSecond = 0;

  constructor(clock: LogClock, fixedHost: string | null, daemons: PostfixDaemons) {
    this.#clock = clock;
    this.#fixedHost = fixedHost;
    this.#daemons = daemons;
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
    const words = wordsOf(bytes);
    const start = words.getInt32(at, true);
    const middle = words.getInt32(at + 4, true);
    const end = bytes[at + 8] as number;
    const isSameHour = middle === this.#stampMiddle && end === this.#stampEnd && start === this.#stampStart;
    const second = twoDigits(bytes, at + 10) * 60 + twoDigits(bytes, at + 13);
    if (!(second >= 0 && second < 3_601)) return NaN;
    if (!isSameHour || second < this.#lastSecond - DISORDER_SECONDS) {
      // How far the last hour went: the clock tells the two hours of October apart by it.
      this.#clock.seen(this.#hourMoment + this.#lastSecond * 1_000);
      // It has not heard of the lines since it was asked last.
      this.#clock.seen(this.#hourMoment + this.#lastSecond * 1_000);
      this.#stampStart = start;
      this.#stampMiddle = middle;
      this.#stampEnd = end;
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
    head.host = this.#fixedHost ?? this.#hosts.of(bytes, timeEnd + 1, hostEnd);
    head.daemon = this.#daemons.of(bytes, hostEnd + 1, appEnd);
    head.message = dataEnd < end && bytes[dataEnd] === SPACE ? dataEnd + 1 : dataEnd;
    // A byte-order mark may stand before the message.
    if (bytes[head.message] === 0xef && bytes[head.message + 1] === 0xbb && bytes[head.message + 2] === 0xbf)
      head.message += 3;
    return true;
  }

  #readHostAndProgram(bytes: Buffer, at: number, end: number): boolean {
    const hostEnd = this.#readHost(bytes, at, end);
    if (hostEnd < 0) return false;
    const daemons = this.#daemons;
    let i = daemons.read(bytes, hostEnd + 1, end);
    if (i < 0) return false;
    if (bytes[i] === 0x5b) {
      i = findByte(bytes, i, Math.min(end, i + 24), 0x5d) + 1;
      if (i === 0) return false;
    }
    if (bytes[i] !== 0x3a) return false;
    this.head.daemon = daemons.daemon;
    this.head.message = bytes[i + 1] === SPACE ? i + 2 : i + 1;
    return true;
  }

  /** Reads the host; returns where the blank behind it is, −1 where there is none. */
  #readHost(bytes: Buffer, at: number, end: number): number {
    const last = this.#lastHost;
    const sameEnd = at + last.length;
    if (sameEnd < end && bytes[sameEnd] === SPACE && last.standAt(bytes, at, end)) {
      this.head.host = this.#lastHostName;
      return sameEnd;
    }
    const hostEnd = findByte(bytes, at, Math.min(end, at + MAX_HOST + 1), SPACE);
    if (hostEnd < 0) return -1;
    const name = this.#fixedHost ?? this.#hosts.of(bytes, at, hostEnd);
    last.keep(bytes, at, hostEnd);
    this.#lastHostName = name;
    this.head.host = name;
    return hostEnd;
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
