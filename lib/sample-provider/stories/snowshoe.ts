// Twelve mailboxes whose passwords leaked together send the same mail, a little each: three come before a person by
// themselves, the nine others only because somebody sees that they send the same.

import type { Provider } from '../provider';
import type { Random } from '../random';
import { SNOWSHOE_LOGINS } from '../story-customers';
import type { ComplaintPlan, ProgramId, StoryId } from '../types';
import { burst, type Story } from './story';

const LOUD = SNOWSHOE_LOGINS.slice(0, 3);
const QUIET = SNOWSHOE_LOGINS.slice(3);
const PROGRAMS: readonly ProgramId[] = ['yahoo-cfl', 'comcast'];

interface Share {
  story: StoryId;
  logins: readonly string[];
  /** Complaints of each account at each of its programs. */
  counts: readonly number[];
}

function plansOf(
  { story, logins, counts }: Share,
  provider: Provider,
  now: Date,
  random: Random,
): ComplaintPlan[] {
  return logins.flatMap((login, n) =>
    counts.flatMap((count, turn) =>
      burst(
        story,
        provider.account(login),
        {
          program: PROGRAMS[(n + turn) % PROGRAMS.length] as ProgramId,
          count,
          fromHoursAgo: 26 - n,
          toHoursAgo: 2 + n / 2,
          themeId: 'tax-refund-de',
        },
        random,
      )(now),
    ),
  );
}

export const snowshoe: Story = {
  id: 'snowshoe',
  title: 'The loud three of twelve mailboxes that send the same',
  logins: LOUD,
  stages: ['review', 'urgent'],
  rank: 4,
  plans: (provider, now, random) =>
    plansOf({ story: 'snowshoe', logins: LOUD, counts: [6, 5] }, provider, now, random),
};

export const snowshoeRest: Story = {
  id: 'snowshoe-rest',
  title: 'The quiet nine of twelve mailboxes that send the same',
  logins: QUIET,
  stages: ['observation', 'notable'],
  rank: null,
  plans: (provider, now, random) =>
    plansOf({ story: 'snowshoe-rest', logins: QUIET, counts: [1, 1] }, provider, now, random),
};
