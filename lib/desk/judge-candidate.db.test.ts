// A person's word on a candidate: what it makes of the mail, that it stands through replays, and who comes second.

import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { freshDatabase, type TestDatabase } from '@/lib/db/testing';
import { judgeCandidate } from './judge-candidate';
import { replayMessages } from './replay-messages';
import { arfMail } from './testing/arf';
import { drain, prepareDesk, storeMails } from './testing/desk';
import { forwarded, letter } from './testing/people';

let db: TestDatabase;
let anna: { id: number };
let berta: { id: number };

beforeEach(async () => {
  db = await freshDatabase();
  await prepareDesk(db, ['loop-a.example.net']);
  const add = async (login: string, name: string) => {
    const [row] = await db.sql<{ id: number }[]>`
      INSERT INTO app_user (login, name) VALUES (${login}, ${name}) RETURNING id`;
    return row as { id: number };
  };
  anna = await add('anna', 'Anna Agentin');
  berta = await add('berta', 'Berta Beamtin');
});
afterEach(() => db.drop());

async function waiting(raw: Buffer): Promise<number> {
  const [id] = await storeMails(db, [{ raw }]);
  await drain();
  return id as number;
}

const mail = async (id: number) =>
  (await db.sql`SELECT state, format, reason_code, facts, judgement FROM raw_message WHERE id = ${id}`)[0];
const reports = () => db.sql`
  SELECT r.format, r.feedback_type, r.kind, r.complainant, r.derived, a.rung, a.verdict, a.factor, acc.login, c.standing
  FROM report r JOIN attribution a ON a.report_id = r.id LEFT JOIN account acc ON acc.id = a.account_id
  LEFT JOIN complaint c ON c.report_id = r.id ORDER BY r.id`;

describe('confirmed as a complaint', () => {
  it('a forwarded mail is filed by the one pipeline, against the account that the ladder finds', async () => {
    const id = await waiting(forwarded('kunde@example.com'));
    const word = await judgeCandidate({ mailId: id, verdict: 'complaint' }, anna);
    expect(word).toEqual({ ok: true, data: { verdict: 'complaint', accountLogin: null } });
    await drain();
    expect(await mail(id)).toMatchObject({ state: 'processed', format: 'forwarded', reason_code: null });
    expect(await reports()).toMatchObject([
      {
        format: 'forwarded',
        feedback_type: 'abuse',
        kind: 'user',
        complainant: 'person@example.org',
        rung: 'own-received',
        verdict: 'claimed',
        login: 'kunde@example.com',
        standing: 'counted',
      },
    ]);
  });

  it('a text counts against the account that the person named, at the weight of a claim', async () => {
    const id = await waiting(letter({ body: 'Angriffe von 192.0.2.55 auf meinen Server.' }));
    const word = await judgeCandidate(
      { mailId: id, verdict: 'complaint', accountLogin: ' Server@Example.com ' },
      anna,
    );
    expect(word).toMatchObject({ ok: true, data: { accountLogin: 'server@example.com' } });
    await drain();
    expect(await reports()).toMatchObject([
      {
        format: 'text',
        kind: 'user',
        rung: 'by-hand',
        verdict: 'claimed',
        factor: 0.6,
        login: 'server@example.com',
        standing: 'counted',
        derived: ['originalRcptTo', 'sourceIp'],
      },
    ]);
    const [evidence] = await db.sql`SELECT evidence->0 AS first FROM attribution`;
    expect(evidence?.['first']).toMatchObject({ code: 'named-by-person', value: 'server@example.com' });
  });

  it('an account of another kind is taken as it is', async () => {
    await db.sql`INSERT INTO account (kind, login) VALUES ('site', 'uid17@web1.example.com')`;
    const id = await waiting(letter({ body: 'Phishing auf https://www.example.com/login' }));
    await judgeCandidate({ mailId: id, verdict: 'complaint', accountLogin: 'uid17@web1.example.com' }, anna);
    await drain();
    expect(await reports()).toMatchObject([{ rung: 'by-hand', login: 'uid17@web1.example.com' }]);
    expect(await db.sql`SELECT kind FROM account`).toEqual([{ kind: 'site' }]);
  });

  it('two people who complain of one account from one provider are two complainants', async () => {
    for (const from of ['p1@example.org', 'p2@example.org']) {
      const id = await waiting(letter({ from, body: `Spam von kunde@example.com an ${from}` }));
      await judgeCandidate({ mailId: id, verdict: 'complaint' }, anna);
    }
    await drain();
    expect((await reports()).map((row) => [row['complainant'], row['standing']])).toEqual([
      ['p1@example.org', 'counted'],
      ['p2@example.org', 'counted'],
    ]);
  });

  it('stands through a replay: the same report, once, with its word', async () => {
    const id = await waiting(forwarded('kunde@example.com'));
    await judgeCandidate({ mailId: id, verdict: 'complaint', accountLogin: 'chef@example.com' }, anna);
    await drain();
    const [before] = await reports();
    await replayMessages({ ids: [id] }, anna.id);
    await drain();
    expect(await reports()).toEqual([before]);
    expect((await mail(id))?.['judgement']).toMatchObject({ verdict: 'complaint', userId: anna.id });
    expect(await db.sql`SELECT login, complaints FROM account`).toMatchObject([
      { login: 'chef@example.com', complaints: 1 },
    ]);
  });

  it('a report of an unknown type counts as a complaint of a user', async () => {
    const id = await waiting(
      arfMail({ loop: 'loop-a.example.net', sender: 'kunde@example.com', serial: 1, feedbackType: 'smoke' }),
    );
    await judgeCandidate({ mailId: id, verdict: 'complaint' }, anna);
    await drain();
    expect(await mail(id)).toMatchObject({ state: 'processed', format: 'arf' });
    expect(await reports()).toMatchObject([{ feedback_type: 'smoke', kind: 'user', standing: 'counted' }]);
  });
});

