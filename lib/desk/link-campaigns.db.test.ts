// Complaints about mail of one kind are linked across accounts, and only those: through filing, replay and the passing of
// time.

import { afterEach, beforeEach, expect, it } from 'vitest';
import { listCaseCampaigns } from '@/lib/campaigns/queries';
import { freshDatabase, type TestDatabase } from '@/lib/db/testing';
import { linkCampaigns } from './link-campaigns';
import { replayMessages } from './replay-messages';
import { arfMail } from './testing/arf';
import { drain, prepareDesk, storeMails } from './testing/desk';

const loop = 'loop-a.example.net';
const day = 86_400_000;
let db: TestDatabase;
let serial = 0;

beforeEach(async () => {
  serial = 0;
  db = await freshDatabase();
  await prepareDesk(db, [loop]);
  await db.sql`INSERT INTO app_user (id, login, name) VALUES (1, 'anna', 'Anna')`;
});
afterEach(() => db.drop());

const complain = (
  account: string,
  subject: string,
  options: { body?: string; hop?: 'none'; at?: Date } = {},
) => {
  const { body, hop, at = new Date() } = options;
  serial += 1;
  const sender = `${account}@example.com`;
  const raw = arfMail({
    loop,
    sender,
    serial,
    subject,
    sentAt: at,
    ...(body ? { body } : {}),
    ...(hop ? { hop } : {}),
  });
  return { raw, receivedAt: at };
};

async function campaigns(): Promise<
  { id: number; accounts: string[]; complaints: number; evidence: string[] }[]
> {
  const rows = await db.sql<{ id: number; accounts: string[]; complaints: number; evidence: string[] }[]>`
    SELECT c.id, c.complaints, (SELECT array_agg(split_part(k.login, '@', 1) ORDER BY k.login)
        FROM campaign_account a JOIN account k ON k.id = a.account_id WHERE a.campaign_id = c.id) AS accounts,
      (SELECT array_agg(e->>'feature') FROM jsonb_array_elements(c.evidence) e) AS evidence
    FROM campaign c ORDER BY c.accounts DESC, c.id`;
  return [...rows];
}

const parcel = (n: number) => `Ihre Sendung ${n} konnte nicht zugestellt werden`;

it('links the accounts whose mails share a subject or a site, and keeps the campaign’s number', async () => {
  await storeMails(db, [
    complain('a', parcel(1)),
    complain('b', parcel(22)),
    complain('b', 'Ganz etwas anderes als sonst üblich', { body: 'siehe http://www.betrug.example/1' }),
    complain('c', 'Hallo', { body: 'hier: https://x9.betrug.example' }),
    complain('d', 'Re: Rechnung', { body: 'https://www.facebook.com/x' }),
    complain('e', 'Re: Rechnung', { body: 'https://www.facebook.com/y' }),
  ]);
  await drain();
  expect(await linkCampaigns()).toBe(2);
  const before = await campaigns();
  expect(before.map(({ accounts, complaints, evidence }) => ({ accounts, complaints, evidence }))).toEqual(
    expect.arrayContaining([
      { accounts: ['a', 'b'], complaints: 2, evidence: ['s:ihre sendung # konnte nicht zugestellt werden'] },
      { accounts: ['b', 'c'], complaints: 2, evidence: ['h:betrug.example'] },
    ]),
  );
  await storeMails(db, [complain('f', parcel(3))]);
  await drain();
  await linkCampaigns();
  const after = await campaigns();
  expect(after[0]).toMatchObject({ accounts: ['a', 'b', 'f'], complaints: 3 });
  expect(after.map(({ id }) => id).sort()).toEqual(before.map(({ id }) => id).sort());
});

it('a sender line alone links nobody: anybody can write one', async () => {
  await storeMails(db, [
    complain('a', parcel(1), { hop: 'none' }),
    complain('b', parcel(2), { hop: 'none' }),
  ]);
  await drain();
  expect(await linkCampaigns()).toBe(0);
});

it('what every fifth account sends is a footer, not a campaign', async () => {
  const mails = Array.from({ length: 26 }, (_, i) => complain(`k${i}`, parcel(i)));
  await storeMails(db, mails.slice(0, 25));
  await drain();
  expect(await linkCampaigns()).toBe(1);
  await storeMails(db, mails.slice(25));
  await drain();
  expect(await linkCampaigns()).toBe(0);
  await storeMails(
    db,
    Array.from({ length: 110 }, (_, i) =>
      complain(`z${i}`, `eigenes ${'abcdefghijk'[i % 11]}${'klmnopqrst'[i % 10]} thema wort`),
    ),
  );
  await drain();
  await linkCampaigns();
  expect((await campaigns())[0]?.accounts).toHaveLength(26);
});

it('a replay and a judgement that takes a complaint away take the link away', async () => {
  const ids = await storeMails(db, [complain('a', parcel(1)), complain('b', parcel(2))]);
  await drain();
  await linkCampaigns();
  const [before] = await campaigns();
  await replayMessages({ ids }, 1);
  await drain();
  await linkCampaigns();
  expect(await campaigns()).toEqual([before]);
  await db.sql`DELETE FROM complaint WHERE account_id = (SELECT id FROM account WHERE login = 'b@example.com')`;
  await linkCampaigns();
  expect(await campaigns()).toEqual([]);
});

it('members of a long campaign stay, an ended one stays with its cases, for a year', async () => {
  const now = Date.now();
  await storeMails(db, [complain('a', parcel(1)), complain('b', parcel(2))]);
  await drain();
  await linkCampaigns();
  await storeMails(db, [
    complain('b', parcel(3), { at: new Date(now + 10 * day) }),
    complain('c', parcel(4), { at: new Date(now + 10 * day) }),
  ]);
  await drain(() => new Date(now + 10 * day));
  await linkCampaigns(() => new Date(now + 10 * day));
  await linkCampaigns(() => new Date(now + 16 * day));
  expect((await campaigns()).map(({ accounts }) => accounts)).toEqual([['a', 'b', 'c']]);
  await linkCampaigns(() => new Date(now + 60 * day));
  expect((await campaigns()).map(({ accounts }) => accounts)).toEqual([['a', 'b', 'c']]);
  await linkCampaigns(() => new Date(now + 400 * day));
  expect(await campaigns()).toEqual([]);
});

it('a case names the others with their cases, if the campaign falls into its time', async () => {
  await storeMails(db, [
    complain('a', parcel(1)),
    complain('b', parcel(2)),
    complain('b', parcel(3)),
    complain('c', parcel(4)),
  ]);
  await drain();
  await linkCampaigns();
  const [a] = await db.sql<{ id: number }[]>`SELECT id FROM account WHERE login = 'a@example.com'`;
  const id = a?.id ?? 0;
  const [campaign, ...rest] = await listCaseCampaigns(id, {
    firstSeenAt: new Date(Date.now() - day),
    closedAt: null,
  });
  expect(rest).toEqual([]);
  expect(campaign).toMatchObject({ accounts: 3, complaints: 4, openCases: 0 });
  expect(campaign?.others.map(({ login, complaints, case: found }) => [login, complaints, found])).toEqual([
    ['b@example.com', 2, null],
    ['c@example.com', 1, null],
  ]);
  expect(campaign?.others[0]?.lastAt).toBeInstanceOf(Date);
  expect(await listCaseCampaigns(id, { firstSeenAt: null, closedAt: new Date(Date.now() - day) })).toEqual(
    [],
  );
  expect(await listCaseCampaigns(id, { firstSeenAt: new Date(Date.now() + day), closedAt: null })).toEqual(
    [],
  );
});
