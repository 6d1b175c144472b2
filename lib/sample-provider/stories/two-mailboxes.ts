// One customer, two mailboxes abused: probably one infected machine in the office.

import { STORY_LOGINS } from '../story-customers';
import { type Burst, burst, type Story } from './story';

const FIRST: readonly Burst[] = [
  { program: 'yahoo-cfl', count: 9, fromHoursAgo: 14, toHoursAgo: 1, themeId: 'invoice-de' },
  { program: 'validity', count: 5, fromHoursAgo: 13, toHoursAgo: 1, themeId: 'invoice-pl' },
];
const SECOND: readonly Burst[] = [
  { program: 'yahoo-cfl', count: 7, fromHoursAgo: 14, toHoursAgo: 1, themeId: 'invoice-de' },
  { program: 'comcast', count: 5, fromHoursAgo: 12, toHoursAgo: 1, themeId: 'storage-en' },
];

export const twoMailboxes: Story = {
  id: 'two-mailboxes',
  title: 'A customer with two mailboxes abused',
  logins: [STORY_LOGINS.firstOfTwo, STORY_LOGINS.secondOfTwo],
  stages: ['review', 'urgent'],
  rank: 3,
  plans: (provider, now, random) => {
    const of = (login: string, bursts: readonly Burst[]) =>
      bursts.flatMap((what) => burst('two-mailboxes', provider.account(login), what, random)(now));
    return [...of(STORY_LOGINS.firstOfTwo, FIRST), ...of(STORY_LOGINS.secondOfTwo, SECOND)];
  },
};
