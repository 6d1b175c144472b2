// The reader of Postfix logs, in every syslog shape.
// Promise: never throws; a line of another program is read (its head says so) and ignored.

import { findByte, numberOf, textOf } from './bytes';
import type { LogClock } from './clock';
import { EnvelopeReader } from './envelope';
import type { LineReader, TransactionJoiner } from './joiner';
import type { TransactionPart } from './open-transaction';
import { isEmpty, KIND, PostfixEvent, STATUS, type Piece } from './postfix-event';
import { PostfixDaemons, type Daemon } from './postfix-daemons';
import { readPostfix } from './postfix-line';
import { hasToken, Token } from './words';

const NOQUEUE = new Token('NOQUEUE');
const UNKNOWN = new Token('unknown');
const LOOPBACK_4 = new Token('[127.');
const LOOPBACK_6 = new Token('[::1]');

export class PostfixReader implements LineReader {
  readonly #envelope: EnvelopeReader;
  readonly #event = new PostfixEvent();
  /** One object for every line. */
  readonly #line: PostfixLine = { bytes: Buffer.alloc(0), start: 0, end: 0, message: 0, host: '', at: NaN };

  /** `host` replaces the name in the lines where the source has one of its own. */
  constructor(clock: LogClock, { host, syslogName }: { host: string | null; syslogName: string }) {
    this.#envelope = new EnvelopeReader(clock, host, new PostfixDaemons(syslogName));
  }

