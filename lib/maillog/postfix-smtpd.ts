// Lines of smtpd: who connected, who authenticated, who was refused.
// Promise: pure over the bytes, never throws, linear.
// Source: Postfix smtpd(8); `client=` with sasl_method, sasl_username, orig_queue_id and orig_client (XFORWARD).

import { findByte, findLastByte } from './bytes';
import { clear, KIND, type PostfixEvent } from './postfix-event';
import { hasToken, Token } from './words';

const COMMA = 0x2c;
const SEMICOLON = 0x3b;
const SPACE = 0x20;
const SASL_USERNAME = new Token('sasl_username=');
const ORIG_QUEUE_ID = new Token('orig_queue_id=');
const ORIG_CLIENT = new Token('orig_client=');
const REJECT = new Token('reject: ');
const MILTER_REJECT = new Token('milter-reject: ');
const FROM = new Token(' from ');
const WARNING = new Token('warning: ');
const SASL = new Token(' SASL ');
const NEXT_SASL_USERNAME = new Token(', sasl_username=');

/** `client=name[ip]:port, sasl_method=PLAIN, sasl_username=user, orig_queue_id=X, orig_client=name[ip]`. */
export function readClient(bytes: Buffer, at: number, end: number, event: PostfixEvent): void {
  clear(event.saslUser);
  clear(event.originQueueId);
  clear(event.originClient);
  const value = at + 7;
  let comma = findByte(bytes, value, end, COMMA);
  if (comma < 0) comma = end;
  readPeer(bytes, value, comma, event);
  event.kind = KIND.client;
  while (comma + 2 < end) {
    const key = comma + 2;
    let stop = key;
    // A login may hold a comma; the next key is what ends it.
    do {
      stop += 1;
      while (stop < end && bytes[stop] !== COMMA) stop += 1;
    } while (stop < end && !isKeyAt(bytes, stop + 2, end));
    if (hasToken(bytes, key, stop, SASL_USERNAME)) {
      event.saslUser.start = key + 14;
      event.saslUser.end = stop;
    } else if (hasToken(bytes, key, stop, ORIG_QUEUE_ID)) {
      event.originQueueId.start = key + 14;
      event.originQueueId.end = stop;
    } else if (hasToken(bytes, key, stop, ORIG_CLIENT)) {
      event.originClient.start = key + 12;
      event.originClient.end = stop;
    }
    comma = stop;
  }
}

const KEYS = ['sasl_method=', 'sasl_username=', 'sasl_sender=', 'orig_queue_id=', 'orig_client='].map(
  (key) => new Token(key),
);

function isKeyAt(bytes: Buffer, at: number, end: number): boolean {
  const first = bytes[at];
  if (first !== 0x73 && first !== 0x6f) return false;
  for (const key of KEYS) if (hasToken(bytes, at, end, key)) return true;
  return false;
}

/** `name[ip]` or `name[ip]:port`. */
function readPeer(bytes: Buffer, start: number, end: number, event: PostfixEvent): void {
  const open = findByte(bytes, start, end, 0x5b);
  const close = open < 0 ? -1 : findByte(bytes, open, end, 0x5d);
  clear(event.clientPort);
  if (close < 0) {
    clear(event.clientName);
    clear(event.clientIp);
    return;
  }
  event.clientName.start = start;
  event.clientName.end = open;
  event.clientIp.start = open + 1;
  event.clientIp.end = close;
  if (bytes[close + 1] === 0x3a && close + 2 < end) {
    event.clientPort.start = close + 2;
    event.clientPort.end = end;
  }
}

/** `reject: RCPT from name[ip]: 554 …; from=<> to=<> proto= helo= sasl_username=`, `milter-reject: …`. */
export function readReject(bytes: Buffer, at: number, end: number, event: PostfixEvent): void {
  if (!hasToken(bytes, at, end, REJECT) && !hasToken(bytes, at, end, MILTER_REJECT)) return;
  event.kind = KIND.reject;
  clear(event.saslUser);
  const peer = findPeer(bytes, at, end);
  if (peer < 0) {
    clear(event.clientName);
    clear(event.clientIp);
    clear(event.clientPort);
  } else {
    const close = findByte(bytes, peer, end, 0x5d);
    let stop = close + 1;
    if (bytes[stop] === 0x3a && (bytes[stop + 1] as number) >= 0x30 && (bytes[stop + 1] as number) <= 0x39) {
      stop += 1;
      while (stop < end && (bytes[stop] as number) >= 0x30 && (bytes[stop] as number) <= 0x39) stop += 1;
    }
    readPeer(bytes, peer, stop, event);
  }
  readSaslOfReject(bytes, at, end, event);
}

/** Newer versions name who was authenticated behind the last semicolon. */
function readSaslOfReject(bytes: Buffer, at: number, end: number, event: PostfixEvent): void {
  const tail = findLastByte(bytes, at, end, SEMICOLON);
  for (let i = tail < 0 ? end : tail; i < end; i += 1) {
    if (bytes[i] !== SPACE || !hasToken(bytes, i + 1, end, SASL_USERNAME)) continue;
    event.saslUser.start = i + 15;
    event.saslUser.end = end;
    return;
  }
}

/** Where `name[ip]` begins behind the first ` from `; −1 where nobody is named. */
function findPeer(bytes: Buffer, at: number, end: number): number {
  for (let i = at; i + 6 < end && i < at + 200; i += 1) {
    if (bytes[i] !== SPACE || !hasToken(bytes, i, end, FROM)) continue;
    const close = findByte(bytes, i, Math.min(end, i + 400), 0x5d);
    return close < 0 ? -1 : i + 6;
  }
  return -1;
}

/** `warning: name[ip]: SASL PLAIN authentication failed: reason, sasl_username=user`. True for every warning. */
export function readSaslFailure(bytes: Buffer, at: number, end: number, event: PostfixEvent): boolean {
  if (bytes[at] !== 0x77 || !hasToken(bytes, at, end, WARNING)) return false;
  const close = findByte(bytes, at + 9, Math.min(end, at + 400), 0x5d);
  if (close < 0) return true;
  const mark = findByte(bytes, close + 1, Math.min(end, close + 10), SPACE);
  if (mark < 0 || !hasToken(bytes, mark, end, SASL)) return true;
  event.kind = KIND.saslFailure;
  readPeer(bytes, at + 9, mark - 1, event);
  clear(event.saslUser);
  for (let i = mark; i < end; i += 1) {
    if (bytes[i] !== COMMA || !hasToken(bytes, i, end, NEXT_SASL_USERNAME)) continue;
    event.saslUser.start = i + 16;
    event.saslUser.end = end;
    break;
  }
  return true;
}
