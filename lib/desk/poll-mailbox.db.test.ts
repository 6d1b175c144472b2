// Passes over a Maildir, against the database: the model of invariants 1 and 2 under random crashes, and what is too
// large, hostile, or changed by others meanwhile.

import { existsSync, mkdtempSync, readdirSync, renameSync, rmSync, truncateSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { zstdDecompressSync } from 'node:zlib';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { freshDatabase, type TestDatabase } from '@/lib/db/testing';
import { createReach } from '@/lib/intake/failpoints';
import { FAILPOINTS, type Failpoint, type PolledMailbox } from '@/lib/intake/types';
import { selectPolledMailboxes } from '@/lib/intake/mailbox-store';
import { deliver, sampleMail } from '@/lib/mailbox/testing/deliver';
import { MAIL_LIMITS } from '@/lib/mime/limits';
import { openMailbox } from './open-mailbox';
import { recoverLostMails } from './recover-lost-mails';
import { newPollMemory, pollMailbox, type PollResult } from './poll-mailbox';

let db: TestDatabase;
const base = mkdtempSync(join(tmpdir(), 'poll-'));

beforeAll(async () => {
  db = await freshDatabase();
});
afterAll(async () => {
  await db.drop();
  rmSync(base, { recursive: true, force: true });
});

let made = 0;
async function createMaildir(mails: (string | Buffer)[]): Promise<PolledMailbox> {
  made += 1;
  const path = join(base, `box${made}`);
  deliver(path, 'first');
  for (const name of readdirSync(join(path, 'new'))) rmSync(join(path, 'new', name));
  for (const mail of mails) deliver(path, mail);
  const [row] = await db.sql<{ id: number }[]>`
    INSERT INTO mailbox (name, kind, path) VALUES (${`box${made}`}, 'maildir', ${path}) RETURNING id`;
  const mailbox = (await selectPolledMailboxes(db.sql)).find(({ id }) => id === row?.id);
  if (mailbox === undefined) throw new Error('the mailbox was not made');
  return mailbox;
}

/** A pass as the worker makes it after a start; `crash` throws at the named point, as a kill would end it there. */
async function poll(mailbox: PolledMailbox, crash: Failpoint | null = null): Promise<PollResult> {
  const source = await openMailbox(mailbox);
  const die = (): never => {
    throw new Error('killed');
  };
  const reach = createReach(crash === null ? null : { point: crash, passing: 1 }, die);
  try {
    const options = { signal: new AbortController().signal, reach, now: () => new Date() };
    return await pollMailbox(mailbox, source, newPollMemory(), options);
  } finally {
    await source.close();
  }
}

const files = (mailbox: PolledMailbox, folder: string): string[] => {
  const path = join(mailbox.path ?? '', folder);
  return existsSync(path) ? readdirSync(path) : [];
};
const inbox = (mailbox: PolledMailbox) => [...files(mailbox, 'new'), ...files(mailbox, 'cur')];

async function storedBodies(mailbox: PolledMailbox): Promise<string[]> {
  const rows = await db.sql<{ bytes: Buffer }[]>`
    SELECT b.bytes FROM raw_message m JOIN raw_bytes b ON b.raw_message_id = m.id AND b.month = m.month
    WHERE m.id IN (SELECT raw_message_id FROM delivery WHERE mailbox_id = ${mailbox.id})`;
  return rows.map((row) => zstdDecompressSync(row.bytes).toString('latin1')).sort();
}

describe('a mailbox under random deliveries, crashes and changed flags', () => {
  it('ends with every mail stored exactly once, and moved', async () => {
    const step = fc.oneof(
      { weight: 3, arbitrary: fc.record({ kind: fc.constant('deliver' as const), body: fc.nat(12) }) },
      {
        weight: 3,
        arbitrary: fc.record({ kind: fc.constant('crash' as const), point: fc.constantFrom(...FAILPOINTS) }),
      },
      { weight: 1, arbitrary: fc.constant({ kind: 'poll' as const }) },
      { weight: 1, arbitrary: fc.constant({ kind: 'seen' as const }) },
      { weight: 1, arbitrary: fc.constant({ kind: 'forget-moves' as const }) },
    );
    const seed = Math.floor(Math.random() * 2 ** 31);
    console.log(`model run of intake: seed ${seed}`);
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 14 }), async (steps) => {
        const mailbox = await createMaildir([]);
        const delivered: string[] = [];
        for (const [index, action] of steps.entries()) {
          if (action.kind === 'deliver') {
            const body = sampleMail(`model-${mailbox.id}-${action.body}`);
            deliver(mailbox.path ?? '', body);
            delivered.push(body);
          } else if (action.kind === 'poll') await poll(mailbox);
          else if (action.kind === 'crash')
            await poll(mailbox, action.point).catch((error: Error) => expect(error.message).toBe('killed'));
          else if (action.kind === 'forget-moves') {
            // A failover that lost the record of the moves, not the mails.
            await db.sql`UPDATE delivery SET moved_at = NULL, moved_to = NULL WHERE mailbox_id = ${mailbox.id}`;
          } else {
            for (const name of files(mailbox, 'new')) {
              renameSync(
                join(mailbox.path ?? '', 'new', name),
                join(mailbox.path ?? '', 'cur', `${name}:2,S${'F'.repeat(index % 2)}`),
              );
            }
          }
          // Nothing has left the folder that is not stored.
          const stored = await storedBodies(mailbox);
          const left = delivered.length - inbox(mailbox).length;
          const [row] = await db.sql<{ count: number }[]>`
            SELECT count(*)::int AS count FROM delivery WHERE mailbox_id = ${mailbox.id}`;
          expect(row?.count).toBeGreaterThanOrEqual(left);
          expect(new Set(stored).size).toBe(stored.length);
        }
        await poll(mailbox);
        expect(await storedBodies(mailbox)).toEqual([...new Set(delivered)].sort());
        expect(inbox(mailbox)).toEqual([]);
        expect(files(mailbox, '.Processed/cur')).toHaveLength(delivered.length);
        const [row] = await db.sql<{ unmoved: number; deliveries: number }[]>`
          SELECT count(*) FILTER (WHERE moved_at IS NULL)::int AS unmoved, count(*)::int AS deliveries
          FROM delivery WHERE mailbox_id = ${mailbox.id}`;
        expect(row).toEqual({ unmoved: 0, deliveries: delivered.length });
      }),
      { numRuns: 60, seed },
    );
  }, 120_000);
});

