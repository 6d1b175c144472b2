// Writes of intake, each set-based. Promises: a mail's identity, its bytes and its delivery appear together or not at
// all; the unique keys decide what is new, so that repeating any of these changes nothing.

import { Readable } from 'node:stream';
import { copyInto } from '@/lib/db/copy-into';
import type { Tx } from '@/lib/db/sql';
import { daysSince2000, encodeBytesRows } from './copy-bytes';
import type { FreshMessage, MailBatch, MailToStore } from './types';

/** `delivery.moved_to` of a mail that intake leaves in the polled folder for good. */
export const STAYS = 'stays';

/**
 * First day of the current month by the database's clock (UTC), with its partition in place; null where the mailbox is
 * gone. The mailbox stays until the transaction ends.
 */
export async function openMonth(tx: Tx, mailboxId: number): Promise<string | null> {
  const [row] = await tx<{ month: string }[]>`
    SELECT month::text AS month, ensure_raw_bytes_partition(month)
    FROM (SELECT date_trunc('month', now() AT TIME ZONE 'UTC')::date AS month) AS today
    JOIN LATERAL (SELECT FROM mailbox WHERE id = ${mailboxId} FOR KEY SHARE) AS present ON true`;
  return row?.month ?? null;
}

/**
 * Inserts the messages whose hash is new, and the deliveries of all of them, in the batch's order. `unsettled` counts
 * the mails whose hash another transaction committed meanwhile: repeat the call, its snapshot then sees them.
 */
export async function insertMessages(
  tx: Tx,
  batch: MailBatch,
  month: string,
): Promise<{ fresh: FreshMessage[]; deliveries: number; unsettled: number }> {
  const { mails } = batch;
  const hashes = mails.map((mail) => mail.sha256.toString('hex'));
  const [row] = await tx<
    { fresh: { id: number; hash: string }[] | null; deliveries: number; unsettled: number }[]
  >`
    WITH input AS MATERIALIZED (
      SELECT position, uid, decode(hash, 'hex') AS sha256, size_bytes, received_at, reason_code, reason_text, stays
      FROM unnest(
        ${mails.map((mail) => mail.uid)}::text[],
        ${hashes}::text[],
        ${mails.map(sizeOf)}::int[],
        ${mails.map((mail) => mail.receivedAt.toISOString())}::timestamptz[],
        ${mails.map((mail) => mail.setAside?.reasonCode ?? null)}::text[],
        ${mails.map((mail) => mail.setAside?.reasonText ?? null)}::text[],
        ${mails.map((mail) => (mail.setAside === null ? null : STAYS))}::text[]
      ) WITH ORDINALITY AS t(uid, hash, size_bytes, received_at, reason_code, reason_text, stays, position)
    ), firsts AS MATERIALIZED (
      SELECT nextval('raw_message_id_seq') AS id, f.* FROM (
        SELECT * FROM (SELECT DISTINCT ON (sha256) * FROM input ORDER BY sha256, position) AS d
        WHERE NOT EXISTS (SELECT 1 FROM raw_message m WHERE m.sha256 = d.sha256)
        ORDER BY position
      ) AS f
    ), fresh AS (
      -- In the order of the hashes: two workers that store the same mails wait for each other and never deadlock.
      INSERT INTO raw_message (id, sha256, size_bytes, received_at, month, state, reason_code, reason_text)
      SELECT id, sha256, size_bytes, least(received_at, now()), ${month}::date,
             CASE WHEN reason_code IS NULL THEN 'received' ELSE 'quarantined' END::message_state, reason_code, reason_text
      FROM firsts ORDER BY sha256
      ON CONFLICT (sha256) DO NOTHING
      RETURNING id, sha256
    ), stored AS (
      -- Held, so that no delivery refers to a mail that goes meanwhile.
      SELECT m.id, m.sha256 FROM raw_message m WHERE m.sha256 = ANY (SELECT sha256 FROM input) FOR KEY SHARE OF m
    ), known AS (
      SELECT id, sha256 FROM fresh UNION ALL SELECT id, sha256 FROM stored
    ), delivered AS (
      INSERT INTO delivery (mailbox_id, uid_validity, uid, raw_message_id, moved_to)
      SELECT ${batch.mailboxId}, ${batch.uidValidity}, input.uid, known.id, input.stays
      FROM input JOIN known USING (sha256) ORDER BY input.position
      ON CONFLICT (mailbox_id, uid_validity, uid) DO NOTHING
      RETURNING 1
    )
    -- Which mail of the batch each is, the caller knows by its hash: joined here, the planner, which takes every part for
    -- one row, would compare each with each.
    SELECT (SELECT json_agg(json_build_object('id', id, 'hash', encode(sha256, 'hex')) ORDER BY id) FROM fresh) AS fresh,
           (SELECT count(*)::int FROM delivered) AS deliveries,
           (SELECT count(*)::int FROM input WHERE sha256 NOT IN (SELECT sha256 FROM known)) AS unsettled`;
  // Backwards, so that of equal mails the first one counts.
  const positions = new Map(hashes.map((hash, position) => [hash, position] as const).reverse());
  const fresh = (row?.fresh ?? []).map(({ id, hash }) => ({ id, position: positions.get(hash) ?? 0 }));
  return { fresh, deliveries: row?.deliveries ?? 0, unsettled: row?.unsettled ?? 0 };
}

/** Stores the bytes of the fresh messages; `compressed` has one zstd frame per position. */
export async function copyRawBytes(
  tx: Tx,
  fresh: readonly FreshMessage[],
  compressed: readonly Buffer[],
  month: string,
): Promise<void> {
  if (fresh.length === 0) return;
  const monthDays = daysSince2000(month);
  const rows = fresh.map(({ id, position }) => ({
    rawMessageId: id,
    monthDays,
    bytes: compressed[position] ?? Buffer.alloc(0),
  }));
  const statement = tx`COPY raw_bytes (raw_message_id, month, bytes) FROM STDIN WITH (FORMAT binary)`;
  await copyInto(statement, Readable.from(encodeBytesRows(rows)));
}

/** Wakes whoever processes mail, when the transaction commits. */
export async function notifyStored(tx: Tx, messages: number): Promise<void> {
  await tx`SELECT pg_notify('raw_message', ${String(messages)})`;
}

function sizeOf(mail: MailToStore): number {
  // The column is a 32-bit integer; a mail of more than 2 GiB is shown as 2 GiB.
  return Math.min(mail.setAside?.sizeBytes ?? mail.source.length, 2_147_483_647);
}
