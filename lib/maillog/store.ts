// The mail log in the database. What a batch begins is copied; what it adds to earlier rows is merged set by set.
// Promise: exact: counts of a part are added to the row that its mail has, once, in the caller's transaction. Whoever
// commits the position in the log with it loses and doubles nothing.

import { copyRows } from '@/lib/db/copy-rows';
import type { Sql, Tx } from '@/lib/db/sql';
import { noteLateDays } from './day-change-store';
import { hasSender, hourOfRow, noteHours } from './hour-change-store';
import type { JoinedBatch } from './joiner';
import { fillSenders } from './link-store';
import type { TransactionPart } from './open-transaction';
import { dayOf, PART_COLUMNS, partRow, type PartValue } from './part-row';
import { dropRefusalsBefore, ensureRefusalPartitions, writeRefusals } from './refusal-store';
import { dropSpansBefore, noteSpans, type ReadingRun } from './span-store';

const COLUMNS = PART_COLUMNS.join(', ');
const DAY = 86_400_000;
/** Mail is tried for five days at most (Postfix maximal_queue_lifetime); an id seen again later is another mail. */
const SAME_ID = 10 * DAY;
/** Daemons write a little out of order; as the joiner has it. */
const DISORDER = 2_000;

/** First lines outside of this are not kept: older than retention, or of a clock that is wrong. */
export interface KeptTimes {
  from: number;
  to: number;
}

/** What became of a batch, in transactions. */
export interface WrittenBatch {
  inserted: number;
  merged: number;
  /** Outside of the kept times. */
  outside: number;
}

/** Sees to the partitions that `batch` needs. Not within the transaction that writes: others would wait for it. */
export async function ensurePartitions(pool: Sql, batch: JoinedBatch, kept: KeptTimes): Promise<void> {
  const days = new Set(batch.parts.filter((part) => isKept(part, kept)).map((part) => dayOf(part.firstAt)));
  for (const day of [...days].sort()) await pool`SELECT ensure_mail_transaction_partition(${day}::date)`;
  await ensureRefusalPartitions(pool, batch.refusals, kept);
}

/** Drops the days before `day` (`2026-11-14`, UTC), and what is said to be known of them. Returns how many partitions. */
export async function dropDaysBefore(tx: Tx, day: string): Promise<number> {
  const [row] = await tx<
    { dropped: number }[]
  >`SELECT drop_mail_transaction_partitions(${day}::date) AS dropped`;
  await dropRefusalsBefore(tx, day);
  await dropSpansBefore(tx, day);
  return row?.dropped ?? 0;
}

/** Writes everything of a batch that `run` read; null where no time of its lines could be read. The partitions must be there. */
export async function writeBatch(
  tx: Tx,
  batch: JoinedBatch,
  kept: KeptTimes,
  run: ReadingRun | null,
): Promise<WrittenBatch> {
  const parts = batch.parts.filter((part) => isKept(part, kept));
  const fresh = parts.filter((part) => part.knowsStart && !part.isContinued);
  await copyRows(tx, 'mail_transaction', PART_COLUMNS, rowsOf(fresh, batch));
  let merged = 0;
  const later = parts.filter((part) => !part.knowsStart || part.isContinued);
  for (const round of rounds(later)) merged += await mergeParts(tx, round, batch);
  await fillSenders(tx, parts);
  await noteHours(tx, parts);
  await noteLateDays(tx, parts);
  await writeRefusals(tx, batch.refusals, kept);
  if (run !== null) await noteSpans(tx, { ...batch, parts }, run, kept);
  return {
    inserted: parts.length - merged,
    merged,
    outside: batch.parts.length - parts.length,
  };
}

/** The rows one by one, as they are sent: all their fields at a time would be a burden for the memory. */
function* rowsOf(
  parts: readonly TransactionPart[],
  batch: JoinedBatch,
  more: (part: TransactionPart) => readonly PartValue[] = () => [],
): Generator<PartValue[]> {
  for (const part of parts) yield [...partRow(part, batch), ...more(part)];
}

function isKept(part: TransactionPart, { from, to }: KeptTimes): boolean {
  return part.firstAt >= from && part.firstAt <= to;
}

/** In each round a queue id stands once, so that no row is the target of two parts in one statement. */
function rounds(parts: readonly TransactionPart[]): TransactionPart[][] {
  const seen = new Map<string, number>();
  const list: TransactionPart[][] = [];
  for (const part of parts) {
    const key = `${part.queueId} ${part.host}`;
    const round = seen.get(key) ?? 0;
    seen.set(key, round + 1);
    (list[round] ??= []).push(part);
  }
  return list;
}

