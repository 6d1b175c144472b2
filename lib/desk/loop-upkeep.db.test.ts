// The monthly self-check and the half-yearly question: what is sent is known again by its token alone, what does not arrive
// and what nobody confirmed is one task, and ends where it belongs.

import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { freshDatabase, type TestDatabase } from '@/lib/db/testing';
import { listChecks } from '@/lib/feedback-loops/upkeep-queries';
import type { SignedInUser } from '@/lib/users/types';
import { askLoopContacts } from './ask-loop-contacts';
import { confirmLoopContacts } from './confirm-loop-contacts';
import { selfCheckLoops } from './self-check-loops';
import { sendDueMail } from './send-due-mail';
import { switchSelfCheck } from './switch-self-check';
import { drain, prepareDesk, storeMails } from './testing/desk';
import { signedIn } from './testing/signed-in';

vi.hoisted(() => {
  Object.assign(process.env, {
    SECRET_KEY: 'a7'.repeat(32),
    NOTICE_FROM: 'abuse@example.com',
    SMTP_HOST: '127.0.0.1',
    SMTP_SECURITY: 'none',
  });
});

const DAY = 86_400_000;
let db: TestDatabase;
let admin: SignedInUser;

beforeEach(async () => {
  db = await freshDatabase();
  await prepareDesk(db, ['loop-a.example.net', 'loop-b.example.net']);
  const user = await db.prisma.user.create({ data: { login: 'ada', name: 'Ada', role: 'admin' } });
  admin = signedIn(user.id);
  await db.sql`UPDATE feedback_loop SET intake_alias = 'fbl-a@example.com', owner_id = ${user.id} WHERE id = 1`;
});
afterEach(() => db.drop());

const tasks = () => db.sql<{ kind: string; detail: Record<string, unknown> }[]>`
  SELECT kind, detail FROM task WHERE done_at IS NULL ORDER BY id`;
const later = (days: number) => new Date(Date.now() + days * DAY);
const sentMails = async () =>
  (await db.sql<{ mime: Buffer }[]>`SELECT mime FROM outgoing_mail ORDER BY id`).map(({ mime }) => mime);
/** The mail as the mailbox has it: our mail exchanger writes on top. */
const delivered = (mime: Buffer) => Buffer.concat([Buffer.from('Delivered-To: fbl-a@example.com\r\n'), mime]);
const switchOn = (isOn = true) => switchSelfCheck({ loopId: 1, isOn }, admin);

describe('the self-check', () => {
  it('goes out once a month where it is switched on, arrives, and is no complaint', async () => {
    expect(await selfCheckLoops()).toEqual({ sent: 0, missed: 0 });
    expect(await switchSelfCheck({ loopId: 2, isOn: true }, admin)).toMatchObject({ ok: false });
    expect(await switchOn()).toMatchObject({ ok: true });
    expect(await selfCheckLoops()).toEqual({ sent: 1, missed: 0 });
    expect(await selfCheckLoops(later(0.5))).toEqual({ sent: 0, missed: 0 });
    const [mime = Buffer.alloc(0)] = await sentMails();
    await storeMails(db, [{ raw: delivered(mime) }]);
    await drain();
    const kept = await db.sql`SELECT state, format FROM raw_message`;
    expect(kept).toEqual([{ state: 'kept', format: 'self-check' }]);
    expect(await listChecks(1)).toMatchObject([{ arrivedAt: expect.any(Date), missedAt: null }]);
    expect(await selfCheckLoops(later(2))).toEqual({ sent: 0, missed: 0 });
    expect(await selfCheckLoops(later(31))).toEqual({ sent: 1, missed: 0 });
    expect(await tasks()).toEqual([]);
  });

  it('that is missing after a day is one task, which ends when one arrives', async () => {
    await switchOn();
    await selfCheckLoops();
    expect(await selfCheckLoops(later(0.9))).toEqual({ sent: 0, missed: 0 });
    expect(await selfCheckLoops(later(1.1))).toEqual({ sent: 0, missed: 1 });
    expect(await selfCheckLoops(later(1.2))).toEqual({ sent: 0, missed: 0 });
    expect(await tasks()).toMatchObject([{ kind: 'loop-self-check', detail: { to: 'fbl-a@example.com' } }]);
    const [mime = Buffer.alloc(0)] = await sentMails();
    await storeMails(db, [{ raw: delivered(mime) }]);
    await drain();
    expect(await tasks()).toEqual([]);
  });

  it('is known by its token alone: what looks like it, or quotes it, proves nothing', async () => {
    await switchOn();
    await selfCheckLoops();
    const [mime = Buffer.alloc(0)] = await sentMails();
    const text = mime.toString('latin1');
    const forged = text.replace(/s\.1\.[0-9a-f=\r\n]+/, `s.1.${'0'.repeat(32)}\r\n`);
    const quoted = text.replace(/Message-ID:\s+<[^>]+>/i, 'Message-ID: <answer@example.net>');
    expect(new Set([text, forged, quoted]).size).toBe(3);
    await storeMails(
      db,
      [forged, quoted].map((raw) => ({ raw: delivered(Buffer.from(raw, 'latin1')) })),
    );
    await drain();
    expect(await db.sql`SELECT FROM raw_message WHERE format = 'self-check'`).toHaveLength(0);
    expect(await listChecks(1)).toMatchObject([{ arrivedAt: null }]);
  });

  it('that the mail server refuses is told at once, with its words', async () => {
    await switchOn();
    await selfCheckLoops();
    const refusal = { kind: 'permanent', response: '550 5.1.1 no such user', isAboutMail: true } as const;
    await sendDueMail({ now: () => later(0.01), send: () => Promise.resolve(refusal) });
    expect(await tasks()).toMatchObject([
      { kind: 'loop-self-check', detail: { response: '550 5.1.1 no such user' } },
    ]);
    await switchOn(false);
    expect(await tasks()).toEqual([]);
  });
});