describe('called no complaint', () => {
  it('a mail is kept in a place of its own with what was found, through replays, and is never scored', async () => {
    const id = await waiting(letter({ body: 'Frage zu kunde@example.com' }));
    expect(await judgeCandidate({ mailId: id, verdict: 'no-complaint' }, anna)).toMatchObject({ ok: true });
    await drain();
    const kept = await mail(id);
    expect(kept).toMatchObject({ state: 'kept', format: 'no-complaint', facts: { format: 'text' } });
    await replayMessages({ ids: [id] }, anna.id);
    await drain();
    expect(await mail(id)).toEqual(kept);
    expect(await reports()).toHaveLength(0);
  });

  it('a report of an unknown type keeps its row and leaves the list', async () => {
    const id = await waiting(
      arfMail({ loop: 'loop-a.example.net', sender: 'kunde@example.com', serial: 1, feedbackType: 'smoke' }),
    );
    await judgeCandidate({ mailId: id, verdict: 'no-complaint' }, anna);
    await drain();
    expect(await mail(id)).toMatchObject({ state: 'kept', format: 'no-complaint' });
    expect(await reports()).toMatchObject([{ kind: 'unknown', standing: null }]);
  });
});

describe('a word is refused', () => {
  it('to the second person, who is told whose word stands; of two at once one wins', async () => {
    const id = await waiting(letter({ body: 'Spam von kunde@example.com' }));
    const both = await Promise.all([
      judgeCandidate({ mailId: id, verdict: 'complaint' }, anna),
      judgeCandidate({ mailId: id, verdict: 'no-complaint' }, berta),
    ]);
    expect(both.filter(({ ok }) => ok)).toHaveLength(1);
    const annaWon = both[0].ok;
    expect(both.find(({ ok }) => !ok)).toEqual({
      ok: false,
      code: 'already-judged',
      values: annaWon
        ? { by: 'Anna Agentin', verdict: 'complaint' }
        : { by: 'Berta Beamtin', verdict: 'no_complaint' },
    });
    await drain();
    expect(await judgeCandidate({ mailId: id, verdict: 'complaint' }, anna)).toMatchObject({
      code: 'already-judged',
    });
  });

  it('for mail that waits for nobody, and for none at all', async () => {
    const id = await waiting(letter({ body: 'Bitte helfen Sie mir.' }));
    expect(await judgeCandidate({ mailId: id, verdict: 'complaint' }, anna)).toMatchObject({
      code: 'not-to-check',
      values: { state: 'not_recognised' },
    });
    expect(await judgeCandidate({ mailId: 999_999, verdict: 'complaint' }, anna)).toMatchObject({
      code: 'not-found',
    });
  });

  it('for restricted mail, as if there were none', async () => {
    const id = await waiting(letter({ body: 'Spam von kunde@example.com' }));
    await db.sql`UPDATE raw_message SET state = 'restricted' WHERE id = ${id}`;
    expect(await judgeCandidate({ mailId: id, verdict: 'complaint' }, anna)).toEqual({
      ok: false,
      code: 'not-found',
    });
    expect(await mail(id)).toMatchObject({ state: 'restricted', judgement: null });
  });

  it('for an account that is not ours, and an account beside a no; the mail goes on waiting', async () => {
    const id = await waiting(letter({ body: 'Spam von kunde@example.com' }));
    const named = (accountLogin: string, verdict: 'complaint' | 'no-complaint' = 'complaint') =>
      judgeCandidate({ mailId: id, verdict, accountLogin }, anna);
    expect(await named('x@elsewhere.example')).toMatchObject({ fields: { accountLogin: 'not-ours' } });
    expect(await named('a b')).toMatchObject({ fields: { accountLogin: 'not-ours' } });
    expect(await named('kunde@example.com', 'no-complaint')).toMatchObject({
      fields: { accountLogin: 'without-complaint' },
    });
    expect(await mail(id)).toMatchObject({ state: 'to_check', judgement: null });
  });

  it('to who is no member of the team any more', async () => {
    const id = await waiting(letter({ body: 'Spam von kunde@example.com' }));
    await db.sql`UPDATE app_user SET disabled_at = now() WHERE id = ${anna.id}`;
    expect(await judgeCandidate({ mailId: id, verdict: 'complaint' }, anna)).toMatchObject({
      code: 'forbidden',
    });
    expect(await mail(id)).toMatchObject({ state: 'to_check' });
  });
});

it('a word is written into the audit chain, with verdict and account', async () => {
  const id = await waiting(letter({ body: 'Spam von kunde@example.com' }));
  await judgeCandidate({ mailId: id, verdict: 'complaint', accountLogin: 'kunde@example.com' }, anna);
  expect(await db.sql`SELECT user_id, action, subject, detail FROM audit_entry`).toEqual([
    {
      user_id: anna.id,
      action: 'candidate-judged',
      subject: `mail:${id}`,
      detail: { verdict: 'complaint', account: 'kunde@example.com', format: 'text' },
    },
  ]);
});
