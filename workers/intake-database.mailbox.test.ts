// PostgreSQL restarts under load, without a clean shutdown: a cluster of its own with fsync on, a real Dovecot, and a
// worker that is told nothing. Afterwards every mail is stored once and moved.

import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startCluster, type Cluster } from '@/lib/db/embedded';
import { migrate } from '@/lib/db/migrate';
import { openSql } from '@/lib/db/sql';
import { hasDovecot, startDovecot } from '@/lib/mailbox/testing/dovecot';
import {
  createMailbox,
  expectEverythingOnce,
  filesIn,
  readHealth,
  startWorker,
  type World,
} from './testing/intake-world';

describe.runIf(hasDovecot)('intake on a database that restarts', () => {
  const home = mkdtempSync(join(tmpdir(), 'meldestelle-restart-'));
  let cluster: Cluster;
  let world: World;
  const startDatabase = () => startCluster({ dir: join(home, 'postgres'), durable: true });

  beforeAll(async () => {
    chmodSync(home, 0o711);
    cluster = await startDatabase();
    const admin = openSql(cluster.url('postgres'), { max: 1 });
    await admin`CREATE DATABASE restarted`;
    await admin.end();
    const url = cluster.url('restarted');
    await migrate(url);
    const [sql, dovecot] = [openSql(url, { max: 2 }), await startDovecot()];
    world = {
      db: { sql, url },
      dovecot,
      stop: () => Promise.all([sql.end(), dovecot.stop()]).then(() => undefined),
    };
  });
  afterAll(async () => {
    await world.stop();
    await cluster.stop();
    rmSync(home, { recursive: true, force: true });
  });

  it('loses and doubles nothing, and goes on by itself', async () => {
    const mailbox = await createMailbox(world, 4_000);
    const worker = startWorker(world.db.url);
    await expect
      .poll(() => filesIn(mailbox.maildir, 'Processed').length, { interval: 5, timeout: 30_000 })
      .toBeGreaterThan(0);
    // An immediate shutdown: no checkpoint, open transactions are lost, as when the machine dies.
    process.kill(cluster.pid, 'SIGQUIT');
    await cluster.exited;
    expect(filesIn(mailbox.maildir).length).toBeGreaterThan(0);
    cluster = await startDatabase();
    await expectEverythingOnce(world, mailbox, { messages: 4_000 }, 100_000);
    await expect
      .poll(async () => (await readHealth(world, mailbox.id)).lastError, { timeout: 20_000 })
      .toBeNull();
    await worker.stop();
  });
});
