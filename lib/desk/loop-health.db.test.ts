// The health of feedback loops from the mail itself: intake notes, the job adds up and judges, a task comes and ends.

import { afterEach, beforeEach, expect, it } from 'vitest';
import { freshDatabase, type TestDatabase } from '@/lib/db/testing';
import { judgeHealth } from '@/lib/feedback-loops/health';
import { findHealth, listForeign } from '@/lib/feedback-loops/health-queries';
import { replayMessages } from './replay-messages';
import { arfMail, type ArfOptions } from './testing/arf';
import { drain, prepareDesk, storeMails } from './testing/desk';
import { watchLoopHealth } from './watch-loop-health';

const loop = 'loop-a.example.net';
const DAY = 86_400_000;
let db: TestDatabase;
let serial = 0;

beforeEach(async () => {
  db = await freshDatabase();
  await prepareDesk(db, [loop, 'loop-b.example.net']);
  await db.sql`UPDATE feedback_loop SET intake_alias = 'fbl-a@example.com' WHERE name = ${loop}`;
});
afterEach(() => db.drop());

const arf = (options: Partial<ArfOptions> = {}) =>
  arfMail({ loop, sender: 'a@example.com', serial: (serial += 1), ...options });
const come = async (...mails: Buffer[]) => {
  const ids = await storeMails(
    db,
    mails.map((raw) => ({ raw })),
  );
  await drain();
  return ids;
};
const many = (count: number, make: () => Buffer) => Array.from({ length: count }, make);
const health = async (now = new Date()) => {
  const facts = await findHealth(1, now);
  if (facts === null) throw new Error('no loop');
  return judgeHealth(facts);
};
const tasks = () => db.sql<{ key: string; reasons: string[] }[]>`
  SELECT key, detail->'reasons' AS reasons FROM task WHERE kind = 'loop-health' AND done_at IS NULL`;
const codes = async (now?: Date) => (await health(now)).findings.map(({ code }) => code);

it('counts each mail once, by what was proved of it, and judges nobody by a few', async () => {
  const forged = arf({ loop: null, from: `fbl@${loop}` });
  await come(arf(), arf(), forged, arf({ loop: 'loop-b.example.net' }), arf({ sourceIp: '203.0.113.9' }));
  expect(await watchLoopHealth()).toBe(0);
  expect(await watchLoopHealth()).toBe(0);
  const { state, sums, redaction } = await health();
  expect(state).toBe('good');
  expect(sums).toMatchObject({ verified: 3, unverified: 1, failed: 0, reports: 4, ours: 3, notOurs: 1 });
  expect(redaction).toEqual({ recipient: 'none', messageId: 'none', subject: 'none' });
  expect(await listForeign(1)).toMatchObject([{ value: '203.0.113.9', mails: 1 }]);
  expect(await db.sql`SELECT FROM feedback_loop_note`).toHaveLength(0);
});

it('a mail that is read again is no second one', async () => {
  const ids = await come(arf(), arf());
  const { id } = await db.prisma.user.create({ data: { login: 'ada', name: 'Ada', role: 'admin' } });
  await replayMessages({ ids }, id);
  await drain();
  await watchLoopHealth();
  expect((await health()).sums.verified).toBe(2);
});

it('mail that imitates the loop or was not proved raises one task, which ends by itself when the week is over', async () => {
  await come(...many(8, () => arf()), ...many(6, () => arf({ loop: null, from: `fbl@${loop}` })));
  expect(await watchLoopHealth()).toBe(1);
  await watchLoopHealth();
  expect(await tasks()).toEqual([{ key: 'loop-health:1', reasons: ['not-proved'] }]);
  expect(await codes()).toEqual(['not-proved']);
  expect(await watchLoopHealth(new Date(Date.now() + 8 * DAY))).toBe(0);
  expect(await tasks()).toEqual([]);
});

it('a task that somebody ended by hand is not raised again for a week', async () => {
  await come(...many(6, () => arf({ loop: null, from: `fbl@${loop}` })));
  await watchLoopHealth();
  await db.sql`INSERT INTO app_user (login, name, role) VALUES ('ada', 'Ada', 'admin')`;
  await db.sql`UPDATE task SET done_at = now(), done_by_id = 1`;
  await watchLoopHealth();
  expect(await tasks()).toEqual([]);
});

it('names a sender that is not registered, from its first day on, where its mail was proved', async () => {
  const moved = () => {
    const raw = arf({ loop: 'moved.example.net', from: 'fbl@moved.example.net' }).toString('latin1');
    return Buffer.from(raw.replace('Delivered-To: abuse@', 'Delivered-To: fbl-a@'), 'latin1');
  };
  await come(...many(2, moved));
  await watchLoopHealth();
  expect(await codes()).not.toContain('new-sender');
  await come(moved(), ...many(20, () => arf()));
  await watchLoopHealth();
  const senders = (await health()).findings.flatMap((one) => (one.code === 'new-sender' ? [one.sender] : []));
  expect(senders.map(({ kind, value, mails }) => [kind, value, mails])).toEqual([
    ['from', 'fbl@moved.example.net', 3],
    ['envelope', 'moved.example.net', 3],
    ['dkim', 'moved.example.net', 3],
  ]);
  expect(senders[0]?.since).toBe(new Date().toISOString().slice(0, 10));
  await db.sql`
    UPDATE feedback_loop SET from_addresses = array_append(from_addresses, '@moved.example.net'),
      envelope_domains = array_append(envelope_domains, 'moved.example.net'),
      dkim_domains = array_append(dkim_domains, 'moved.example.net') WHERE id = 1`;
  expect(await codes()).not.toContain('new-sender');
});

it('sees that reports cannot be read any more', async () => {
  const broken = () =>
    Buffer.from(arf().toString('latin1').replace('Feedback-Type:', 'X-Feedback:'), 'latin1');
  await come(...many(6, () => arf()), ...many(4, broken));
  await watchLoopHealth();
  expect((await health()).findings).toMatchObject([{ code: 'not-readable', isBad: true, share: 0.4 }]);
});

it('keeps a bounded number of senders, and the known ones grow', async () => {
  const note = (n: number) => ({
    ...{
      loopId: 1,
      day: '2026-11-20',
      outcome: 'report',
      authenticity: 'failed',
      fromAddress: `${n}@example.net`,
    },
    ...{ envelopeDomain: null, dkimDomain: null, isOurs: null, foreignIp: null, hidesRecipient: false },
    ...{ hidesMessageId: false, hidesSubject: false, rawMessageId: n, mails: 1 },
  });
  const insert = (from: number, to: number) => db.sql`
    INSERT INTO feedback_loop_note SELECT * FROM jsonb_populate_recordset(NULL::feedback_loop_note, ${db.sql.json(
      Array.from({ length: to - from }, (_, i) => ({
        ...Object.fromEntries(
          Object.entries(note(from + i)).map(([key, value]) => [
            key.replace('loopId', 'feedback_loop_id').replaceAll(/[A-Z]/g, (c) => `_${c.toLowerCase()}`),
            value,
          ]),
        ),
      })) as never,
    )}::jsonb)`;
  await insert(0, 150);
  await watchLoopHealth();
  await insert(100, 400);
  await watchLoopHealth();
  const seen = await db.sql<{ kept: number; mails: number }[]>`
    SELECT count(*)::int AS kept, sum(mails)::int AS mails FROM feedback_loop_seen`;
  expect(seen).toEqual([{ kept: 200, mails: 250 }]);
});
