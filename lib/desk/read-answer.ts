// What somebody needs who answers a customer: their draft or a beginning, how it would go out, the text blocks filled in
// with what may be told of the case, and who else is writing.

import { sql, type Sql } from '@/lib/db/sql';
import { mergeBlocks } from '@/lib/notices/answer-blocks';
import { listStoredBlocks } from '@/lib/notices/block-queries';
import { loadNoticeCase, type NoticeCase } from '@/lib/notices/fact-queries';
import { shippedBlocks } from '@/lib/notices/shipped/answer-blocks';
import { renderText } from '@/lib/notices/text/template';
import { voiceFor, type NoticeVoice } from '@/lib/notices/types';
import { findAnswerable, nextAnswerable } from '@/lib/replies/answer-queries';
import { findDraft } from '@/lib/replies/draft-queries';
import type { DraftText } from '@/lib/replies/draft-store';
import { caseView } from './case-view';
import { otherWriters, previewAnswer, type AnswerPreview, type OtherWriter } from './keep-answer';

export interface FilledBlock {
  key: string;
  title: string;
  text: string;
}

export interface AnswerPage {
  draft: DraftText;
  /** ISO time; null: nothing is kept yet. */
  savedAt: string | null;
  preview: AnswerPreview;
  /** What an answer begins with. */
  start: string;
  blocks: FilledBlock[];
  others: OtherWriter[];
}

/** `wanted`: the reply to answer; null takes the next one. Null where the case has no answer to answer. */
export async function readAnswer(
  caseId: number,
  userId: number,
  wanted: number | null,
): Promise<AnswerPage | null> {
  const db = sql();
  const found = await loadNoticeCase(db, caseId);
  const kept = await findDraft(db, { caseId, userId });
  const replyId = wanted ?? kept?.replyId ?? (await nextAnswerable(db, caseId));
  if (found === null || replyId === null || (await findAnswerable(db, { caseId, replyId })) === null)
    return null;
  const voice = kept?.voice ?? usualVoice(found);
  const blocks = await fillBlocks(db, found, voice);
  // Between greeting and farewell there is room for the answer.
  const start = (blocks.find(({ key }) => key === 'start')?.text ?? '').replace('\n\n', '\n\n\n\n');
  // What is kept is answered to whatever is asked for now: the words are there, the person sees whom they answer.
  const draft =
    kept === null ? { replyId, to: null, voice, text: start, quotes: true } : { ...kept, replyId };
  const preview = await previewAnswer(db, caseId, { ...draft, files: kept?.files ?? [] });
  if (preview === null) return null;
  const { to, text, quotes } = draft;
  return {
    draft: { replyId, to, voice, text, quotes },
    savedAt: kept?.savedAt.toISOString() ?? null,
    preview,
    start,
    blocks: blocks.filter(({ key }) => key !== 'start'),
    others: await otherWriters(db, { caseId, userId }),
  };
}

function usualVoice({ customer }: NoticeCase): NoticeVoice {
  return voiceFor(customer?.language ?? 'de', customer?.tone ?? null);
}

/** The blocks in use, with the facts that a notice could tell. */
async function fillBlocks(db: Sql, found: NoticeCase, voice: NoticeVoice): Promise<FilledBlock[]> {
  const view = await caseView(db, found, voice);
  const blocks = mergeBlocks(shippedBlocks(voice), await listStoredBlocks(db, voice));
  return blocks.flatMap(({ key, subject, body }) => {
    if (body.trim() === '') return [];
    const { subject: title, body: text } = renderText({ subject, body }, view);
    return [{ key, title, text: text.trim() }];
  });
}