describe('a pass', () => {
  it('stores hostile mail like any other', async () => {
    const parts = `Content-Type: multipart/mixed; boundary=b\r\n\r\n${'--b\r\n\r\nx\r\n'.repeat(100_000)}--b--\r\n`;
    const nested = Array.from(
      { length: 1_000 },
      (_, depth) => `Content-Type: multipart/mixed; boundary=n${depth}\r\n\r\n--n${depth}\r\n`,
    ).join('');
    const hostile = [
      parts,
      '<div>'.repeat(1_677_722),
      `X-Long: ${'y'.repeat(256 * 1024)}\r\n\r\n`,
      nested,
      '\0\r\n\0',
      '',
    ];
    const mailbox = await createMaildir(hostile);
    expect(await poll(mailbox)).toMatchObject({ messages: 6, deliveries: 6, moved: 6, problem: null });
    expect((await storedBodies(mailbox)).map((body) => body.length)).toEqual(
      [...hostile].sort().map((body) => body.length),
    );
  });

  it('leaves what is too large where it is, visible in quarantine, once', async () => {
    const mailbox = await createMaildir(['small', 'to be grown']);
    const grown = files(mailbox, 'new').sort().at(-1) ?? '';
    truncateSync(join(mailbox.path ?? '', 'new', grown), MAIL_LIMITS.mailBytes + 1);
    expect(await poll(mailbox)).toMatchObject({ messages: 2, moved: 1, problem: null });
    expect(await poll(mailbox)).toMatchObject({ messages: 0, deliveries: 0, moved: 0, problem: null });
    expect(inbox(mailbox)).toEqual([grown]);
    const rows = await db.sql`
      SELECT m.state, m.reason_code, m.size_bytes FROM raw_message m JOIN delivery d ON d.raw_message_id = m.id
      WHERE d.mailbox_id = ${mailbox.id} AND m.state = 'quarantined'`;
    expect([...rows]).toEqual([
      { state: 'quarantined', reason_code: 'too-large', size_bytes: MAIL_LIMITS.mailBytes + 1 },
    ]);
  });

  it('takes mails whose files bear impossible times, as received now', async () => {
    const mailbox = await createMaildir([]);
    const path = mailbox.path ?? '';
    for (const [i, year] of [1901, 1970, 2200].entries())
      deliver(path, sampleMail(`${path} ${i}`), new Date(Date.UTC(year, 0, 2)));
    expect(await poll(mailbox)).toMatchObject({ messages: 3, problem: null });
    const rows = await db.sql<{ age: number }[]>`
      SELECT extract(epoch FROM now() - m.received_at)::float8 AS age
      FROM raw_message m JOIN delivery d ON d.raw_message_id = m.id WHERE d.mailbox_id = ${mailbox.id}`;
    for (const { age } of rows) expect(Math.abs(age)).toBeLessThan(60);
    const [row] = await db.sql<
      { last: Date }[]
    >`SELECT last_mail_at AS last FROM mailbox WHERE id = ${mailbox.id}`;
    expect(row?.last.getTime()).toBeLessThanOrEqual(Date.now());
  });

  it('takes a mail of exactly the limit', async () => {
    const mailbox = await createMaildir(['at the limit']);
    truncateSync(join(mailbox.path ?? '', 'new', files(mailbox, 'new')[0] ?? ''), MAIL_LIMITS.mailBytes);
    expect(await poll(mailbox)).toMatchObject({ messages: 1, moved: 1 });
    expect(inbox(mailbox)).toEqual([]);
  });

  it('puts what the parser quarantined meanwhile into the quarantine folder', async () => {
    const mailbox = await createMaildir([sampleMail('bad'), sampleMail('good')]);
    await poll(mailbox);
    await db.sql`
      UPDATE raw_message SET state = 'quarantined', reason_code = 'broken-arf'
      WHERE id = (SELECT min(raw_message_id) FROM delivery WHERE mailbox_id = ${mailbox.id})`;
    await poll(mailbox);
    expect(files(mailbox, '.Processed/cur')).toHaveLength(1);
    expect(files(mailbox, '.Quarantine/cur')).toHaveLength(1);
    const rows = await db.sql<{ movedTo: string }[]>`
      SELECT moved_to AS "movedTo" FROM delivery WHERE mailbox_id = ${mailbox.id} ORDER BY raw_message_id`;
    expect(rows.map((row) => row.movedTo.split(';')[0])).toEqual(['Quarantine', 'Processed']);
  });

  it('stores each mail once when two readers make it at the same time', async () => {
    const mailbox = await createMaildir(
      Array.from({ length: 700 }, (_, index) => sampleMail(`both-${index}`)),
    );
    const results = await Promise.all([poll(mailbox), poll(mailbox)]);
    expect(results.reduce((sum, result) => sum + result.messages, 0)).toBe(700);
    expect(results.reduce((sum, result) => sum + result.deliveries, 0)).toBe(700);
    await poll(mailbox);
    expect(inbox(mailbox)).toEqual([]);
    expect(await storedBodies(mailbox)).toHaveLength(700);
  });

  it('finds in the processed folder what a failover of the database lost', async () => {
    const mailbox = await createMaildir([]);
    const signal = new AbortController().signal;
    for (let round = 0; round < 3; round += 1) {
      deliver(mailbox.path ?? '', sampleMail(`failover-${mailbox.id}-${round}`));
      await poll(mailbox);
    }
    const before = await storedBodies(mailbox);
    await db.sql`
      WITH lost AS (DELETE FROM delivery WHERE id IN (
        SELECT id FROM delivery WHERE mailbox_id = ${mailbox.id} ORDER BY id DESC LIMIT 2) RETURNING raw_message_id)
      DELETE FROM raw_message WHERE id IN (SELECT raw_message_id FROM lost)`;
    expect(await storedBodies(mailbox)).toHaveLength(1);
    expect(await recoverLostMails(mailbox, signal)).toBe(2);
    expect(await storedBodies(mailbox)).toEqual(before);
    expect(await recoverLostMails(mailbox, signal)).toBe(0);
    expect(await poll(mailbox)).toMatchObject({ messages: 0, deliveries: 0, moved: 0 });
  });

  it('stores what lies at another place under a name it knows, instead of moving it unread', async () => {
    const before = await createMaildir([]);
    const after = await createMaildir([]);
    const name = deliver(before.path ?? '', sampleMail(`old place ${before.id}`));
    await poll(before);
    const other = deliver(after.path ?? '', sampleMail(`new place ${before.id}`));
    renameSync(join(after.path ?? '', 'new', other), join(after.path ?? '', 'new', name));
    expect(await poll({ ...before, path: after.path })).toMatchObject({
      messages: 1,
      deliveries: 1,
      moved: 1,
    });
    expect((await storedBodies(before)).join()).toMatch(/old place[^]*new place|new place[^]*old place/);
  });

  it('records its proof and the time of the latest mail, and no proof where the folder is gone', async () => {
    const mailbox = await createMaildir([sampleMail('proof')]);
    await poll(mailbox);
    const read = async () => db.prisma.mailbox.findUniqueOrThrow({ where: { id: mailbox.id } });
    const before = await read();
    expect(before.lastProvedAt).not.toBeNull();
    expect(before.lastMailAt).not.toBeNull();
    expect(before.lastError).toBeNull();
    rmSync(join(mailbox.path ?? '', 'new'), { recursive: true });
    await expect(poll(mailbox)).rejects.toMatchObject({ code: 'path-missing' });
    expect((await read()).lastProvedAt).toEqual(before.lastProvedAt);
  });
});
