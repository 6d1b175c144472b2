// A flood of reports that nothing authenticates: no case, no stage, one task for a person.

import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { freshDatabase, type TestDatabase } from '@/lib/db/testing';
import { defaultPolicy } from '@/lib/scoring/policy';
import { firstLoad } from '@/lib/sample-provider/generate';
import { forgetDeskContext } from './desk-context';
import { dismissCase } from './dismiss-case';
import { seedSampleProvider } from './seed-sample-provider';
import { arfMail, type ArfOptions } from './testing/arf';
import { drain, prepareDesk, storeMails } from './testing/desk';

const minute = 60_000;
const noon = new Date('2026-11-21T12:00:00Z').getTime();
let db: TestDatabase;

beforeEach(async () => {
  db = await freshDatabase();
});
afterEach(() => db.drop());

interface Task {
  occurrences: number;
  detail: { count: number; since: string; domains: string[]; accounts: string[] };
}

const tasks = () =>
  db.sql<
    Task[]
  >`SELECT kind, key, audience, occurrences, detail FROM task WHERE kind = 'report-flood' ORDER BY id`;
const caseCount = async (): Promise<number> => (await db.sql`SELECT 1 FROM "case"`).length;
const account = async (login: string) =>
  (await db.sql`SELECT score, stage FROM account WHERE login = ${login}`)[0] as
    { score: number; stage: number } | undefined;

/** As if every mail were in our log: the minimum rules take claims. */
async function acceptClaims(): Promise<void> {
  const minimumRules = { ...defaultPolicy.minimumRules, minAttribution: defaultPolicy.attribution.claim };
  await db.sql`INSERT INTO policy (body, note) VALUES (${db.sql.json({ ...defaultPolicy, minimumRules } as never)}, 'claims')`;
  forgetDeskContext();
}

let serial = 0;
/** Forged reports, each `everyMinutes` after the one before, the first at noon plus `atMinutes`. */
async function send(
  count: number,
  options: Partial<ArfOptions> & { atMinutes?: number; everyMinutes?: number } = {},
): Promise<void> {
  const { atMinutes = 0, everyMinutes = 0, ...arf } = options;
  const mails = Array.from({ length: count }, (_, i) => {
    const receivedAt = new Date(noon + (atMinutes + i * everyMinutes) * minute);
    const from = `x@forged${i % 7}.example.net`;
    const raw = arfMail({
      loop: null,
      from,
      sender: 'victim@example.com',
      serial: (serial += 1),
      sentAt: receivedAt,
      ...arf,
    });
    return { raw, receivedAt };
  });
  await storeMails(db, mails);
  await drain(() => new Date(noon + (atMinutes + count * everyMinutes) * minute));
}

