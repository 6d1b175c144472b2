// Somebody tidies up and complains about mail of last week and the week before: the past is no emergency.

import { after, DAY } from '../calendar';
import { STORY_LOGINS } from '../story-customers';
import { type Burst, burst, type Story } from './story';

const BURSTS: readonly Burst[] = [
  { program: 'yahoo-cfl', count: 8, fromHoursAgo: 10, toHoursAgo: 1, themeId: 'business-de' },
  { program: 'validity', count: 6, fromHoursAgo: 9, toHoursAgo: 1, themeId: 'business-de' },
];

export const oldMail: Story = {
  id: 'old-mail',
  title: 'Old complaints about old mail',
  logins: [STORY_LOGINS.oldMail],
  stages: ['observation'],
  rank: null,
  plans: (provider, now, random) =>
    BURSTS.flatMap((what) =>
      burst('old-mail', provider.account(STORY_LOGINS.oldMail), what, random)(now),
    ).map((plan) => ({ ...plan, sentAt: after(plan.receivedAt, -(8.5 + 5 * random.fraction()) * DAY) })),
};
