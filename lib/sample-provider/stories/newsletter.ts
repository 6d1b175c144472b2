// A club's newsletter: members who forgot that they signed up. Declared bulk, so that its complaints weigh a third.

import { STORY_LOGINS } from '../story-customers';
import { type Burst, burst, type Story } from './story';

const BURSTS: readonly Burst[] = [
  { program: 'yahoo-cfl', count: 5, fromHoursAgo: 48, toHoursAgo: 6, lagHours: 20, themeId: 'club-news-de' },
  { program: 'validity', count: 4, fromHoursAgo: 40, toHoursAgo: 5, lagHours: 20, themeId: 'club-news-de' },
  {
    program: 'outlook-jmrp',
    count: 2,
    fromHoursAgo: 36,
    toHoursAgo: 8,
    lagHours: 20,
    themeId: 'club-news-de',
  },
];

export const newsletter: Story = {
  id: 'newsletter',
  title: 'A club newsletter with ordinary complaints',
  logins: [STORY_LOGINS.newsletter],
  stages: ['observation', 'notable'],
  rank: null,
  plans: (provider, now, random) =>
    BURSTS.flatMap((what) =>
      burst('newsletter', provider.account(STORY_LOGINS.newsletter), what, random)(now),
    ),
};
