// Invariants 1 and 2 against a real Dovecot: the poller is killed at every named point, and nothing is lost, doubled
// or left behind.

import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { FAILPOINTS } from '@/lib/intake/types';
import { hasDovecot } from '@/lib/mailbox/testing/dovecot';
import { deliver, sampleMail } from '@/lib/mailbox/testing/deliver';
import {
  createMailbox,
  createWorld,
  expectEverythingOnce,
  filesIn,
  pauseMailbox,
  readHealth,
  startWorker,
  type World,
} from './testing/intake-world';

describe.runIf(hasDovecot)('the poller, killed', () => {
  let world: World;
  beforeAll(async () => {
    world = await createWorld();
  });
  afterAll(() => world.stop());

  it.each(FAILPOINTS.flatMap((point) => [`${point}:1`, `${point}:2`]))(
    'loses and doubles nothing when kill -9 comes at %s',
    async (failpoint) => {
      // More than one batch and one move, so that the second passing of each point exists.
      const mailbox = await createMailbox(world, 1_200);
      const killed = startWorker(world.db.url, failpoint);
      expect(await killed.ended, killed.output()).toBe('SIGKILL');
      const left = filesIn(mailbox.maildir).length + filesIn(mailbox.maildir, 'Processed').length;
      expect(left).toBe(1_200);
      const worker = startWorker(world.db.url);
      await expectEverythingOnce(world, mailbox, { messages: 1_200 });
      await worker.stop();
      await pauseMailbox(world, mailbox.id);
    },
  );

  it('stores what arrives while it waits, and stops cleanly on SIGTERM', async () => {
    const mailbox = await createMailbox(world, 3, { pollSeconds: 600 });
    const worker = startWorker(world.db.url);
    await expectEverythingOnce(world, mailbox, { messages: 3 });
    deliver(mailbox.maildir, sampleMail('woken by IDLE'));
    await expectEverythingOnce(world, mailbox, { messages: 4 }, 20_000);
    worker.child.kill('SIGTERM');
    expect(await worker.ended, worker.output()).toBe(0);
    const health = await readHealth(world, mailbox.id);
    expect(health.lastProvedAt).not.toBeNull();
    expect(health).toMatchObject({ backlog: 0, lastError: null });
  });
});
