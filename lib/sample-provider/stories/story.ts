// What a story is, and the helper its files write their complaints with.

import { after, HOUR, MINUTE } from '../calendar';
import type { Provider } from '../provider';
import type { Random } from '../random';
import type { ComplaintPlan, ProgramId, SampleAccount, StoryId } from '../types';

/** Codes of the scoring's stages, lowest first. */
export type StageCode = 'observation' | 'notable' | 'review' | 'urgent' | 'emergency';

export interface Story {
  id: StoryId;
  title: string;
  /** The accounts it concerns. */
  logins: readonly string[];
  /** The stages that are right for each of its accounts after the first load. */
  stages: readonly StageCode[];
  /** Place in the queue of open cases, 1 on top; null where no case may be opened. */
  rank: number | null;
  /** Its complaints, as of the moment `now`. */
  plans(provider: Provider, now: Date, random: Random): ComplaintPlan[];
}

export interface Burst {
  program: ProgramId;
  count: number;
  /** Receipt lies between these hours before now. */
  fromHoursAgo: number;
  toHoursAgo: number;
  /** Hours from sending to complaint, at most; at least two minutes. */
  lagHours?: number;
  themeId: string;
}

/** Complaints of one program about one account, spread evenly with some jitter, each by another person. */
export function burst(
  story: StoryId,
  account: SampleAccount,
  what: Burst,
  random: Random,
): (now: Date) => ComplaintPlan[] {
  return (now) => {
    const plans: ComplaintPlan[] = [];
    const spanHours = what.fromHoursAgo - what.toHoursAgo;
    for (let n = 0; n < what.count; n += 1) {
      const hoursAgo = what.toHoursAgo + (spanHours * (n + random.fraction())) / what.count;
      const receivedAt = after(now, -hoursAgo * HOUR);
      const lag = 2 * MINUTE + random.fraction() * (what.lagHours ?? 1.5) * HOUR;
      plans.push({
        program: what.program,
        account,
        receivedAt,
        sentAt: after(receivedAt, -lag),
        themeId: what.themeId,
        complainant: person(`${story}-${what.program}-${account.login}`, n),
        route: 'submitted',
        sent: null,
        feedbackType: 'abuse',
        forged: false,
        trap: false,
        story,
      });
    }
    return plans;
  };
}

const SYLLABLES = ['ba', 'ke', 'lo', 'mi', 'nu', 'ra', 'se', 'ti', 'vo', 'za'];

/** A local part that stands for the n-th person of a group: `kelo-17`. */
export function person(group: string, n: number): string {
  let hash = 7;
  for (let index = 0; index < group.length; index += 1) hash = (hash * 31 + group.charCodeAt(index)) % 9973;
  const first = SYLLABLES[hash % 10] as string;
  const second = SYLLABLES[Math.floor(hash / 10) % 10] as string;
  return `${first}${second}${hash}-${n}`;
}
