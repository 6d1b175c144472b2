// A text block that is being written, with what may be told of a real case.

import { sql } from '@/lib/db/sql';
import { caseIdOf, loadNoticeCase } from '@/lib/notices/fact-queries';
import { renderText } from '@/lib/notices/text/template';
import type { NoticeText, NoticeVoice } from '@/lib/notices/types';
import { caseView } from './case-view';
import { done, refusedField, type Outcome } from './outcome';
import { refusedTemplate } from './save-notice-template';

/** `no-case` at `caseNumber`, or what is wrong with the text. */
export async function previewAnswerBlock(
  block: NoticeText & { voice: NoticeVoice; caseNumber: string },
): Promise<Outcome<NoticeText>> {
  const { voice, caseNumber, subject, body } = block;
  const problem = refusedTemplate({ subject, body }, []);
  if (problem !== null) return problem;
  const caseId = await caseIdOf(sql(), caseNumber);
  const found = caseId === null ? null : await loadNoticeCase(sql(), caseId);
  if (found === null) return refusedField('caseNumber', 'no-case');
  return done(renderText({ subject, body }, await caseView(sql(), found, voice)));
}
