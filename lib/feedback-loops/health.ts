// The health of a feedback loop: are its reports proved, readable, about us, and complete? Judged from counters by day
// (`health-store.ts`); each finding says what to do in the catalogue `loopHealth`. Pure.

import type { Authenticity } from './sighting';
import { newSenders, type NewSender, type RegisteredIdentities, type SeenValue } from './new-senders';

export interface HealthDay extends Record<Authenticity, number> {
  /** `2026-11-22` */
  day: string;
  broken: number;
  unknown: number;
  /** Reports that were read; mails of several reports count with each. */
  reports: number;
  ours: number;
  notOurs: number;
  hiddenRecipient: number;
  hiddenMessageId: number;
  hiddenSubject: number;
}

export interface HealthFacts {
  /** `2026-11-22` */
  today: string;
  /** Of the last `READ_DAYS` days, in any order; days without mail are left out. */
  days: readonly HealthDay[];
  seen: readonly SeenValue[];
  identities: RegisteredIdentities;
  /** Of the last 90 days. */
  cases: { decided: number; confirmed: number };
}

/** Days that the shares on the screen are of. */
export const SHOWN_HEALTH_DAYS = 30;
/** What is wrong now shows in a week, weekends and all; what was usual, in the 30 days before. */
const NOW_DAYS = 7;
export const READ_DAYS = NOW_DAYS + 30;

/**
 * When a finding is bad enough for a task. Fewer mails than `least` are chance. A fifth of unproved mail is more than the
 * forgeries that any published address attracts; a tenth unreadable or foreign is no slip but a change at the program.
 */
export const HEALTH_LIMITS = {
  notProved: { least: 5, share: 0.2 },
  notReadable: { least: 3, share: 0.1 },
  notOurs: { least: 10, share: 0.1 },
  hidesMore: { least: 10, more: 0.5 },
  rarelyConfirmed: { least: 10, share: 0.2 },
} as const;

export type Hidden = 'none' | 'partly' | 'all';

export type Finding =
  | { code: 'not-proved'; isBad: true; mails: number; share: number; isRefuted: boolean }
  | { code: 'not-readable'; isBad: true; broken: number; unknown: number; share: number }
  | { code: 'new-sender'; isBad: true; sender: NewSender }
  | { code: 'not-ours'; isBad: true; reports: number; share: number }
  | { code: 'hides-more'; isBad: false; field: 'recipient' | 'messageId' }
  | { code: 'rarely-confirmed'; isBad: false; decided: number; confirmed: number };

export interface Health {
  state: 'unknown' | 'good' | 'watch' | 'bad';
  /** Sums of the last `SHOWN_HEALTH_DAYS` days. */
  sums: Omit<HealthDay, 'day'>;
  redaction: { recipient: Hidden; messageId: Hidden; subject: Hidden } | null;
  findings: Finding[];
}

export function judgeHealth(facts: HealthFacts): Health {
  const sums = sumOf(facts.days, facts.today, 0, SHOWN_HEALTH_DAYS);
  const now = sumOf(facts.days, facts.today, 0, NOW_DAYS);
  const before = sumOf(facts.days, facts.today, NOW_DAYS, READ_DAYS);
  const findings: Finding[] = [
    ...notProved(now),
    ...notReadable(now),
    ...newSenders(facts).map((sender) => ({ code: 'new-sender', isBad: true, sender }) as const),
    ...notOurs(sums),
    ...hidesMore(now, before),
    ...rarelyConfirmed(facts.cases),
  ];
  const isBad = findings.some((finding) => finding.isBad);
  const mails = sums.verified + sums.unverified + sums.failed;
  const state = isBad ? 'bad' : findings.length > 0 ? 'watch' : mails === 0 ? 'unknown' : 'good';
  return { state, sums, redaction: redactionOf(sums), findings };
}

type Sums = Health['sums'];

/** Days from `from` (0 is today) to before `to` days ago. */
function sumOf(days: readonly HealthDay[], today: string, from: number, to: number): Sums {
  const sums: Sums = {
    ...{ verified: 0, unverified: 0, failed: 0, broken: 0, unknown: 0, reports: 0, ours: 0, notOurs: 0 },
    ...{ hiddenRecipient: 0, hiddenMessageId: 0, hiddenSubject: 0 },
  };
  for (const { day, ...counts } of days) {
    const back = Math.round((Date.parse(today) - Date.parse(day)) / 86_400_000);
    if (back < from || back >= to) continue;
    for (const key of Object.keys(sums) as (keyof Sums)[]) sums[key] += counts[key];
  }
  return sums;
}

function notProved({ verified, unverified, failed }: Sums): Finding[] {
  const mails = unverified + failed;
  const share = mails / Math.max(verified + mails, 1);
  const { least, share: limit } = HEALTH_LIMITS.notProved;
  if (mails < least || share <= limit) return [];
  return [{ code: 'not-proved', isBad: true, mails, share, isRefuted: failed >= unverified }];
}

function notReadable({ verified, unverified, failed, broken, unknown }: Sums): Finding[] {
  const share = (broken + unknown) / Math.max(verified + unverified + failed, 1);
  const { least, share: limit } = HEALTH_LIMITS.notReadable;
  if (broken + unknown < least || share <= limit) return [];
  return [{ code: 'not-readable', isBad: true, broken, unknown, share }];
}

function notOurs({ ours, notOurs: reports }: Sums): Finding[] {
  const share = reports / Math.max(ours + reports, 1);
  const { least, share: limit } = HEALTH_LIMITS.notOurs;
  return reports < least || share <= limit ? [] : [{ code: 'not-ours', isBad: true, reports, share }];
}

function hidesMore(now: Sums, before: Sums): Finding[] {
  const { least, more } = HEALTH_LIMITS.hidesMore;
  if (now.reports < least || before.reports < least) return [];
  const rose = (key: 'hiddenRecipient' | 'hiddenMessageId') =>
    now[key] / now.reports - before[key] / before.reports >= more;
  return [
    ...(rose('hiddenRecipient') ? [{ code: 'hides-more', isBad: false, field: 'recipient' } as const] : []),
    ...(rose('hiddenMessageId') ? [{ code: 'hides-more', isBad: false, field: 'messageId' } as const] : []),
  ];
}

function rarelyConfirmed({ decided, confirmed }: HealthFacts['cases']): Finding[] {
  const { least, share } = HEALTH_LIMITS.rarelyConfirmed;
  if (decided < least || confirmed / decided >= share) return [];
  return [{ code: 'rarely-confirmed', isBad: false, decided, confirmed }];
}

/** One report in ten of the other kind is still "none" or "all": mails differ. Null where there was none. */
function redactionOf(sums: Sums): Health['redaction'] {
  if (sums.reports === 0) return null;
  const level = (hidden: number): Hidden => {
    const share = hidden / sums.reports;
    return share < 0.1 ? 'none' : share > 0.9 ? 'all' : 'partly';
  };
  return {
    recipient: level(sums.hiddenRecipient),
    messageId: level(sums.hiddenMessageId),
    subject: level(sums.hiddenSubject),
  };
}
