// A farm shop whose customers press the wrong button and take it back within the hour.

import { after, MINUTE } from '../calendar';
import { STORY_LOGINS } from '../story-customers';
import { type Burst, burst, type Story } from './story';

const COMPLAINTS: Burst = {
  program: 'yahoo-cfl',
  count: 12,
  fromHoursAgo: 30,
  toHoursAgo: 2,
  lagHours: 3,
  themeId: 'shop-news-de',
};
/** Every fourth complaint stands. */
const STANDS = 4;

export const notSpam: Story = {
  id: 'not-spam',
  title: 'Complaints taken back by not-spam reports',
  logins: [STORY_LOGINS.notSpam],
  stages: ['observation', 'notable'],
  rank: null,
  plans: (provider, now, random) => {
    const complaints = burst('not-spam', provider.account(STORY_LOGINS.notSpam), COMPLAINTS, random)(now);
    const takenBack = complaints
      .filter((_plan, index) => index % STANDS !== 0)
      .map((plan) => ({
        ...plan,
        feedbackType: 'not-spam' as const,
        receivedAt: after(plan.receivedAt, random.between(5, 55) * MINUTE),
      }));
    return [...complaints, ...takenBack];
  },
};
