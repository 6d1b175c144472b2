// Which program wrote a line: one of Postfix's daemons, or something else that stands in the same log.
// Promise: never throws. A server has some ten programs: each name is read once, and compared as a whole from then on.

import { findLastByte } from './bytes';
import { hasToken, Token, wordsOf } from './words';

const SMTP = new Token('smtp');
const LMTP = new Token('lmtp');
const PIPE = new Token('pipe');
const SMTPD = new Token('smtpd');
const LOCAL = new Token('local');
const ERROR = new Token('error');
const RETRY = new Token('retry');
const PICKUP = new Token('pickup');
const BOUNCE = new Token('bounce');
const CLEANUP = new Token('cleanup');
const VIRTUAL = new Token('virtual');
const DISCARD = new Token('discard');
const SPACE = 0x20;
const COLON = 0x3a;
const OPEN = 0x5b;
/** A name may have so many bytes. */
const MAX_NAME = 128;
/** Names that are kept; of more programs the later ones are read each time. */
const MAX_KNOWN = 24;

/** The daemons whose lines are read. */
export type Daemon = 'smtpd' | 'cleanup' | 'qmgr' | 'delivery' | 'smtp' | 'pickup' | 'bounce' | null;

/** Reads the daemon out of `postfix/submission/smtpd`: the last part counts. Null where the name is not `syslogName`'s. */
function daemonOf(bytes: Buffer, start: number, end: number, syslogName: Token): Daemon {
  if (!hasToken(bytes, start, end, syslogName)) return null;
  const slash = findLastByte(bytes, start + syslogName.length, end, 0x2f);
  if (slash < 0) return null;
  const at = slash + 1;
  switch (end - at) {
    case 4:
      if (bytes[at] === 0x71) return 'qmgr';
      if (hasToken(bytes, at, end, SMTP)) return 'smtp';
      return hasToken(bytes, at, end, LMTP) || hasToken(bytes, at, end, PIPE) ? 'delivery' : null;
    case 5:
      if (hasToken(bytes, at, end, SMTPD)) return 'smtpd';
      return hasToken(bytes, at, end, LOCAL) ||
        hasToken(bytes, at, end, ERROR) ||
        hasToken(bytes, at, end, RETRY)
        ? 'delivery'
        : null;
    case 6:
      if (hasToken(bytes, at, end, PICKUP)) return 'pickup';
      return hasToken(bytes, at, end, BOUNCE) ? 'bounce' : null;
    case 7:
      if (hasToken(bytes, at, end, CLEANUP)) return 'cleanup';
      return hasToken(bytes, at, end, VIRTUAL) || hasToken(bytes, at, end, DISCARD) ? 'delivery' : null;
    default:
      return null;
  }
}

interface Known {
  /** With the byte that ends it. */
  name: Token;
  daemon: Daemon;
}

/** The programs of one log. */
export class PostfixDaemons {
  readonly #syslogName: Token;
  readonly #known: Known[] = [];
  /** Length and last word of each known name, which tell nearly all of them apart. */
  readonly #lengths = new Int32Array(MAX_KNOWN);
  readonly #lasts = new Int32Array(MAX_KNOWN);
  /** Of the line read last. */
  daemon: Daemon = null;

  constructor(syslogName: string) {
    this.#syslogName = new Token(syslogName);
  }

  /** The daemon of a name. */
  of(bytes: Buffer, start: number, end: number): Daemon {
    return daemonOf(bytes, start, end, this.#syslogName);
  }

  /** Reads the name at `at` up to its `[` or `:`; notes the daemon, and returns where that byte is. −1 where it is none. */
  read(bytes: Buffer, at: number, end: number): number {
    const known = this.#known;
    const words = wordsOf(bytes);
    for (let i = 0; i < known.length; i += 1) {
      const last = at + (this.#lengths[i] as number);
      if (last > end || words.getInt32(last - 4, true) !== this.#lasts[i]) continue;
      const { name, daemon } = known[i] as Known;
      if (!hasToken(bytes, at, end, name)) continue;
      this.daemon = daemon;
      return last - 1;
    }
    return this.#readNew(bytes, at, end);
  }

  #readNew(bytes: Buffer, at: number, end: number): number {
    const last = Math.min(end, at + MAX_NAME);
    let i = at;
    while (i < last && bytes[i] !== OPEN && bytes[i] !== COLON && bytes[i] !== SPACE) i += 1;
    if (i === last || bytes[i] === SPACE) return -1;
    this.daemon = this.of(bytes, at, i);
    this.#learn(new Token(bytes.toString('latin1', at, i + 1)));
    return i;
  }

  #learn(name: Token): void {
    const at = this.#known.length;
    if (at === MAX_KNOWN || name.length < 4) return;
    this.#known.push({ name, daemon: this.daemon });
    this.#lengths[at] = name.length;
    this.#lasts[at] = name.last;
  }
}
