// One Postfix line: which daemon speaks, about which mail, what it says.
// Promise: pure over the bytes, never throws, linear; lines that say nothing about a mail cost a few comparisons.
// Source: Postfix 3.7 to 3.10 (smtpd, cleanup, pickup, qmgr, delivery agents, bounce), as they write their logs.

import { findByte, findLastByte, numberOf } from './bytes';
import type { Daemon } from './postfix-daemons';
import { clear, KIND, PostfixEvent, STATUS, type Piece, type Status } from './postfix-event';
import { readClient, readSaslFailure, readReject } from './postfix-smtpd';
import { hasToken, Token } from './words';

const COLON = 0x3a;
const COMMA = 0x2c;
const GREATER = 0x3e;
const SPACE = 0x20;
const CLIENT = new Token('client=');
const MESSAGE_ID = new Token('message-id=');
const RESENT_MESSAGE_ID = new Token('resent-message-id=');
const MILTER_REJECT = new Token('milter-reject: ');
const REJECT = new Token('reject: ');
const INFO_HEADER_SUBJECT = new Token('info: header Subject: ');
const WARNING_HEADER_SUBJECT = new Token('warning: header Subject: ');
const FROM_WORD = new Token(' from ');
const REMOVED = new Token('removed');
const FROM = new Token('from=<');
const STATUS_EXPIRED = new Token(', status=expired');
const STATUS_FORCE_EXPIRED = new Token(', status=force-expired');
const SIZE = new Token(', size=');
const NRCPT = new Token(', nrcpt=');
const UID = new Token('uid=');
const SENDER = new Token('sender ');
const POSTMASTER = new Token('postmaster ');
const TO = new Token('to=');
const ORIG_TO = new Token('orig_to=');
const STATUS_KEY = new Token('status=');
const QUEUED_AS = new Token('queued as');
const DEFERRED = new Token('deferred');

/** Reads one message. `event.kind` is `none` where it says nothing that we keep. */
export function readPostfix(
  bytes: Buffer,
  start: number,
  end: number,
  daemon: Daemon,
  event: PostfixEvent,
): void {
  event.kind = KIND.none;
  if (daemon === 'smtpd' && readSaslFailure(bytes, start, end, event)) return;
  const colon = endOfQueueId(bytes, start, end);
  if (colon < 0) return;
  event.queueId.start = start;
  event.queueId.end = colon;
  const at = colon + 2;
  switch (daemon) {
    case 'smtpd':
      if (hasToken(bytes, at, end, CLIENT)) readClient(bytes, at, end, event);
      else readReject(bytes, at, end, event);
      return;
    case 'cleanup':
      return readCleanup(bytes, at, end, event);
    case 'qmgr':
      return readQueue(bytes, at, end, event);
    case 'pickup':
      return readPickup(bytes, at, end, event);
    case 'bounce':
      return readNotification(bytes, at, end, event);
    case 'smtp':
    case 'delivery':
      return readDelivery(bytes, at, end, event);
    case null:
  }
}

/**
 * Position of the colon behind a queue id (short: 6 to 15 hexadecimal digits; long: letters and digits), or −1. `NOQUEUE`
 * has the shape of one.
 */
function endOfQueueId(bytes: Buffer, start: number, end: number): number {
  const last = Math.min(end - 1, start + 24);
  for (let i = start; i < last; i += 1) {
    const byte = bytes[i] as number;
    if (IS_ID[byte] === 1) continue;
    return byte === COLON && i - start >= 5 && bytes[i + 1] === SPACE ? i : -1;
  }
  return -1;
}

/** Letters and digits. */
const IS_ID = Uint8Array.from({ length: 256 }, (_, byte) =>
  /[0-9A-Za-z]/.test(String.fromCharCode(byte)) ? 1 : 0,
);

function set(part: Piece, start: number, end: number): void {
  part.start = start;
  part.end = end;
}

/** The address between `<` at `open` and the `>` before `, ` or the end; addresses may hold `>` inside quotes. */
function endOfAddress(bytes: Buffer, open: number, end: number): number {
  for (let i = open + 1; i < end; i += 1) {
    if (bytes[i] === GREATER && (i + 1 === end || bytes[i + 1] === COMMA || bytes[i + 1] === SPACE)) return i;
  }
  return -1;
}

/** An address in angle brackets, or bare as old versions wrote it; returns the byte behind it, −1 where it has no end. */
function readAddress(bytes: Buffer, at: number, end: number, part: Piece): number {
  if (bytes[at] === 0x3c) {
    const close = endOfAddress(bytes, at, end);
    set(part, at + 1, close);
    return close < 0 ? -1 : close + 1;
  }
  const comma = findByte(bytes, at, end, COMMA);
  set(part, at, comma < 0 ? end : comma);
  return comma < 0 ? end : comma;
}

function readCleanup(bytes: Buffer, at: number, end: number, event: PostfixEvent): void {
  let value = -1;
  if (hasToken(bytes, at, end, MESSAGE_ID)) value = at + 11;
  else if (hasToken(bytes, at, end, RESENT_MESSAGE_ID)) return;
  if (value >= 0) {
    event.kind = KIND.messageId;
    const hasBrackets = bytes[value] === 0x3c && bytes[end - 1] === GREATER;
    set(event.messageId, hasBrackets ? value + 1 : value, hasBrackets ? end - 1 : end);
    return;
  }
  if (hasToken(bytes, at, end, MILTER_REJECT) || hasToken(bytes, at, end, REJECT)) {
    readReject(bytes, at, end, event);
    return;
  }
  const header = hasToken(bytes, at, end, INFO_HEADER_SUBJECT)
    ? at + 22
    : hasToken(bytes, at, end, WARNING_HEADER_SUBJECT)
      ? at + 25
      : -1;
  if (header < 0) return;
  event.kind = KIND.subject;
  set(event.subject, header, endOfHeader(bytes, header, end));
}

