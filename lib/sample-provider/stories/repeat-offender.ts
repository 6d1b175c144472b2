// A mailbox with two confirmed incidents within a year is at it again: half the complaints weigh twice.

import { STORY_LOGINS } from '../story-customers';
import { type Burst, burst, type Story } from './story';

const BURSTS: readonly Burst[] = [
  { program: 'yahoo-cfl', count: 8, fromHoursAgo: 12, toHoursAgo: 0.5, themeId: 'parcel-de' },
  { program: 'validity', count: 7, fromHoursAgo: 11, toHoursAgo: 0.7, themeId: 'invoice-de' },
];

export const repeatOffender: Story = {
  id: 'repeat-offender',
  title: 'A repeat offender',
  logins: [STORY_LOGINS.repeat],
  stages: ['urgent', 'emergency'],
  rank: 2,
  plans: (provider, now, random) =>
    BURSTS.flatMap((what) =>
      burst('repeat-offender', provider.account(STORY_LOGINS.repeat), what, random)(now),
    ),
};