/** Adds the parts to the rows of their mails; those whose row is not there make one. Returns how many found theirs. */
async function mergeParts(tx: Tx, parts: readonly TransactionPart[], batch: JoinedBatch): Promise<number> {
  await tx`
    CREATE TEMPORARY TABLE IF NOT EXISTS mail_part ON COMMIT DELETE ROWS AS
      SELECT ${tx.unsafe(COLUMNS)}, first_at AS row_from, first_at AS row_to FROM mail_transaction WITH NO DATA`;
  await tx`DELETE FROM mail_part`;
  const rows = rowsOf(parts, batch, rowTimes);
  await copyRows(tx, 'mail_part', [...PART_COLUMNS, 'row_from', 'row_to'], rows);
  // The staging table has no statistics; each part is a few probes of an index, whatever the planner thinks of it.
  await tx`SELECT set_config('enable_hashjoin', 'off', true), set_config('enable_mergejoin', 'off', true)`;
  const [row] = await tx<{ merged: number }[]>`
    WITH matched AS MATERIALIZED (
      SELECT p.*, t.day AS row_day, t.first_at AS row_first_at
      FROM mail_part AS p LEFT JOIN LATERAL (
        SELECT r.day, r.first_at FROM mail_transaction AS r
        WHERE r.queue_id = p.queue_id AND r.host = p.host AND r.first_at BETWEEN p.row_from AND p.row_to
          AND r.day BETWEEN (p.row_from AT TIME ZONE 'UTC')::date AND (p.row_to AT TIME ZONE 'UTC')::date
        ORDER BY r.first_at DESC LIMIT 1) AS t ON true),
    merged AS (
      UPDATE mail_transaction AS t SET ${mergedColumns(tx)}
      FROM matched AS p
      WHERE t.day = p.row_day AND t.queue_id = p.queue_id AND t.host = p.host AND t.first_at = p.row_first_at
      RETURNING t.sasl_user, t.uid, t.local_user, t.origin_host, t.host, t.first_at, p.row_from <> p.row_to AS was_looked_up),
    noted AS (
      INSERT INTO account_hour_change (sender, host, hour)
      SELECT DISTINCT ${hourOfRow(tx, 'm')} FROM merged AS m WHERE m.was_looked_up AND ${hasSender(tx, 'm')}),
    inserted AS (
      INSERT INTO mail_transaction (${tx.unsafe(COLUMNS)})
      SELECT ${tx.unsafe(COLUMNS)} FROM matched WHERE row_day IS NULL)
    SELECT count(*)::int AS merged FROM merged`;
  return row?.merged ?? 0;
}

/** When the row of the part's mail began: known, or the latest of the same id that this can belong to. */
function rowTimes(part: TransactionPart): [Date, Date] {
  if (part.knowsStart) return [new Date(part.firstAt), new Date(part.firstAt)];
  return [new Date(part.firstAt - SAME_ID), new Date(part.firstAt + DISORDER)];
}

/** Counts add up; what a mail has once stays, and what was unknown is filled. */
function mergedColumns(tx: Tx) {
  return tx`
    last_at = greatest(t.last_at, p.last_at),
    origin = CASE WHEN p.origin = 'unknown' THEN t.origin ELSE p.origin END,
    sasl_user = coalesce(p.sasl_user, t.sasl_user),
    client_ip = coalesce(p.client_ip, t.client_ip),
    client_port = CASE WHEN p.client_ip IS NULL THEN t.client_port ELSE p.client_port END,
    client_name = CASE WHEN p.client_ip IS NULL THEN t.client_name ELSE p.client_name END,
    uid = coalesce(p.uid, t.uid),
    local_user = coalesce(p.local_user, t.local_user),
    cwd = coalesce(p.cwd, t.cwd),
    message_id = coalesce(t.message_id, p.message_id),
    envelope_from = coalesce(p.envelope_from, t.envelope_from),
    size_bytes = coalesce(p.size_bytes, t.size_bytes),
    recipients = greatest(t.recipients, p.recipients, t.delivered + p.delivered + t.bounced + p.bounced),
    delivered = t.delivered + p.delivered,
    deferred = t.deferred + p.deferred,
    bounced = t.bounced + p.bounced,
    domains = add_mail_domains(t.domains, p.domains),
    is_expired = t.is_expired OR p.is_expired,
    is_rejected = t.is_rejected OR p.is_rejected,
    is_handed_on = t.is_handed_on OR p.is_handed_on,
    has_other_address = t.has_other_address OR p.has_other_address,
    is_outward = t.is_outward OR p.is_outward,
    origin_host = coalesce(p.origin_host, t.origin_host),
    origin_queue_id = coalesce(p.origin_queue_id, t.origin_queue_id),
    subject = coalesce(t.subject, p.subject),
    lines = add_mail_lines(t.lines, p.lines)`;
}
