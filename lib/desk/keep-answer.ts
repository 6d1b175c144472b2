// The answer that somebody is writing is kept at every pause, and shown as it would go out: whatever happens to the page,
// the session or the machine, what was kept is there at the next look.

import { caseIdOf } from '@/lib/notices/fact-queries';
import { noticeAddresses } from './notice-settings';
import { sql, type Sql, type Tx } from '@/lib/db/sql';
import { env } from '@/lib/env';
import type { Recipient } from '@/lib/notices/choose-recipient';
import { findDraft, listWriters, type Draft, type DraftFile } from '@/lib/replies/draft-queries';
import { saveDraft, type DraftKey, type DraftText } from '@/lib/replies/draft-store';
import { composeAnswer } from './compose-answer';
import { done, refused, type Outcome } from './outcome';

/** The answer as it would go out, as plain data for the screen. */
export interface AnswerPreview {
  subject: string;
  body: string;
  digest: string;
  to: Recipient | null;
  recipients: Recipient[];
  files: DraftFile[];
  namedComplainants: string[];
  silentLoops: { name: string; isNamed: boolean }[];
  /** Why it could not be sent as it stands. */
  obstacle: 'not-configured' | null;
  /** It would be written and not sent. */
  isSample: boolean;
}

export interface OtherWriter {
  name: string;
  /** ISO time of what they last wrote. */
  savedAt: string;
}

export interface KeptAnswer {
  /** ISO time. */
  savedAt: string;
  preview: AnswerPreview;
  /** Other people who write on this case. */
  others: OtherWriter[];
}

/** Expected errors: `not-found` (the case, or the answer on it), `already-sent`: this text is a notice by now. */
export function keepAnswer(
  input: { number: string; draft: DraftText },
  userId: number,
  now = new Date(),
): Promise<Outcome<KeptAnswer, 'not-found' | 'already-sent'>> {
  return sql().begin(async (tx): Promise<Outcome<KeptAnswer, 'not-found' | 'already-sent'>> => {
    const caseId = await caseIdOf(tx, input.number);
    if (caseId === null) return refused('not-found');
    const key = { caseId, userId };
    // Asked before anything is written: a reply of another case must not become a draft's.
    if ((await composeAnswer(tx, caseId, input.draft, [])) === null) return refused('not-found');
    if (!(await saveDraft(tx, key, input.draft, now))) return refused('already-sent');
    const draft = await findDraft(tx, key);
    const preview = draft === null ? null : await previewAnswer(tx, caseId, draft);
    if (preview === null) throw new Error(`the draft of case ${caseId} vanished while it was written`);
    return done({ savedAt: now.toISOString(), preview, others: await otherWriters(tx, key) });
  }) as Promise<Outcome<KeptAnswer, 'not-found' | 'already-sent'>>;
}

/** The draft as a preview; null where what it answers is gone. */
export async function previewAnswer(
  db: Sql | Tx,
  caseId: number,
  draft: DraftText & Pick<Draft, 'files'>,
): Promise<AnswerPreview | null> {
  const composed = await composeAnswer(db, caseId, draft, draft.files);
  if (composed === null) return null;
  const { subject, body, digest, to, recipients } = composed;
  return {
    subject,
    body,
    digest,
    to,
    recipients,
    files: draft.files,
    namedComplainants: composed.namedComplainants,
    silentLoops: composed.silentLoops,
    obstacle: noticeAddresses() === null ? 'not-configured' : null,
    isSample: env().SAMPLE_PROVIDER,
  };
}

/** Who else writes on this case, the latest first. */
export async function otherWriters(db: Sql | Tx, { caseId, userId }: DraftKey): Promise<OtherWriter[]> {
  return (await listWriters(db, caseId))
    .filter((one) => one.userId !== userId)
    .map(({ name, savedAt }) => ({ name, savedAt: savedAt.toISOString() }));
}

/** Who else writes, and when this person's own draft was kept (ISO time, null: none); null where there is no such case. */
export async function whoWrites(
  number: string,
  userId: number,
): Promise<{ others: OtherWriter[]; savedAt: string | null } | null> {
  const caseId = await caseIdOf(sql(), number);
  if (caseId === null) return null;
  const key = { caseId, userId };
  const own = await findDraft(sql(), key);
  return { others: await otherWriters(sql(), key), savedAt: own?.savedAt.toISOString() ?? null };
}
