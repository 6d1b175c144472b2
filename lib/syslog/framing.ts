// Messages in a TCP stream of syslog: octet counting (RFC 6587 §3.4.1, `83 <22>1 …`) and a line feed behind each message
// (§3.4.2), told apart message by message, since senders do what they like.
// Promise: memory is bounded by one message; what is no syslog at all ends the connection.

/** Longer than any line of a mail server; the joiner has the same limit. */
export const MAX_MESSAGE = 64 * 1024;
const LF = 0x0a;
const SPACE = 0x20;
const EMPTY = Buffer.alloc(0);

/** The stream is no syslog. */
export class FramingError extends Error {
  override name = 'FramingError';
}

export class SyslogFramer {
  #rest: Buffer = EMPTY;

  /** The whole messages that end in this chunk, without their framing. Throws `FramingError`. */
  push(chunk: Buffer): Buffer[] {
    const bytes = this.#rest.length === 0 ? chunk : Buffer.concat([this.#rest, chunk]);
    const messages: Buffer[] = [];
    let at = 0;
    while (at < bytes.length) {
      const found = isDigit(bytes[at]) ? counted(bytes, at) : delimited(bytes, at);
      if (found === null) break;
      if (found.end > found.start) messages.push(bytes.subarray(found.start, found.end));
      at = found.next;
    }
    this.#rest = Buffer.from(bytes.subarray(at));
    if (this.#rest.length > MAX_MESSAGE + 8) throw new FramingError('a message is too long');
    return messages;
  }
}

interface Found {
  start: number;
  end: number;
  next: number;
}

/** `MSG-LEN SP MSG`. */
function counted(bytes: Buffer, at: number): Found | null {
  let length = 0;
  let i = at;
  for (; isDigit(bytes[i]); i += 1) {
    length = length * 10 + (bytes[i] as number) - 0x30;
    if (length > MAX_MESSAGE) throw new FramingError('a message is too long');
  }
  if (i === bytes.length) return null;
  if (bytes[i] !== SPACE || length === 0) throw new FramingError('a length is not followed by its message');
  const end = i + 1 + length;
  return end > bytes.length ? null : { start: i + 1, end, next: end };
}

function delimited(bytes: Buffer, at: number): Found | null {
  const end = bytes.indexOf(LF, at);
  return end < 0 ? null : { start: at, end, next: end + 1 };
}

function isDigit(byte: number | undefined): boolean {
  return byte !== undefined && byte >= 0x30 && byte <= 0x39;
}
