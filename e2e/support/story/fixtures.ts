// The servers and the desk of the story, started once for its file; `page` belongs to its administrator.

import { freePort } from '@/lib/mailbox/testing/dovecot';
import { test as base } from '../page-checks';
import { startDesk, type Desk } from './desk';
import { startProvider, type Provider } from './provider';

export interface Story {
  provider: Provider;
  desk: Desk;
}

export const test = base.extend<object, { story: Story }>({
  story: [
    // Playwright wants the names of what a fixture needs, also where that is nothing.
    async ({ browserName: _ }, use) => {
      const policyPort = await freePort();
      const provider = await startProvider(policyPort);
      try {
        const desk = await startDesk(provider, policyPort);
        await use({ provider, desk });
        await desk.stop();
      } finally {
        await provider.stop();
      }
    },
    { scope: 'worker', timeout: 120_000 },
  ],
  baseURL: async ({ story }, use) => use(story.desk.url),
  storageState: { cookies: [], origins: [] },
});
