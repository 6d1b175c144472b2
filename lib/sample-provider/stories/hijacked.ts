// A mailbox hijacked this morning: thousands of mails in the world's languages, complaints from every side, traps hit.

import { STORY_LOGINS } from '../story-customers';
import { type Burst, burst, type Story } from './story';

const BURSTS: readonly Burst[] = [
  { program: 'yahoo-cfl', count: 19, fromHoursAgo: 5, toHoursAgo: 0.1, themeId: 'wallet-en' },
  { program: 'validity', count: 17, fromHoursAgo: 4.8, toHoursAgo: 0.2, themeId: 'refund-fr' },
  { program: 'comcast', count: 16, fromHoursAgo: 4.6, toHoursAgo: 0.3, themeId: 'storage-en' },
  { program: 'outlook-jmrp', count: 14, fromHoursAgo: 5.2, toHoursAgo: 0.1, themeId: 'wallet-en' },
  { program: 'mail-ru', count: 6, fromHoursAgo: 3.5, toHoursAgo: 0.4, themeId: 'loan-ru' },
  { program: 'spamcop', count: 4, fromHoursAgo: 4, toHoursAgo: 0.5, themeId: 'storage-en' },
  { program: 'nixspam', count: 3, fromHoursAgo: 4.9, toHoursAgo: 1, themeId: 'invoice-pl' },
];

export const hijacked: Story = {
  id: 'hijacked',
  title: 'A mailbox hijacked this morning',
  logins: [STORY_LOGINS.hijacked],
  stages: ['urgent', 'emergency'],
  rank: 1,
  plans: (provider, now, random) =>
    BURSTS.flatMap((what) => burst('hijacked', provider.account(STORY_LOGINS.hijacked), what, random)(now)),
};
