// What those see who handle reports about sexual abuse of children: number, time, format, size and place of such a mail,
// and the steps taken. No sender, no subject, no content: none of it is asked for here.
// Promise: every function takes who asks and answers nothing to anybody without that right.

import { sql } from '@/lib/db/sql';
import { standingOf } from './procedure';
import { readSteps } from './step-queries';
import type { RestrictedStep, Standing } from './types';

export const restrictedPageSize = 50;

/** Who asks. */
export interface RestrictedViewer {
  handlesRestricted: boolean;
}

export interface RestrictedRow {
  id: number;
  receivedAt: Date;
  format: string | null;
  sizeBytes: number;
  /** False once the bytes are destroyed or their month was dropped. */
  hasBytes: boolean;
  standing: Standing;
}

export interface RestrictedMail extends RestrictedRow {
  /** Hexadecimal. */
  sha256: string;
  storedAt: Date;
  steps: RestrictedStep[];
  /** Where else the mail lies or lay, as far as is known: copies that the desk does not destroy. */
  places: { mailbox: string; folder: string | null }[];
}

type Found = Omit<RestrictedRow, 'standing'>;

const columns = `m.id, m.received_at AS "receivedAt", m.format, m.size_bytes AS "sizeBytes",
  EXISTS (SELECT FROM raw_bytes b WHERE b.month = m.month AND b.raw_message_id = m.id) AS "hasBytes"`;

/** One page of restricted mail, newest first, beginning below the number `below`. */
export async function listRestricted(
  viewer: RestrictedViewer,
  below: number | null,
  pageSize = restrictedPageSize,
): Promise<{ rows: RestrictedRow[]; after: number | null }> {
  if (!viewer.handlesRestricted) return { rows: [], after: null };
  const found = await sql().unsafe<Found[]>(
    `SELECT ${columns} FROM raw_message m WHERE m.state = 'restricted' ${below === null ? '' : 'AND m.id < $2::bigint'}
     ORDER BY m.id DESC LIMIT $1::int`,
    [pageSize + 1, ...(below === null ? [] : [below])],
  );
  const shown = found.slice(0, pageSize);
  const steps = await readSteps(
    sql(),
    shown.map(({ id }) => id),
  );
  const rows = shown.map((row) => ({ ...row, standing: standingOf(steps.get(row.id) ?? []) }));
  return { rows, after: found.length > pageSize ? (shown.at(-1)?.id ?? null) : null };
}

/** One restricted mail; null where there is none, or not for this viewer. */
export async function getRestricted(viewer: RestrictedViewer, id: number): Promise<RestrictedMail | null> {
  if (!viewer.handlesRestricted) return null;
  const [row] = await sql().unsafe<(Found & { sha256: string; storedAt: Date })[]>(
    `SELECT ${columns}, encode(m.sha256, 'hex') AS sha256, m.stored_at AS "storedAt"
     FROM raw_message m WHERE m.id = $1::bigint AND m.state = 'restricted'`,
    [id],
  );
  if (row === undefined) return null;
  const [steps, places] = await Promise.all([
    readSteps(sql(), [id]),
    sql()<RestrictedMail['places']>`
      SELECT DISTINCT b.name AS mailbox,
        CASE WHEN b.kind NOT IN ('imap', 'maildir') THEN NULL
          WHEN d.moved_to LIKE '%;UIDVALIDITY=%' THEN split_part(d.moved_to, ';UIDVALIDITY=', 1)
          ELSE b.folder END AS folder
      FROM delivery d JOIN mailbox b ON b.id = d.mailbox_id WHERE d.raw_message_id = ${id} ORDER BY 1, 2 LIMIT 20`,
  ]);
  const taken = steps.get(id) ?? [];
  return { ...row, steps: taken, standing: standingOf(taken), places: [...places] };
}

/** How many of the tasks about restricted mail are open; none for everybody else. */
export async function countOpenRestricted(viewer: RestrictedViewer): Promise<number> {
  if (!viewer.handlesRestricted) return 0;
  const [row] = await sql()<{ count: number }[]>`
    SELECT count(*)::int AS count FROM
      (SELECT FROM task WHERE done_at IS NULL AND audience = 'restricted' LIMIT 100) t`;
  return row?.count ?? 0;
}

/** The names of those who handle restricted mail, for one another. */
export async function listHandlers(viewer: RestrictedViewer): Promise<string[]> {
  if (!viewer.handlesRestricted) return [];
  const rows = await sql()<{ name: string }[]>`
    SELECT name FROM app_user WHERE handles_restricted AND disabled_at IS NULL AND role <> 'support' ORDER BY lower(name), id LIMIT 100`;
  return rows.map(({ name }) => name);
}