/** The last ` from `: behind it stands the client, before it the header, which may hold the word too. */
function endOfHeader(bytes: Buffer, start: number, end: number): number {
  for (let i = end - 6; i > start; i -= 1) {
    if (bytes[i] === SPACE && hasToken(bytes, i, end, FROM_WORD)) return i;
  }
  return end;
}

function readQueue(bytes: Buffer, at: number, end: number, event: PostfixEvent): void {
  if (hasToken(bytes, at, end, REMOVED)) {
    event.kind = KIND.removed;
    return;
  }
  if (!hasToken(bytes, at, end, FROM)) return;
  const close = endOfAddress(bytes, at + 5, end);
  if (close < 0) return;
  set(event.from, at + 6, close);
  event.hasFrom = true;
  if (
    hasToken(bytes, close + 1, end, STATUS_EXPIRED) ||
    hasToken(bytes, close + 1, end, STATUS_FORCE_EXPIRED)
  ) {
    event.kind = KIND.expired;
    return;
  }
  event.kind = KIND.queued;
  event.size = -1;
  event.recipients = -1;
  if (!hasToken(bytes, close + 1, end, SIZE)) return;
  const sizeStart = close + 8;
  const comma = findByte(bytes, sizeStart, end, COMMA);
  event.size = numberOf(bytes, sizeStart, comma < 0 ? end : comma);
  if (comma < 0 || !hasToken(bytes, comma, end, NRCPT)) return;
  const countStart = comma + 8;
  const space = findByte(bytes, countStart, end, SPACE);
  event.recipients = numberOf(bytes, countStart, space < 0 ? end : space);
}

function readPickup(bytes: Buffer, at: number, end: number, event: PostfixEvent): void {
  if (!hasToken(bytes, at, end, UID)) return;
  const space = findByte(bytes, at, end, SPACE);
  if (space < 0) return;
  event.uid = numberOf(bytes, at + 4, space);
  if (event.uid < 0) return;
  event.kind = KIND.pickup;
  event.hasFrom = hasToken(bytes, space + 1, end, FROM);
  if (!event.hasFrom) return;
  const close = endOfAddress(bytes, space + 6, end);
  if (close < 0) event.hasFrom = false;
  else set(event.from, space + 7, close);
}

function readNotification(bytes: Buffer, at: number, end: number, event: PostfixEvent): void {
  if (!hasToken(bytes, at, end, SENDER) && !hasToken(bytes, at, end, POSTMASTER)) return;
  const space = findLastByte(bytes, at, end, SPACE);
  if (bytes[space - 1] !== COLON) return;
  event.kind = KIND.notification;
  set(event.queuedAs, space + 1, end);
}

function readDelivery(bytes: Buffer, at: number, end: number, event: PostfixEvent): void {
  if (!hasToken(bytes, at, end, TO)) return;
  const stop = readAddress(bytes, at + 3, end, event.to);
  if (stop < 0) return;
  event.kind = KIND.delivery;
  clear(event.originalTo);
  clear(event.relay);
  clear(event.dsn);
  clear(event.queuedAs);
  event.status = STATUS.none;
  // The keys stand in a fixed order, each behind ", "; values but addresses hold no comma.
  for (let i = stop; i + 2 < end && bytes[i] === COMMA;) {
    const key = i + 2;
    const first = bytes[key];
    if (first === 0x73) {
      readStatus(bytes, key, end, event);
      return;
    }
    if (first === 0x6f && hasToken(bytes, key, end, ORIG_TO)) {
      i = readAddress(bytes, key + 8, end, event.originalTo);
      if (i < 0) return;
      continue;
    }
    let comma = key;
    while (comma < end && bytes[comma] !== COMMA) comma += 1;
    if (first === 0x72) set(event.relay, key + 6, comma);
    else if (first === 0x64 && bytes[key + 1] === 0x73) set(event.dsn, key + 4, comma);
    i = comma;
  }
}

/** `status=sent (250 2.0.0 Ok: queued as 153053D)`. */
function readStatus(bytes: Buffer, at: number, end: number, event: PostfixEvent): void {
  if (!hasToken(bytes, at, end, STATUS_KEY)) return;
  const word = at + 7;
  let stop = word;
  while (stop < end && bytes[stop] !== SPACE) stop += 1;
  event.status = statusOf(bytes, word, stop);
  set(event.response, Math.min(end, stop + 2), Math.max(stop, end - 1));
  if (event.status !== STATUS.sent || bytes[end - 1] !== 0x29) return;
  const space = findLastByte(bytes, stop, end, SPACE);
  // "queued as X": the next server's own queue id.
  if (space > 10 && hasToken(bytes, space - 9, space, QUEUED_AS)) set(event.queuedAs, space + 1, end - 1);
}

function statusOf(bytes: Buffer, start: number, end: number): Status {
  switch (bytes[start]) {
    case 0x73:
      return STATUS.sent;
    case 0x62:
      return STATUS.bounced;
    case 0x65:
      return STATUS.expired;
    case 0x75:
      return STATUS.undeliverable;
    case 0x64:
      if (hasToken(bytes, start, end, DEFERRED)) return STATUS.deferred;
      return STATUS.deliverable;
    default:
      return STATUS.none;
  }
}
