// Writes of the answers that people are writing. One draft per person and case; once it is a notice it is closed, and
// open again where that is withdrawn.

import type { Tx } from '@/lib/db/sql';
import type { NoticeVoice } from '@/lib/notices/types';

export interface DraftText {
  /** The answer that it answers. */
  replyId: number;
  /** Null: the contact proposed. */
  to: string | null;
  voice: NoticeVoice;
  text: string;
  quotes: boolean;
}

export interface DraftKey {
  caseId: number;
  userId: number;
}

/**
 * Keeps the draft as it now is. A draft that is a notice already makes place for a new one; where the same text arrives
 * once more, late, nothing is written: false.
 */
export async function saveDraft(
  tx: Tx,
  { caseId, userId }: DraftKey,
  { replyId, to, voice, text, quotes }: DraftText,
  now: Date,
): Promise<boolean> {
  const [sent] = await tx<{ body: string; replyId: number }[]>`
    SELECT d.body, d.reply_id AS "replyId" FROM reply_draft d JOIN notice n ON n.id = d.notice_id
    WHERE d.case_id = ${caseId} AND d.user_id = ${userId} AND n.state <> 'withdrawn' FOR UPDATE OF d`;
  if (sent?.body === text && sent.replyId === replyId) return false;
  if (sent !== undefined) await deleteDraft(tx, { caseId, userId });
  await tx`
    INSERT INTO reply_draft (case_id, user_id, reply_id, to_address, language, tone, body, quotes, updated_at)
    VALUES (${caseId}, ${userId}, ${replyId}, ${to}, ${voice.language}, ${voice.tone}, ${text}, ${quotes}, ${now})
    ON CONFLICT (case_id, user_id) DO UPDATE SET reply_id = excluded.reply_id, to_address = excluded.to_address,
      language = excluded.language, tone = excluded.tone, body = excluded.body, quotes = excluded.quotes,
      updated_at = excluded.updated_at, notice_id = NULL`;
  return true;
}

/** Throws the draft and its files away; false where there is none. */
export async function deleteDraft(tx: Tx, { caseId, userId }: DraftKey): Promise<boolean> {
  const rows =
    await tx`DELETE FROM reply_draft WHERE case_id = ${caseId} AND user_id = ${userId} RETURNING 1`;
  return rows.length > 0;
}

/** The draft became this notice. */
export async function closeDraft(tx: Tx, { caseId, userId }: DraftKey, noticeId: number): Promise<void> {
  await tx`UPDATE reply_draft SET notice_id = ${noticeId} WHERE case_id = ${caseId} AND user_id = ${userId}`;
}

/** Drafts whose notice is out, and those of cases that ended before `endedBefore`; returns how many there were. */
export async function deleteDoneDrafts(tx: Tx, endedBefore: Date): Promise<number> {
  const rows = await tx`
    DELETE FROM reply_draft d USING "case" c
    WHERE c.id = d.case_id AND (c.closed_at < ${endedBefore}
      OR EXISTS (SELECT FROM notice n WHERE n.id = d.notice_id AND n.state IN ('accepted', 'kept', 'bounced')))
    RETURNING 1`;
  return rows.length;
}

export interface NewFile {
  name: string;
  contentType: string;
  content: Uint8Array;
}

/** One at a time adds to a draft; false where there is no draft. */
export async function lockDraft(tx: Tx, { caseId, userId }: DraftKey): Promise<boolean> {
  const rows = await tx`
    SELECT 1 FROM reply_draft WHERE case_id = ${caseId} AND user_id = ${userId} FOR UPDATE`;
  return rows.length > 0;
}

export async function insertFile(tx: Tx, { caseId, userId }: DraftKey, file: NewFile): Promise<void> {
  await tx`
    INSERT INTO reply_draft_file (case_id, user_id, name, content_type, content)
    VALUES (${caseId}, ${userId}, ${file.name}, ${file.contentType}, ${Buffer.from(file.content)})`;
}

/** False where it is gone already. */
export async function deleteFile(tx: Tx, { caseId, userId }: DraftKey, id: number): Promise<boolean> {
  const rows = await tx`
    DELETE FROM reply_draft_file WHERE id = ${id} AND case_id = ${caseId} AND user_id = ${userId} RETURNING 1`;
  return rows.length > 0;
}
