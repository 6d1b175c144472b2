// A mailbox that forwards everything: spam from outside leaves through our host, and its owner did nothing. Where the
// envelope was rewritten the ladder may name the mailbox by its address alone, since its forward is the remedy.

import { STORY_LOGINS } from '../story-customers';
import { type Burst, burst, type Story } from './story';

const BURSTS: readonly Burst[] = [
  { program: 'yahoo-cfl', count: 8, fromHoursAgo: 20, toHoursAgo: 1, themeId: 'wallet-en' },
  { program: 'validity', count: 8, fromHoursAgo: 22, toHoursAgo: 2, themeId: 'storage-en' },
  { program: 'outlook-jmrp', count: 6, fromHoursAgo: 18, toHoursAgo: 1, themeId: 'parcel-de' },
];

export const forwarder: Story = {
  id: 'forwarder',
  title: 'A forwarder: the mail came from outside',
  logins: [STORY_LOGINS.forwarder],
  stages: ['observation'],
  rank: null,
  plans: (provider, now, random) =>
    BURSTS.flatMap((what) =>
      burst('forwarder', provider.account(STORY_LOGINS.forwarder), what, random)(now),
    ).map((plan, index) => ({
      ...plan,
      route: index % 4 === 0 ? ('forwarded-srs' as const) : ('forwarded' as const),
    })),
};
