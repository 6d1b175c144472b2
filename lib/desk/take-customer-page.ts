// What a customer does on their page: steps that they tick are proposals for a person to confirm, what they write is an
// answer on the case like one by mail. Nothing of it changes the account (invariant 8), and nobody proved who wrote: the
// token shows that they had the notice.

import { createHash } from 'node:crypto';
import { lockCase, record, type LockedCase } from '@/lib/cases/decide-store';
import { sql, type Tx } from '@/lib/db/sql';
import { safeText } from '@/lib/mime/text';
import { findNotice } from '@/lib/notices/queries';
import { findPage, submissionsOf, type FoundPage } from '@/lib/notices/page-store';
import { hashOfPageToken } from '@/lib/notices/page-token';
import { proposeTicks } from '@/lib/replies/propose-ticks';
import { loadRelease } from '@/lib/replies/release-queries';
import { proposeTick, withdrawTick } from '@/lib/replies/release-store';
import { insertPageReply } from '@/lib/replies/store';
import type { ChecklistItem } from '@/lib/replies/types';
import { countAttempt } from '@/lib/users/throttle-store';
import { openCustomerPage } from './read-customer-page';
import { done, refused, type Outcome } from './outcome';
import { takeAnswer } from './take-answer';

/** Of an answer: what happened and what was done, not a protocol. */
export const pageTextMaxChars = 4_000;
/** Submissions from one address within the window of sign-ins. */
export const SUBMISSIONS_PER_ADDRESS = 40;
/** Answers from one page a day; more is no conversation. */
export const ANSWERS_PER_DAY = 10;

export interface PageSubmission {
  token: string;
  address: string;
  intent: 'save' | 'send';
  /** All that are ticked. */
  items: readonly ChecklistItem[];
  text: string;
  /** Of the form: sent twice it is one answer. */
  once: string;
}

export type PageRefusal = 'not-found' | 'throttled' | 'text-needed' | 'too-long' | 'too-many';

/** Expected errors come back as values; the ticks stand where only the answer was refused. */
export async function takeCustomerPage(
  input: PageSubmission,
  now = new Date(),
): Promise<Outcome<'saved' | 'sent', PageRefusal>> {
  const limits = new Map([[`page-post:${input.address}`, SUBMISSIONS_PER_ADDRESS]]);
  if (!(await countAttempt(limits))) return refused('throttled');
  const hash = hashOfPageToken(input.token);
  if (hash === null || (await openCustomerPage(input.token, input.address)) === null)
    return refused('not-found');
  return sql().begin(async (tx): Promise<Outcome<'saved' | 'sent', PageRefusal>> => {
    const page = await findPage(tx, hash);
    const held = page === null ? null : await lockCase(tx, page.caseId);
    if (page === null || held === null) return refused('not-found');
    await keepTicks(tx, held, input.items, now);
    return input.intent === 'save' ? done('saved') : answer(tx, held, page, input, now);
  }) as Promise<Outcome<'saved' | 'sent', PageRefusal>>;
}

/** The customer's ticks are those that no person has confirmed. */
async function keepTicks(
  tx: Tx,
  held: LockedCase,
  wanted: readonly ChecklistItem[],
  now: Date,
): Promise<void> {
  const release = await loadRelease(tx, held.id);
  for (const item of release?.items ?? []) {
    const isTicked = wanted.includes(item);
    const isNews = isTicked
      ? await proposeTick(tx, held.id, item, now)
      : await withdrawTick(tx, held.id, item);
    if (!isNews) continue;
    const detail = { action: isTicked ? 'proposed' : 'withdrawn', item } as const;
    await record(tx, held, null, { kind: 'checklist', detail }, now);
  }
}

async function answer(
  tx: Tx,
  held: LockedCase,
  page: FoundPage,
  input: PageSubmission,
  now: Date,
): Promise<Outcome<'sent', PageRefusal>> {
  const text = plainText(input.text);
  if (text === '') return refused('text-needed');
  if (text.length > pageTextMaxChars) return refused('too-long');
  const lately = await submissionsOf(tx, page.id, new Date(now.getTime() - 86_400_000));
  if (lately.length >= ANSWERS_PER_DAY) return refused('too-many');
  const notice = await findNotice(tx, page.noticeId);
  const id = await insertPageReply(tx, {
    pageId: page.id,
    submission: createHash('sha256').update(`${page.id}\n${input.once}\n${text}`).digest('hex'),
    caseId: held.id,
    noticeId: page.noticeId,
    fromAddress: notice?.to.toLowerCase() ?? '',
    receivedAt: now,
    text,
    proposals: proposeTicks(text),
  });
  // The same form once more: it is there already.
  if (id === null) return done('sent');
  await takeAnswer(tx, held, { id, from: notice?.to ?? '', action: 'received', userId: null }, now);
  return done('sent');
}

/** Lines of text: no control characters, and none that turn the direction of reading round. */
function plainText(written: string): string {
  return safeText(written, pageTextMaxChars * 4)
    .replaceAll(/\r\n?/g, '\n')
    .replaceAll(/[^\P{Cc}\n\t]|[\u202A-\u202E\u2066-\u2069]/gu, '')
    .trim();
}
