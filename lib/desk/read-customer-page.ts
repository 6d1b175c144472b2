// What a customer sees who follows the link of a notice: the facts that a notice may tell, as they are now, the steps, and
// what arrived of their answers. Reading changes nothing, so that programs that follow links do no harm. A wrong, expired
// or revoked token, and a page that is switched off, are all the same answer.

import { sql } from '@/lib/db/sql';
import { loadNoticeCase, newestReport } from '@/lib/notices/fact-queries';
import { findPage, submissionsOf, type FoundPage } from '@/lib/notices/page-store';
import { hashOfPageToken } from '@/lib/notices/page-token';
import { loadCustomerPage } from '@/lib/notices/settings-queries';
import type { NoticeFacts, NoticeLanguage } from '@/lib/notices/types';
import { loadRelease } from '@/lib/replies/release-queries';
import type { ChecklistItem } from '@/lib/replies/types';
import { countAttempt, isThrottled } from '@/lib/users/throttle-store';
import { factsOf } from './compose-notice';

/** Wrong tokens from one address within the window of sign-ins; nobody mistypes 22 letters more often. */
export const MISSES_PER_ADDRESS = 30;

export type StepState = 'open' | 'ticked' | 'confirmed';

export interface CustomerPageView {
  facts: NoticeFacts;
  /** The account is released, by decision or proved. */
  isReleased: boolean;
  steps: { item: ChecklistItem; state: StepState }[];
  /** When answers written here arrived, newest first. */
  answeredAt: Date[];
}

/** The open page of a token; null where there is none for it, for whatever reason. `address`: of the client. */
export async function openCustomerPage(token: string, address: string): Promise<FoundPage | null> {
  const hash = hashOfPageToken(token);
  if (hash === null || !(await loadCustomerPage(sql())).isEnabled) return null;
  const key = `page-miss:${address}`;
  if (await isThrottled(key, MISSES_PER_ADDRESS)) return null;
  const page = await findPage(sql(), hash);
  if (page === null) await countAttempt(new Map([[key, MISSES_PER_ADDRESS]]));
  return page;
}

/** What the page shows; null as of `openCustomerPage`. */
export async function readCustomerPage(
  token: string,
  address: string,
  language: NoticeLanguage,
): Promise<CustomerPageView | null> {
  const page = await openCustomerPage(token, address);
  const found = page === null ? null : await loadNoticeCase(sql(), page.caseId);
  if (page === null || found === null) return null;
  const voice = { language, tone: 'sie' } as const;
  const request = { caseId: page.caseId, kind: page.kind, voice, to: null, remark: null, upTo: null };
  const [{ facts, inForce }, release, answeredAt] = await Promise.all([
    newestReport(sql(), page.caseId).then((upTo) => factsOf(sql(), found, request, upTo, false)),
    loadRelease(sql(), page.caseId),
    submissionsOf(sql(), page.id, new Date(0)),
  ]);
  const confirmed = new Set(release?.ticks.map(({ item }) => item));
  const ticked = new Set(release?.ticked);
  return {
    facts,
    isReleased: page.state === 'released' && inForce === 0,
    steps: (release?.items ?? []).map((item) => ({
      item,
      state: confirmed.has(item) ? 'confirmed' : ticked.has(item) ? 'ticked' : 'open',
    })),
    answeredAt,
  };
}
