// What happens to mailboxes, networks and servers, against a real Dovecot and a worker in its own process: afterwards
// everything is there once, moved, and the screen said what was wrong meanwhile.

import { chmodSync, readdirSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { hasDovecot } from '@/lib/mailbox/testing/dovecot';
import { deliver, sampleMail } from '@/lib/mailbox/testing/deliver';
import { startFaultProxy } from '@/lib/mailbox/testing/fault-proxy';
import {
  createMailbox,
  createWorld,
  expectEverythingOnce,
  filesIn,
  pauseMailbox,
  readHealth,
  setPassword,
  startWorker,
  type Worker,
  type World,
} from './testing/intake-world';

describe.runIf(hasDovecot)('intake survives', () => {
  let world: World;
  const workers: Worker[] = [];
  const start = (failpoint?: string): Worker => {
    const worker = startWorker(world.db.url, failpoint);
    workers.push(worker);
    return worker;
  };
  beforeAll(async () => {
    world = await createWorld();
  });
  afterEach(async () => {
    await Promise.all(workers.splice(0).map((worker) => worker.stop()));
    await world.db.sql`UPDATE mailbox SET paused = true`;
  });
  afterAll(() => world.stop());

  const lastError = async (id: number) => (await readHealth(world, id)).lastError ?? '';

  it('a connection that is cut in the middle of a mail, three times', async () => {
    const proxy = await startFaultProxy(world.dovecot.port);
    const mailbox = await createMailbox(world, 0, { port: proxy.port });
    for (let number = 0; number < 60; number += 1) {
      deliver(mailbox.maildir, sampleMail(`cut-${number}`, 'x'.repeat(20_000)));
    }
    proxy.cutAfter(300_000, 3);
    start();
    await expectEverythingOnce(world, mailbox, { messages: 60 });
    expect(proxy.connections()).toBeGreaterThan(3);
    await proxy.stop();
  });

  it('a mail at which the server always ends the connection: all others come, and it is named', async () => {
    const proxy = await startFaultProxy(world.dovecot.port);
    const mailbox = await createMailbox(world, 0, { port: proxy.port });
    // Large enough that each comes in pieces of its own; the text stands at the head of one of them.
    for (let number = 0; number < 30; number += 1) {
      const isFatal = number === 17;
      deliver(
        mailbox.maildir,
        `X-Number: ${isFatal ? 'fatal-seventeen' : number}\r\n${sampleMail(`end-${number}`, 'x'.repeat(90_000))}`,
      );
    }
    proxy.cutAt('fatal-seventeen');
    start();
    await expect.poll(() => filesIn(mailbox.maildir, 'Processed').length, { timeout: 60_000 }).toBe(29);
    await expect.poll(() => lastError(mailbox.id), { timeout: 60_000 }).toMatch(/^fetch-incomplete: UID 18$/);
    expect(await readHealth(world, mailbox.id)).toMatchObject({ lastProvedAt: null, backlog: 1 });
    deliver(mailbox.maildir, sampleMail('after it'));
    await expect.poll(() => filesIn(mailbox.maildir, 'Processed').length, { timeout: 20_000 }).toBe(30);
    await pauseMailbox(world, mailbox.id);
    await proxy.stop();
  });

  it('a change of UIDVALIDITY while mail is stored and not moved', async () => {
    const mailbox = await createMailbox(world, 80);
    expect(await start('after-commit:1').ended).toBe('SIGKILL');
    for (const name of readdirSync(mailbox.maildir)) {
      if (/^dovecot[.-]/.test(name)) rmSync(join(mailbox.maildir, name));
    }
    // UIDVALIDITY is made of the clock's seconds.
    await new Promise((resolve) => setTimeout(resolve, 1_100));
    start();
    await expectEverythingOnce(world, mailbox, { messages: 80, deliveries: 160 });
  });

  it('the same bytes delivered twice', async () => {
    const mailbox = await createMailbox(world, 0);
    for (const number of [1, 2, 3, 1, 2, 3]) deliver(mailbox.maildir, sampleMail(`twice-${number}`));
    start();
    await expectEverythingOnce(world, mailbox, { messages: 3, deliveries: 6, processed: 6 });
  });

  it('two workers on one mailbox, one of which dies', async () => {
    const mailbox = await createMailbox(world, 1_500);
    const [first, second] = [start(), start()];
    await expectEverythingOnce(world, mailbox, { messages: 1_500 });
    const isFirst = first.output().includes('"polled"');
    expect(isFirst).not.toBe(second.output().includes('"polled"'));
    (isFirst ? first : second).child.kill('SIGKILL');
    deliver(mailbox.maildir, sampleMail('after the first reader died'));
    await expectEverythingOnce(world, mailbox, { messages: 1_501 });
  });

  it('a mail server that restarts while mail is read', async () => {
    const mailbox = await createMailbox(world, 2_000);
    start();
    await expect
      .poll(() => filesIn(mailbox.maildir, 'Processed').length, { interval: 10, timeout: 20_000 })
      .toBeGreaterThan(0);
    await world.dovecot.restart();
    await expectEverythingOnce(world, mailbox, { messages: 2_000 });
  });

  it('a wrong password, which it names, and the right one again', async () => {
    const mailbox = await createMailbox(world, 5, { password: 'changed meanwhile' });
    start();
    await expect
      .poll(() => lastError(mailbox.id), { timeout: 20_000 })
      .toMatch(/^sign-in-refused: Authentication failed/);
    expect((await readHealth(world, mailbox.id)).lastProvedAt).toBeNull();
    await setPassword(world.db.sql, mailbox.id, 'secret');
    await expectEverythingOnce(world, mailbox, { messages: 5 });
    await expect.poll(() => lastError(mailbox.id)).toBe('');
  });

  it('a processed folder that cannot be written: mail is stored, stays, and is moved later', async () => {
    const mailbox = await createMailbox(world, 1);
    const first = start();
    await expectEverythingOnce(world, mailbox, { messages: 1 });
    await first.stop();
    const processed = join(mailbox.maildir, '.Processed');
    const { mode } = statSync(processed);
    chmodSync(processed, 0);
    deliver(mailbox.maildir, sampleMail('cannot be moved'));
    start();
    await expect
      .poll(() => lastError(mailbox.id), { timeout: 20_000 })
      .toMatch(/^(move-refused|folder-refused): ./);
    const [row] = await world.db.sql<{ stored: number }[]>`
      SELECT count(*)::int AS stored FROM delivery WHERE mailbox_id = ${mailbox.id}`;
    expect(row?.stored).toBe(2);
    expect(filesIn(mailbox.maildir)).toHaveLength(1);
    chmodSync(processed, mode);
    await expectEverythingOnce(world, mailbox, { messages: 2 });
    await expect.poll(() => lastError(mailbox.id)).toBe('');
  });

  it('a database failover that lost the latest commits', async () => {
    const mailbox = await createMailbox(world, 40);
    const first = start();
    await expectEverythingOnce(world, mailbox, { messages: 40 });
    await first.stop();
    await world.db.sql`
      WITH lost AS (DELETE FROM delivery WHERE id IN (
        SELECT id FROM delivery WHERE mailbox_id = ${mailbox.id} ORDER BY id DESC LIMIT 15) RETURNING raw_message_id)
      DELETE FROM raw_message WHERE id IN (SELECT raw_message_id FROM lost)`;
    start();
    await expectEverythingOnce(world, mailbox, { messages: 40 });
  });

  it('one mailbox that fails beside one that works', async () => {
    const broken = await createMailbox(world, 1, { port: 1 });
    const working = await createMailbox(world, 10);
    start();
    await expectEverythingOnce(world, working, { messages: 10 });
    await expect
      .poll(() => lastError(broken.id), { timeout: 20_000 })
      .toMatch(/^connection-failed: .*ECONNREFUSED/);
    await pauseMailbox(world, broken.id);
  });
});

describe.runIf(hasDovecot)('intake of a server that allows one connection', () => {
  it('moves on the connection that reads', async () => {
    const world = await createWorld({ extra: 'mail_max_userip_connections = 1' });
    const mailbox = await createMailbox(world, 1_300);
    const worker = startWorker(world.db.url);
    await expectEverythingOnce(world, mailbox, { messages: 1_300 });
    await worker.stop();
    await world.stop();
  });
});
