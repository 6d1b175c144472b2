// A person sends the answer as it was shown: it becomes a notice that leaves after ten seconds, what it answers counts as
// dealt with, and the draft is closed. Taken back within the ten seconds, all of that is as it was (withdraw-notice.ts).

import { changeAttention, raiseVersion } from '@/lib/cases/decide-store';
import { sql, type Tx } from '@/lib/db/sql';
import { nextStep } from '@/lib/notices/fact-queries';
import { findDraft, loadDraftFiles } from '@/lib/replies/draft-queries';
import { closeDraft, lockDraft, saveDraft, type DraftText } from '@/lib/replies/draft-store';
import { markAnswered } from '@/lib/replies/store';
import { composeAnswer, type ComposedAnswer } from './compose-answer';
import { lockForDecision, type DecisionCode, type DecisionInput } from './decide-case';
import { noticeAddresses } from './notice-settings';
import { done, refused, refusedField, type Outcome } from './outcome';
import { writeNotice } from './write-notice';

export interface SendAnswerInput extends DecisionInput {
  draft: DraftText;
  /** Of what the person saw. */
  digest: string;
}

export type SendAnswerCode =
  | DecisionCode
  | 'not-configured'
  | 'preview-stale'
  | 'no-recipient'
  | 'names-complainant'
  | 'already-written';

/** The notice's id. Expected errors come back as values; the text is kept all the same. */
export async function sendAnswer(
  input: SendAnswerInput,
  now = new Date(),
): Promise<Outcome<{ noticeId: number }, SendAnswerCode>> {
  if (noticeAddresses() === null) return refused('not-configured');
  if (input.draft.text.trim() === '') return refusedField('text', 'required');
  return sql().begin(async (tx): Promise<Outcome<{ noticeId: number }, SendAnswerCode>> => {
    const locked = await lockForDecision(tx, input);
    if (!locked.ok) return locked;
    const held = locked.data;
    const key = { caseId: held.id, userId: input.userId };
    await lockDraft(tx, key);
    const files = (await findDraft(tx, key))?.files ?? [];
    const composed = await composeAnswer(tx, held.id, input.draft, files);
    if (composed === null) return refused('not-found');
    const problem = problemOf(composed, input.digest);
    if (problem !== null) return problem;
    await saveDraft(tx, key, input.draft, now);
    const noticeId = await write(tx, held, composed, input, now);
    if (noticeId === null) return refused('already-written');
    await markAnswered(tx, { caseId: held.id, replyId: composed.reply.id, noticeId }, now);
    await closeDraft(tx, key, noticeId);
    await raiseVersion(tx, held.id);
    await changeAttention(tx, held.id);
    return done({ noticeId });
  }) as Promise<Outcome<{ noticeId: number }, SendAnswerCode>>;
}

function problemOf(
  composed: ComposedAnswer,
  digest: string,
): ReturnType<typeof refused<SendAnswerCode>> | null {
  if (composed.to === null) return refused('no-recipient');
  if (composed.namedComplainants.length > 0)
    return refused('names-complainant', { values: { address: composed.namedComplainants.join(', ') } });
  return composed.digest === digest ? null : refused('preview-stale');
}

async function write(
  tx: Tx,
  held: Parameters<typeof writeNotice>[1],
  { to, subject, body, html, inReplyTo, references }: ComposedAnswer,
  { userId, draft }: SendAnswerInput,
  now: Date,
): Promise<number | null> {
  const files = await loadDraftFiles(tx, { caseId: held.id, userId });
  return writeNotice(
    tx,
    held,
    {
      kind: 'answer',
      action: 'answer',
      step: await nextStep(tx, held.id, 'answer'),
      templateId: null,
      to: to?.address ?? '',
      voice: draft.voice,
      subject,
      body,
      html,
      releasedById: userId,
      inReplyTo,
      references,
      attachments: files.map(({ name, ...file }) => ({ filename: name, ...file })),
    },
    now,
  );
}
