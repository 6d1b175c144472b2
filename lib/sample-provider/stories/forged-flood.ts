// Somebody wants a firm's mailbox locked: unsigned reports in the programs' names, some with our own Received line
// copied into them, some about mail that never touched a host of ours.

import { STORY_LOGINS } from '../story-customers';
import { type Burst, burst, type Story } from './story';

const BURSTS: readonly Burst[] = [
  { program: 'yahoo-cfl', count: 40, fromHoursAgo: 3, toHoursAgo: 1, themeId: 'invoice-de' },
  { program: 'comcast', count: 20, fromHoursAgo: 3, toHoursAgo: 1, themeId: 'wallet-en' },
  { program: 'nixspam', count: 10, fromHoursAgo: 3, toHoursAgo: 1, themeId: 'invoice-de' },
];

export const forgedFlood: Story = {
  id: 'forged-flood',
  title: 'A forged flood of unsigned reports',
  logins: [STORY_LOGINS.forged],
  stages: ['observation', 'notable'],
  rank: null,
  plans: (provider, now, random) =>
    BURSTS.flatMap((what) =>
      burst('forged-flood', provider.account(STORY_LOGINS.forged), what, random)(now),
    ).map((plan, index) => ({
      ...plan,
      forged: true,
      route: index % 3 === 0 ? ('never-ours' as const) : plan.route,
    })),
};
