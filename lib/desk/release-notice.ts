// A person releases the notice as it was shown. Where the facts changed since, nothing is written and the new text is
// shown; where nobody can be written to, the team gets the task to call.

import { raiseVersion } from '@/lib/cases/decide-store';
import { transition } from '@/lib/cases/transitions';
import { sql, type Tx } from '@/lib/db/sql';
import { phoneOf } from '@/lib/notices/choose-contact';
import { loadMeasureFacts, nextStep } from '@/lib/notices/fact-queries';
import { asksCustomer } from '@/lib/notices/types';
import { raiseTasks } from '@/lib/tasks/store';
import { composeNotice, type ComposedNotice, type NoticeRequest } from './compose-notice';
import { lockForDecision, type DecisionCode, type DecisionInput } from './decide-case';
import { noticeAddresses } from './notice-settings';
import { done, refused, type Outcome } from './outcome';
import { writeNotice } from './write-notice';

export interface ReleaseNoticeInput extends DecisionInput {
  request: Omit<NoticeRequest, 'caseId' | 'draft'>;
  /** Of the text that the person saw. */
  digest: string;
}

export type ReleaseNoticeCode =
  DecisionCode | 'preview-stale' | 'not-configured' | 'still-locked' | 'remark-needed' | 'already-written';

/** The notice's id, or null where there was nobody to write to and the task to call stands instead. */
export type ReleasedNotice = { noticeId: number; version: number } | { noticeId: null };

/** Expected errors come back as values and change nothing. */
export async function releaseNotice(
  input: ReleaseNoticeInput,
  now = new Date(),
): Promise<Outcome<ReleasedNotice, ReleaseNoticeCode>> {
  if (noticeAddresses() === null) return refused('not-configured');
  const { kind, remark } = input.request;
  if (kind === 'questions' && remark === null) return refused('remark-needed');
  const composed = await composeNotice(sql(), { ...input.request, caseId: input.caseId }, now);
  if (composed === null) return refused('not-found');
  if (composed.digest !== input.digest) return refused('preview-stale');
  if (kind === 'released' && composed.inForce > 0) return refused('still-locked');
  return sql().begin((tx) => release(tx, input, composed, now)) as Promise<
    Outcome<ReleasedNotice, ReleaseNoticeCode>
  >;
}

async function release(
  tx: Tx,
  input: ReleaseNoticeInput,
  composed: ComposedNotice,
  now: Date,
): Promise<Outcome<ReleasedNotice, ReleaseNoticeCode>> {
  const locked = await lockForDecision(tx, input);
  if (!locked.ok) return locked;
  const held = locked.data;
  const { kind, voice } = input.request;
  if (asksCustomer(kind) && !transition(held.state, 'notify').ok)
    return refused('case-not-allowed', { values: { state: held.state } });
  // The one fact that a worker changes while somebody reads.
  const measures = await loadMeasureFacts(tx, composed.found);
  if (
    JSON.stringify(measures.told) !== JSON.stringify(composed.facts.measures) ||
    measures.inForce !== composed.inForce
  )
    return refused('preview-stale');
  if (composed.contact === null) {
    await raiseTasks(tx, [callTask(composed)]);
    return done({ noticeId: null });
  }
  const noticeId = await writeNotice(
    tx,
    held,
    {
      kind,
      action: kind,
      step: await nextStep(tx, held.id, kind),
      templateId: composed.templateId,
      to: composed.contact.address,
      voice,
      subject: composed.subject,
      body: composed.body,
      html: composed.html,
      releasedById: input.userId,
    },
    now,
  );
  if (noticeId === null) return refused('already-written');
  return done({ noticeId, version: await raiseVersion(tx, held.id) });
}

/** Nobody can be written to: somebody has to call. One open task per case. */
export function callTask({ found, card }: Pick<ComposedNotice, 'found' | 'card'>) {
  return {
    kind: 'call-customer' as const,
    key: `call-customer:${found.id}`,
    audience: 'all' as const,
    detail: { case: found.number, accounts: [found.account.login], phone: phoneOf(card) },
    feedbackLoopId: null,
    rawMessageId: null,
  };
}
