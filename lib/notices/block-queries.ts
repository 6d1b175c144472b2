// The versions of text blocks for answers.

import type { Sql, Tx } from '@/lib/db/sql';
import type { StoredBlock } from './answer-blocks';
import type { NoticeVoice } from './types';

/** The newest version of every block in this voice that the team wrote, those taken out of use included. */
export async function listStoredBlocks(
  db: Sql | Tx,
  { language, tone }: NoticeVoice,
): Promise<StoredBlock[]> {
  const rows = await db<StoredBlock[]>`
    SELECT DISTINCT ON (kind) id, kind, subject, body FROM notice_template
    WHERE kind LIKE 'block:%' AND language = ${language} AND tone = ${tone} ORDER BY kind, id DESC`;
  return [...rows];
}