describe('the contacts', () => {
  beforeEach(() => db.sql`UPDATE feedback_loop SET state_since = now() - interval '100 days'`);

  it('are asked for twice a year, of active subscriptions, by one task with the owner’s name', async () => {
    await db.sql`UPDATE feedback_loop SET state = 'paused' WHERE id = 2`;
    expect(await askLoopContacts()).toBe(0);
    expect(await askLoopContacts(later(83))).toBe(1);
    expect(await askLoopContacts(later(84))).toBe(1);
    expect(await tasks()).toMatchObject([
      { kind: 'loop-contacts', detail: { loop: 'loop-a.example.net', owner: 'Ada' } },
    ]);
  });

  it('are confirmed on the loop’s page, which ends the task for half a year', async () => {
    await askLoopContacts(later(83));
    expect(await confirmLoopContacts({ loopId: 1 }, admin, later(84))).toMatchObject({ ok: true });
    expect(await tasks()).toMatchObject([{ detail: { loop: 'loop-b.example.net' } }]);
    await confirmLoopContacts({ loopId: 2 }, admin, later(84));
    expect(await askLoopContacts(later(84 + 181))).toBe(0);
    expect(await askLoopContacts(later(84 + 183))).toBe(2);
    expect(await confirmLoopContacts({ loopId: 99 }, admin)).toMatchObject({ ok: false, code: 'not-found' });
  });

  it('of many old subscriptions are asked for a few a week, the longest unconfirmed first', async () => {
    await db.sql`DELETE FROM feedback_loop`;
    await db.sql`
      INSERT INTO feedback_loop (name, program, state, state_since)
      SELECT 'old ' || n, 'test', 'active', now() - make_interval(days => 200 + n) FROM generate_series(1, 7) n`;
    const asked = async () => (await tasks()).map(({ detail }) => detail['loop']);
    expect(await askLoopContacts()).toBe(7);
    expect(await askLoopContacts(later(1))).toBe(7);
    expect(await asked()).toEqual(['old 7', 'old 6', 'old 5']);
    const [confirmed] = await db.sql<{ id: number }[]>`SELECT id FROM feedback_loop WHERE name = 'old 6'`;
    await confirmLoopContacts({ loopId: confirmed?.id ?? 0 }, admin);
    await askLoopContacts(later(2));
    expect(await asked()).toEqual(['old 7', 'old 5']);
    await askLoopContacts(later(8));
    expect(await asked()).toEqual(['old 7', 'old 5', 'old 4', 'old 3', 'old 2']);
  });

  it('are not asked for any more where the subscription is over', async () => {
    await askLoopContacts(later(83));
    await db.sql`UPDATE feedback_loop SET state = 'ended'`;
    expect(await askLoopContacts(later(84))).toBe(0);
    expect(await tasks()).toEqual([]);
  });
});