  read(bytes: Buffer, start: number, end: number, joiner: TransactionJoiner): boolean {
    const { head } = this.#envelope;
    if (!this.#envelope.read(bytes, start, end)) return false;
    joiner.seen(head.at);
    if (head.daemon === null) return true;
    const line = this.#line;
    line.bytes = bytes;
    line.start = start;
    line.end = end;
    line.message = head.message;
    line.host = head.host;
    line.at = head.at;
    this.readMessage(line, head.daemon, joiner);
    return true;
  }

  /** Reads what stands behind the head: also for journals, whose head is not in the line. */
  readMessage(line: PostfixLine, daemon: Daemon, joiner: TransactionJoiner): void {
    const event = this.#event;
    const { bytes, end } = line;
    readPostfix(bytes, line.message, end, daemon, event);
    switch (event.kind) {
      case KIND.none:
        return;
      case KIND.saslFailure:
        return refuse(line, event, 'sasl-failure', joiner);
      case KIND.reject:
        refuse(line, event, 'reject', joiner);
        if (hasToken(bytes, event.queueId.start, end, NOQUEUE) || isClientless(event)) return;
        part(line, event, joiner).isRejected = true;
        return;
      case KIND.client:
        return begin(line, event, joiner);
      case KIND.pickup:
        return pickUp(line, event, joiner);
      default:
        apply(part(line, event, joiner), line, event, daemon, joiner);
    }
  }
}

/** One line: its bytes from `start` to `end`, its message from `message` on. */
export interface PostfixLine {
  bytes: Buffer;
  start: number;
  end: number;
  message: number;
  host: string;
  at: number;
}

/** A rejected recipient does not reject the mail; what milters reject at the end of the data is gone. */
function isClientless(event: PostfixEvent): boolean {
  return isEmpty(event.clientIp);
}

function part(
  { bytes, host, at }: PostfixLine,
  { queueId }: PostfixEvent,
  joiner: TransactionJoiner,
): TransactionPart {
  return joiner.transaction(bytes, queueId.start, queueId.end, host, at);
}

function refuse(
  line: PostfixLine,
  event: PostfixEvent,
  kind: 'reject' | 'sasl-failure',
  joiner: TransactionJoiner,
): void {
  const { bytes, start, end, host, at } = line;
  joiner.refuse(
    { host, at, kind, saslUser: lowered(joiner, bytes, event.saslUser), clientIp: ip(bytes, event.clientIp) },
    bytes,
    start,
    end,
  );
}

function begin(line: PostfixLine, event: PostfixEvent, joiner: TransactionJoiner): void {
  const { bytes, start, end, host, at } = line;
  const mail = joiner.beginning(bytes, event.queueId.start, event.queueId.end, host, at);
  joiner.addLine(mail, start, end);
  mail.saslUser = lowered(joiner, bytes, event.saslUser);
  mail.origin = mail.saslUser === null ? 'inbound' : 'submission';
  mail.clientIp = ip(bytes, event.clientIp);
  mail.clientPort = port(bytes, event.clientPort);
  mail.clientName =
    isEmpty(event.clientName) || hasToken(bytes, event.clientName.start, event.clientName.end, UNKNOWN)
      ? null
      : joiner.names.of(bytes, event.clientName.start, event.clientName.end);
  if (isEmpty(event.originQueueId)) return;
  const first = joiner.find(bytes, event.originQueueId.start, event.originQueueId.end, host);
  if (first !== null) return mail.inherit(first);
  mail.origin = 'reinjected';
  mail.isOrphan = true;
  mail.originHost = host;
  mail.originQueueId = textOf(bytes, event.originQueueId.start, event.originQueueId.end, 64);
  const open = findByte(bytes, event.originClient.start, event.originClient.end, 0x5b);
  if (open >= 0)
    mail.clientIp = ip(bytes, { start: open + 1, end: findByte(bytes, open, event.originClient.end, 0x5d) });
}

function pickUp(line: PostfixLine, event: PostfixEvent, joiner: TransactionJoiner): void {
  const { bytes, start, end, host, at } = line;
  const mail = joiner.beginning(bytes, event.queueId.start, event.queueId.end, host, at);
  joiner.addLine(mail, start, end);
  mail.origin = 'local';
  mail.uid = event.uid;
  if (event.hasFrom) mail.envelopeFrom = lowered(joiner, bytes, event.from) ?? '';
}

function apply(
  mail: TransactionPart,
  line: PostfixLine,
  event: PostfixEvent,
  daemon: Daemon,
  joiner: TransactionJoiner,
): void {
  const { bytes, start, end } = line;
  switch (event.kind) {
    case KIND.messageId:
      mail.messageId ??= isEmpty(event.messageId)
        ? null
        : textOf(bytes, event.messageId.start, event.messageId.end, 995);
      return joiner.addLine(mail, start, end);
    case KIND.queued:
      mail.envelopeFrom = isEmpty(event.from) ? '' : joiner.names.of(bytes, event.from.start, event.from.end);
      if (event.size >= 0) mail.sizeBytes = Math.min(event.size, 2_147_483_647);
      // Said again each time the mail is taken up anew: a number of the mail, not of the line.
      mail.recipients = Math.max(mail.recipients, event.recipients);
      if (isSrs(mail.envelopeFrom)) mail.hasOtherAddress = true;
      return joiner.addLine(mail, start, end);
    case KIND.expired:
      mail.isExpired = true;
      return joiner.addLine(mail, start, end);
    case KIND.removed:
      mail.isRemoved = true;
      return;
    case KIND.subject:
      mail.subject ??= textOf(bytes, event.subject.start, event.subject.end, 300);
      return;
    case KIND.delivery:
      return deliver(mail, line, event, daemon, joiner);
    default:
      return;
  }
}

function deliver(
  mail: TransactionPart,
  line: PostfixLine,
  event: PostfixEvent,
  daemon: Daemon,
  joiner: TransactionJoiner,
): void {
  const { bytes, start, end, host } = line;
  joiner.addLine(mail, start, end);
  if (!isEmpty(event.originalTo)) mail.hasOtherAddress = true;
  if (event.status === STATUS.deferred) mail.deferred += 1;
  else if (event.status === STATUS.bounced || event.status === STATUS.expired) mail.bounced += 1;
  if (event.status !== STATUS.sent) return;
  const isLocal = isLoopback(bytes, event.relay);
  if (isLocal && !isEmpty(event.queuedAs)) {
    mail.isHandedOn = true;
    const second = joiner.find(bytes, event.queuedAs.start, event.queuedAs.end, host);
    if (second === null) mail.handedTo = textOf(bytes, event.queuedAs.start, event.queuedAs.end, 64);
    else if (second.originQueueId === null && second.saslUser === null) {
      second.inherit(mail);
      // What it inherited has to reach its row, even where no line of its own follows.
      joiner.touch(second);
    }
    return;
  }
  mail.delivered += 1;
  const at = lastAt(bytes, event.to);
  if (at >= 0) mail.addDomain(joiner.names.of(bytes, at + 1, event.to.end));
  if (daemon === 'smtp' && !isLocal) mail.isOutward = true;
}

function lastAt(bytes: Buffer, { start, end }: Piece): number {
  for (let i = end - 1; i >= start; i -= 1) if (bytes[i] === 0x40) return i;
  return -1;
}

/** `127.0.0.1[127.0.0.1]:10024`, `localhost[::1]:10024`. */
function isLoopback(bytes: Buffer, relay: Piece): boolean {
  const open = findByte(bytes, relay.start, relay.end, 0x5b);
  if (open < 0) return false;
  return hasToken(bytes, open, relay.end, LOOPBACK_4) || hasToken(bytes, open, relay.end, LOOPBACK_6);
}

/** Sender Rewriting Scheme: `SRS0=hash=tt=domain=user@forwarder`. */
function isSrs(from: string): boolean {
  return from.charCodeAt(0) === 0x73 && (from.startsWith('srs0') || from.startsWith('srs1'));
}

function lowered(joiner: TransactionJoiner, bytes: Buffer, { start, end }: Piece): string | null {
  return end > start ? joiner.names.of(bytes, start, end) : null;
}

/** Of the text of an address; null for `unknown` and whatever else is none. */
function ip(bytes: Buffer, { start, end }: Piece): string | null {
  if (end - start < 2 || end - start > 45) return null;
  for (let i = start; i < end; i += 1) if (OF_ADDRESS[bytes[i] as number] === 0) return null;
  return bytes.toString('latin1', start, end);
}

/** Hexadecimal digits, dots and colons. */
const OF_ADDRESS = Uint8Array.from({ length: 256 }, (_, byte) =>
  /[0-9A-Fa-f.:]/.test(String.fromCharCode(byte)) ? 1 : 0,
);

function port(bytes: Buffer, { start, end }: Piece): number | null {
  const value = end > start ? numberOf(bytes, start, end) : -1;
  return value >= 0 && value <= 65_535 ? value : null;
}