describe('reports that nothing authenticates', () => {
  beforeEach(() => prepareDesk(db, ['loop-a.example.net']));

  it('are a flood from the twenty-first within an hour on, whoever they claim to be', async () => {
    await send(20);
    expect(await tasks()).toEqual([]);
    await send(1);
    const [task, ...others] = await tasks();
    expect(others).toEqual([]);
    expect(task).toMatchObject({
      kind: 'report-flood',
      audience: 'all',
      detail: { count: 21, domains: ['example.net'], accounts: ['victim@example.com'] },
    });
    expect(new Date(task?.detail.since ?? '').getTime()).toBeLessThanOrEqual(noon);
  });

  it('are none at twenty an hour, all day', async () => {
    await send(72, { everyMinutes: 3.4 });
    expect(await tasks()).toEqual([]);
  });

  it('renew the open task, name further accounts, and make a new one after a person ended it', async () => {
    await send(30);
    await send(30, { atMinutes: 90, sender: 'other@example.com' });
    expect(await tasks()).toMatchObject([
      { detail: { count: 60, accounts: ['victim@example.com', 'other@example.com'] } },
    ]);
    await db.sql`UPDATE task SET done_at = now()`;
    await send(30, { atMinutes: 300 });
    expect(await tasks()).toMatchObject([{ detail: { count: 60 } }, { detail: { count: 30 } }]);
  });

  it('are counted in the hour that they came in, also when they are read out of order', async () => {
    await send(15, { atMinutes: 30 });
    await send(15, { atMinutes: 5 });
    expect(await tasks()).toMatchObject([{ detail: { count: 30 } }]);
  });

  it('are no flood when they are only read again', async () => {
    await send(15);
    await db.sql`UPDATE raw_message SET state = 'received', attempts = 0`;
    await drain(() => new Date(noon));
    expect(await db.sql`SELECT reports FROM unauthenticated_count WHERE domain = ''`).toEqual([
      { reports: 15 },
    ]);
    expect(await tasks()).toEqual([]);
  });

  it('lift no account over a threshold, however near it stands and whatever they say they are', async () => {
    await send(8, { loop: 'loop-a.example.net', from: 'fbl@loop-a.example.net' });
    const before = await account('victim@example.com');
    expect(before?.stage).toBe(1);
    await send(100, { extra: ['Abuse-Type: trap-recycled', 'Incidents: 4294967295'] });
    const after = await account('victim@example.com');
    expect(after?.score).toBeCloseTo((before?.score ?? 0) + 10, 1);
    expect(after?.stage).toBe(1);
    expect(await caseCount()).toBe(0);
    expect(await tasks()).toHaveLength(1);
  });

  it('open no case again that a person dismissed, also as a trap hit', async () => {
    await send(12, { loop: 'loop-a.example.net', from: 'fbl@loop-a.example.net' });
    const user = await db.prisma.user.create({ data: { login: 'ada', name: 'Ada' } });
    const [open] = await db.sql<{ id: number; version: number }[]>`SELECT id, version FROM "case"`;
    const { id: caseId, version } = open as { id: number; version: number };
    expect(
      await dismissCase({ caseId, version, userId: user.id, reason: 'no-abuse', note: null }),
    ).toMatchObject({ ok: true });
    await send(10, { extra: ['Abuse-Type: trap-recycled'] });
    expect(await caseCount()).toBe(1);
    const sure = { loop: 'loop-a.example.net', from: 'fbl@loop-a.example.net', extra: ['Abuse-Type: trap'] };
    await send(1, sure);
    expect(await caseCount(), 'a mail that only claims to be the account’s').toBe(1);
    await acceptClaims();
    await send(1, sure);
    expect(await caseCount()).toBe(2);
  });

  it('leave an account that nobody else complains about where it is', async () => {
    await send(100);
    expect(await account('victim@example.com')).toMatchObject({ stage: 0 });
  });

  it('are no flood when they are signed', async () => {
    await send(60, { loop: 'loop-a.example.net', from: 'fbl@loop-a.example.net' });
    expect(await tasks()).toEqual([]);
  });
});

it('the sample provider’s forged flood opens no case and raises one task', async () => {
  const now = new Date('2026-11-21T09:30:00Z');
  const folder = mkdtempSync(join(tmpdir(), 'forged-flood-'));
  const [maildir, logFolder] = [join(folder, 'mail'), join(folder, 'log')];
  const { provider } = await seedSampleProvider({ seed: 1, now, maildir, logFolder });
  rmSync(folder, { recursive: true });
  const before = await caseCount();
  const forged = firstLoad(provider, now).filter(({ intent }) => intent.story === 'forged-flood');
  expect(forged.length).toBeGreaterThan(50);
  await db.sql`SELECT ensure_raw_bytes_partition(current_date)`;
  await storeMails(db, forged);
  forgetDeskContext();
  await drain(() => now);
  expect(await caseCount()).toBe(before);
  const [task, ...others] = await tasks();
  expect(others).toEqual([]);
  expect(task?.detail.count).toBe(forged.length);
  expect(task?.detail.accounts).toHaveLength(1);
});
