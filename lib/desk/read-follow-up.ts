// What the desk will do next about a customer who does not answer, and the ways into the customer's page, for the case.

import { sql } from '@/lib/db/sql';
import { env } from '@/lib/env';
import { countPages } from '@/lib/notices/page-store';
import { nextFollowUp, type NextStep } from '@/lib/notices/schedule';
import { loadFollowUps, mayHaveUnread } from '@/lib/notices/schedule-queries';
import { loadSchedule } from '@/lib/notices/settings-queries';
import { noticeAddresses } from './notice-settings';

export interface FollowUpView {
  next: NextStep;
  /** A reminder is written by the desk, or a task asks a person to. */
  mode: 'send' | 'propose';
  isStopped: boolean;
  /** A reminder waits, because mail may lie unread. */
  isHeld: boolean;
  /** Links to the customer's page that are valid. */
  pages: number;
}

/** Null where no notice was written yet. */
export async function readFollowUp(caseId: number, now = new Date()): Promise<FollowUpView | null> {
  const [[facts], schedule, pages] = await Promise.all([
    loadFollowUps(sql(), caseId),
    loadSchedule(sql()),
    countPages(sql(), caseId),
  ]);
  if (facts === undefined || facts.notice === null) return null;
  const next = nextFollowUp(facts, schedule, env().DEFAULT_TIME_ZONE, now);
  return {
    next,
    mode: noticeAddresses() === null ? 'propose' : schedule.mode,
    isStopped: facts.isStopped,
    isHeld: next.kind === 'reminder' && (await mayHaveUnread(sql(), now)),
    pages,
  };
}
