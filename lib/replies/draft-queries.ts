// What people are writing on a case: one's own draft whole, of the others only that and since when.

import type { Sql, Tx } from '@/lib/db/sql';
import type { DraftKey, DraftText } from './draft-store';

export interface DraftFile {
  id: number;
  name: string;
  /** Bytes. */
  size: number;
}

export type Draft = DraftText & { savedAt: Date; files: DraftFile[] };

/** A draft is open until it is a notice, and again where that was withdrawn. */
const isOpen = `(d.notice_id IS NULL OR EXISTS (SELECT FROM notice n WHERE n.id = d.notice_id AND n.state = 'withdrawn'))`;

/** This person's open draft; null where there is none. */
export async function findDraft(db: Sql | Tx, { caseId, userId }: DraftKey): Promise<Draft | null> {
  const [row] = await db.unsafe<Draft[]>(
    `SELECT d.reply_id AS "replyId", d.to_address AS "to", json_build_object('language', d.language, 'tone', d.tone) AS voice,
       d.body AS text, d.quotes, d.updated_at AS "savedAt",
       coalesce((SELECT json_agg(json_build_object('id', f.id, 'name', f.name, 'size', octet_length(f.content)) ORDER BY f.id)
         FROM reply_draft_file f WHERE f.case_id = d.case_id AND f.user_id = d.user_id), '[]') AS files
     FROM reply_draft d WHERE d.case_id = $1::int AND d.user_id = $2::int AND ${isOpen}`,
    [caseId, userId],
  );
  return row ?? null;
}

/** The draft's files with their bytes, in order. */
export async function loadDraftFiles(
  db: Sql | Tx,
  { caseId, userId }: DraftKey,
): Promise<{ name: string; contentType: string; content: Buffer }[]> {
  const rows = await db<{ name: string; contentType: string; content: Uint8Array }[]>`
    SELECT name, content_type AS "contentType", content FROM reply_draft_file
    WHERE case_id = ${caseId} AND user_id = ${userId} ORDER BY id`;
  return rows.map(({ content, ...row }) => ({ ...row, content: Buffer.from(content) }));
}

/** Somebody who writes to the customer of this case. */
export interface Writer {
  userId: number;
  name: string;
  savedAt: Date;
}

/** Who has an open draft on the case, the latest first. */
export async function listWriters(db: Sql | Tx, caseId: number): Promise<Writer[]> {
  const rows = await db.unsafe<Writer[]>(
    `SELECT d.user_id AS "userId", u.name, d.updated_at AS "savedAt"
     FROM reply_draft d JOIN app_user u ON u.id = d.user_id
     WHERE d.case_id = $1::int AND ${isOpen} ORDER BY d.updated_at DESC LIMIT 20`,
    [caseId],
  );
  return [...rows];
}
