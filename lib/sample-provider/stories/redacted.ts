// Complainants who are known by tokens alone: four people, two of whom complain three times on one day.
// Whoever counts reports in place of people sees eight here.

import { after, HOUR } from '../calendar';
import { STORY_LOGINS } from '../story-customers';
import { type Burst, burst, type Story } from './story';

const COMPLAINTS: Burst = {
  program: 'comcast',
  count: 4,
  fromHoursAgo: 20,
  toHoursAgo: 6,
  lagHours: 2,
  themeId: 'offers-de',
};

export const redacted: Story = {
  id: 'redacted',
  title: 'Redacted complainants, still countable',
  logins: [STORY_LOGINS.redacted],
  stages: ['notable'],
  rank: null,
  plans: (provider, now, random) => {
    const complaints = burst('redacted', provider.account(STORY_LOGINS.redacted), COMPLAINTS, random)(now);
    const again = complaints.slice(0, 2).flatMap((plan) =>
      [1, 2].map((hours) => ({
        ...plan,
        receivedAt: after(plan.receivedAt, hours * HOUR),
        sentAt: after(plan.sentAt, HOUR / 2),
      })),
    );
    return [...complaints, ...again];
  },
};
