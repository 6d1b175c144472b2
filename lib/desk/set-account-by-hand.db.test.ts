// A person sets or corrects the account of a report: where the complaint goes, that the word stands through replays, is
// shown and audited, and can be taken back.

import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { freshDatabase, type TestDatabase } from '@/lib/db/testing';
import { getMail } from '@/lib/intake/queries';
import { getReport } from '@/lib/reports/queries';
import { replayMessages } from './replay-messages';
import { setAccountByHand } from './set-account-by-hand';
import { arfMail } from './testing/arf';
import { drain, prepareDesk, storeMails } from './testing/desk';

let db: TestDatabase;
let anna: { id: number };
let mailId: number;

beforeEach(async () => {
  db = await freshDatabase();
  await prepareDesk(db, ['loop-a.example.net']);
  const [row] = await db.sql<{ id: number }[]>`
    INSERT INTO app_user (login, name) VALUES ('anna', 'Anna Agentin') RETURNING id`;
  anna = row as { id: number };
  const raw = arfMail({ loop: 'loop-a.example.net', sender: 'wrong@example.com', serial: 1 });
  [mailId] = (await storeMails(db, [{ raw }])) as [number];
  await drain();
});
afterEach(() => db.drop());

const reportId = async (): Promise<number> =>
  (await db.sql<{ id: number }[]>`SELECT id FROM report WHERE raw_message_id = ${mailId}`)[0]?.id ?? 0;
const set = async (accountLogin: string | null, reason = 'Anruf des Kunden') =>
  setAccountByHand({ reportId: Number(await reportId()), accountLogin, reason }, anna);
const filed = async () =>
  (
    await db.sql`
      SELECT t.rung, t.verdict, a.login, c.value FROM attribution t JOIN account a ON a.id = t.account_id
      JOIN complaint c ON c.report_id = t.report_id`
  )[0];
const scores = () => db.sql`SELECT login, round(score) AS score FROM account ORDER BY login`;

describe('an account set by hand', () => {
  it('takes the complaint from the one account to the other, with its score', async () => {
    expect(await scores()).toEqual([{ login: 'wrong@example.com', score: 3 }]);
    expect(await set(' Right@example.com ')).toEqual({
      ok: true,
      data: { accountLogin: 'right@example.com' },
    });
    await drain();
    expect(await filed()).toMatchObject({ rung: 'by-hand', verdict: 'claimed', login: 'right@example.com' });
    expect(await scores()).toEqual([
      { login: 'right@example.com', score: 3 },
      { login: 'wrong@example.com', score: 0 },
    ]);
  });

  it('stands through replays, is shown with who, when and why, and is audited', async () => {
    await set('right@example.com');
    await drain();
    await replayMessages({ ids: [mailId] }, anna.id);
    await drain();
    expect(await filed()).toMatchObject({ rung: 'by-hand', login: 'right@example.com' });
    const report = await getReport(Number(await reportId()));
    expect(report?.correction).toMatchObject({
      accountLogin: 'right@example.com',
      reason: 'Anruf des Kunden',
      by: 'Anna Agentin',
    });
    expect(report?.correction?.at).toBeInstanceOf(Date);
    expect((await getMail(mailId))?.judgement).toBeNull();
    const [entry] =
      await db.sql`SELECT action, subject, detail FROM audit_entry WHERE action = 'account-set-by-hand'`;
    expect(entry).toMatchObject({
      subject: `mail:${mailId}`,
      detail: { before: 'wrong@example.com', account: 'right@example.com', reason: 'Anruf des Kunden' },
    });
  });

  it('can be corrected and taken back: the ladder speaks again', async () => {
    await set('right@example.com');
    await drain();
    await set('other@example.com');
    await drain();
    expect(await filed()).toMatchObject({ login: 'other@example.com' });
    expect(await set(null)).toMatchObject({ ok: true });
    await drain();
    expect(await filed()).toMatchObject({ rung: 'own-received', login: 'wrong@example.com' });
    expect(await db.sql`SELECT FROM raw_message WHERE judgement IS NOT NULL`).toHaveLength(0);
    expect(await set(null)).toMatchObject({ code: 'nothing-to-take-back' });
  });
});

describe('what is refused', () => {
  it.each([
    ['an account that is not ours', 'x@elsewhere.example', 'weil', { fields: { accountLogin: 'not-ours' } }],
    ['no reason', 'right@example.com', '  ', { fields: { reason: 'required' } }],
    ['a novel as reason', 'right@example.com', 'x'.repeat(501), { fields: { reason: 'too-long' } }],
  ])('%s', async (_, login, reason, refusal) => {
    expect(await set(login, reason)).toMatchObject({ ok: false, code: 'fields', ...refusal });
  });

  it('a mail that is being read, a report that is gone, a person who is', async () => {
    const id = Number(await reportId());
    await replayMessages({ ids: [mailId] }, anna.id);
    expect(await set('right@example.com')).toMatchObject({ code: 'being-read' });
    await drain();
    const again = { reportId: id, accountLogin: 'right@example.com', reason: 'weil' };
    expect(await setAccountByHand(again, anna)).toMatchObject({ code: 'not-found' });
    await db.sql`UPDATE app_user SET disabled_at = now()`;
    expect(await set('right@example.com')).toMatchObject({ code: 'forbidden' });
  });
});
