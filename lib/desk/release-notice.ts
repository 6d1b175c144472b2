// A person releases the notice as it was shown. Where the facts changed since, nothing is written and the new text is
// shown; where nobody can be written to, the team gets the task to call.

import { raiseVersion } from '@/lib/cases/decide-store';
import { transition } from '@/lib/cases/transitions';
import { sql, type Tx } from '@/lib/db/sql';
import { asksCustomer } from '@/lib/notices/types';
import { composeNotice, type ComposedNotice, type NoticeRequest } from './compose-notice';
import { lockForDecision, type DecisionCode, type DecisionInput } from './decide-case';
import { noticeAddresses } from './notice-settings';
import { done, refused, type Outcome } from './outcome';
import { isStillTrue, writeComposedNotice } from './write-composed-notice';

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
  const { kind } = input.request;
  if (asksCustomer(kind) && !transition(held.state, 'notify').ok)
    return refused('case-not-allowed', { values: { state: held.state } });
  if (!(await isStillTrue(tx, composed))) return refused('preview-stale');
  const noticeId = await writeComposedNotice(tx, held, composed, input.userId, now);
  if (noticeId === 'call') return done({ noticeId: null });
  if (noticeId === null) return refused('already-written');
  return done({ noticeId, version: await raiseVersion(tx, held.id) });
}
