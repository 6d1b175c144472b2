// What the screen "Templates" reads.

import { sql } from '@/lib/db/sql';
import { mergeBlocks, type AnswerBlock, type BlockKind } from './answer-blocks';
import { listStoredBlocks } from './block-queries';
import { listLinks, listTemplateVersions, loadSenderDetails, type StoredTemplate } from './fact-queries';
import { shippedBlocks } from './shipped/answer-blocks';
import type { NoticeKind, NoticeLanguage, NoticeLink, NoticeTone, NoticeVoice, SenderDetails } from './types';

export interface CurrentTemplate {
  id: number;
  kind: NoticeKind;
  language: NoticeLanguage;
  tone: NoticeTone;
}

/** The newest version of every text of a notice that the team wrote. */
export async function listCurrentTemplates(): Promise<CurrentTemplate[]> {
  const rows = await sql()<CurrentTemplate[]>`
    SELECT max(id)::int AS id, kind, language, tone FROM notice_template WHERE kind NOT LIKE 'block:%' GROUP BY kind, language, tone`;
  return [...rows];
}

/** The versions of one text, newest first. */
export function listVersions(kind: NoticeKind | BlockKind, voice: NoticeVoice): Promise<StoredTemplate[]> {
  return listTemplateVersions(sql(), kind, voice);
}

/** The text blocks for answers in this voice, those out of use included. */
export async function listBlocks(voice: NoticeVoice): Promise<AnswerBlock[]> {
  return mergeBlocks(shippedBlocks(voice), await listStoredBlocks(sql(), voice));
}

export function listAllLinks(): Promise<(NoticeLink & { language: NoticeLanguage })[]> {
  return listLinks(sql(), null);
}

export function getSenderDetails(): Promise<SenderDetails> {
  return loadSenderDetails(sql());
}

/** The open case with the most complaints: what a preview begins with; null where there is none. */
export async function latestCaseNumber(): Promise<string | null> {
  const [row] = await sql()<{ number: string }[]>`
    SELECT number FROM "case" WHERE is_open ORDER BY complaints DESC, id DESC LIMIT 1`;
  return row?.number ?? null;
}
