// journald's JSON (`journalctl -o json`), one object a line: the head is in its fields, the message is Postfix's own.
// Promise: never throws. Source: systemd.journal-fields(7), systemd-journal-gatewayd: MESSAGE is a string, or an array of
// bytes where it is not valid UTF-8.

import type { LineReader, TransactionJoiner } from './joiner';
import { PostfixDaemons } from './postfix-daemons';
import type { PostfixReader } from './read-postfix';

export class JournaldReader implements LineReader {
  readonly #postfix: PostfixReader;
  readonly #host: string | null;
  readonly #daemons: PostfixDaemons;

  constructor(postfix: PostfixReader, { host, syslogName }: { host: string | null; syslogName: string }) {
    this.#postfix = postfix;
    this.#host = host;
    this.#daemons = new PostfixDaemons(syslogName);
  }

  read(bytes: Buffer, start: number, end: number, joiner: TransactionJoiner): boolean {
    const entry = parseObject(bytes.toString('utf8', start, end));
    if (entry === null) return false;
    const at = Number(entry['__REALTIME_TIMESTAMP']) / 1_000;
    const message = messageOf(entry['MESSAGE']);
    if (!Number.isFinite(at) || message === null) return false;
    joiner.seen(at);
    const program = Buffer.from(textOf(entry['SYSLOG_IDENTIFIER']));
    const daemon = this.#daemons.of(program, 0, program.length);
    if (daemon === null) return true;
    const host = this.#host ?? textOf(entry['_HOSTNAME']).toLowerCase();
    const line = { bytes: message, start: 0, end: message.length, message: 0, host, at: Math.floor(at) };
    joiner.within(message, () => this.#postfix.readMessage(line, daemon, joiner));
    return true;
  }
}

/** An object of JSON; null where the text is none. */
export function parseObject(text: string): Record<string, unknown> | null {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null && !Array.isArray(value)
      ? (value as Record<string, unknown>)
      : null;
  } catch {
    return null;
  }
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : '';
}

function messageOf(value: unknown): Buffer | null {
  if (typeof value === 'string') return Buffer.from(value);
  return Array.isArray(value) && value.every((byte) => Number.isInteger(byte))
    ? Buffer.from(value as number[])
    : null;
}
