// A part of a transaction as a row: what PostgreSQL takes, whatever the log said.
// Promise: pure; never a value that a column refuses (NUL, lone surrogates, numbers and addresses that are none).

import { isAscii } from 'node:buffer';
import { isIP } from 'node:net';
import type { JoinedBatch } from './joiner';
import type { TransactionPart } from './open-transaction';

/** One field of a row; lines that are ASCII stay bytes. */
export type PartValue =
  string | number | boolean | Date | null | readonly (string | Buffer)[] | { json: unknown };

/** The columns of `mail_transaction` that are written, in the order of `partRow`. */
export const PART_COLUMNS = [
  'day',
  'host',
  'queue_id',
  'first_at',
  'last_at',
  'origin',
  'sasl_user',
  'client_ip',
  'client_port',
  'client_name',
  'uid',
  'local_user',
  'cwd',
  'message_id',
  'envelope_from',
  'size_bytes',
  'recipients',
  'delivered',
  'deferred',
  'bounced',
  'domains',
  'is_expired',
  'is_rejected',
  'is_handed_on',
  'has_other_address',
  'is_outward',
  'origin_host',
  'origin_queue_id',
  'subject',
  'lines',
] as const;

const MAX_INTEGER = 2_147_483_647;
/** As add_mail_lines has it. */
const MAX_LINES_BYTES = 4_000;
const DAY = 86_400_000;
/** Dates of days since 1970, as they were asked for: a log has few, and millions of moments. */
const dates = new Map<number, string>();
const MAX_DATES = 1_000;

/** `2026-11-21`, UTC: the partition of a moment. */
export function dayOf(at: number): string {
  const day = Math.floor(at / DAY);
  const known = dates.get(day);
  if (known !== undefined) return known;
  const date = new Date(at).toISOString().slice(0, 10);
  if (dates.size >= MAX_DATES) dates.clear();
  dates.set(day, date);
  return date;
}

/** The values of a part, in the order of `PART_COLUMNS`. */
export function partRow(part: TransactionPart, batch: JoinedBatch): PartValue[] {
  const firstAt = new Date(part.firstAt);
  return [
    dayOf(part.firstAt),
    clean(part.host),
    clean(part.queueId),
    firstAt,
    new Date(Math.max(part.lastAt, part.firstAt)),
    part.origin,
    cleanOrNull(part.saslUser),
    part.clientIp !== null && isIP(part.clientIp) !== 0 ? part.clientIp : null,
    integer(part.clientPort),
    cleanOrNull(part.clientName),
    integer(part.uid),
    cleanOrNull(part.localUser),
    cleanOrNull(part.cwd),
    cleanOrNull(part.messageId),
    cleanOrNull(part.envelopeFrom),
    integer(part.sizeBytes),
    Math.max(integer(part.recipients) ?? 0, part.delivered + part.bounced),
    part.delivered,
    part.deferred,
    part.bounced,
    { json: domainsOf(part) },
    part.isExpired,
    part.isRejected,
    part.isHandedOn,
    part.hasOtherAddress,
    part.isOutward,
    cleanOrNull(part.originHost),
    cleanOrNull(part.originQueueId),
    cleanOrNull(part.subject),
    linesOf(batch.linesOf(part)),
  ];
}

function domainsOf(part: TransactionPart): Record<string, number> {
  if (part.domain === null) return {};
  if (part.moreDomains === null) return { [clean(part.domain)]: part.domainCount };
  return Object.fromEntries(Object.entries(part.domains()).map(([domain, count]) => [clean(domain), count]));
}

function linesOf(lines: readonly Buffer[]): (string | Buffer)[] {
  const kept: (string | Buffer)[] = [];
  let bytes = 0;
  for (const line of lines) {
    const text = isAscii(line) ? line : clean(line.toString('utf8'));
    // Bytes that are no UTF-8 become three; the limit is of what is stored.
    bytes += typeof text === 'string' ? Buffer.byteLength(text) : text.length;
    if (bytes > MAX_LINES_BYTES) break;
    kept.push(text);
  }
  return kept;
}

function clean(text: string): string {
  const whole = text.isWellFormed() ? text : text.toWellFormed();
  return whole.includes('\0') ? whole.replaceAll('\0', '\u{fffd}') : whole;
}

function cleanOrNull(text: string | null): string | null {
  return text === null ? null : clean(text);
}

function integer(value: number | null): number | null {
  return value !== null && Number.isInteger(value) && value >= 0 && value <= MAX_INTEGER ? value : null;
}
