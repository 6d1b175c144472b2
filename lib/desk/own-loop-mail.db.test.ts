// Mail for our own feedback loop, from the mailbox to the subscriber: clicks that machines and users of ours report, mail
// at traps; what a stranger sends or forges makes no report, and nothing is lost of what makes none.

import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { freshDatabase, type TestDatabase } from '@/lib/db/testing';
import { listInputs, readInputCounts } from '@/lib/own-loop/input-queries';
import { listReports } from '@/lib/own-loop/queries';
import { drain, prepareDesk } from './testing/desk';
import {
  addSubscriber,
  click,
  deliver,
  delivered,
  from,
  ownLine,
  resolveKey,
  signed,
  zone,
} from './testing/own-loop';

vi.hoisted(() => {
  Object.assign(process.env, {
    SECRET_KEY: 'a7'.repeat(32),
    NOTICE_FROM: 'abuse@example.com',
    NOTICE_BOUNCE_TO: 'bounce@example.com',
    SMTP_HOST: '127.0.0.1',
    SMTP_SECURITY: 'none',
  });
});
vi.mock('@/lib/dns/resolver', async (original) => ({
  ...(await original<object>()),
  txtResolver: () => resolveKey,
}));

let db: TestDatabase;
let subscriber: number;

beforeEach(async () => {
  db = await freshDatabase();
  await prepareDesk(db, []);
  zone.isDown = false;
  const [user] = await db.sql<
    { id: number }[]
  >`INSERT INTO app_user (login, name) VALUES ('anna', 'Anna') RETURNING id`;
  subscriber = await addSubscriber(user ?? { id: 0 });
});
afterEach(() => db.drop());

const outbox = () => db.sql<{ to: string; mime: Buffer }[]>`
  SELECT to_address AS "to", mime FROM outgoing_mail WHERE purpose = 'own-loop' ORDER BY id`;
const stands = async (id: number) => {
  const [row] = await db.sql<{ state: string; format: string; reason: string | null }[]>`
    SELECT state, format, reason_code AS reason FROM raw_message WHERE id = ${id}`;
  return row;
};
const counts = async () =>
  (await readInputCounts()).map(({ way, kind, outcome, count }) => `${way} ${kind} ${outcome} ${count}`);
const kept = (reason: string | null) => ({ state: 'kept', format: 'own-loop', reason });

describe('a click', () => {
  it('that a machine of ours reports becomes one report without whoever complained', async () => {
    const id = await deliver(db, click([delivered()]), 'spam-clicks');
    await drain();
    expect(await stands(id)).toEqual(kept(null));
    const [report, ...more] = await outbox();
    expect(more).toEqual([]);
    expect(report?.to).toBe('fbl@example.net');
    expect(report?.mime.toString('latin1')).toContain('<1.1@news.example.net>');
    expect(report?.mime.toString('latin1')).not.toMatch(/erika|muster|mail1\.example\.com/i);
    expect(await counts()).toEqual(['mail click reported 1']);
    expect(await db.sql`SELECT FROM report`).toHaveLength(0);
  });

  it('that a user reports counts by its signature, not by lines that he can have written', async () => {
    const forged = await deliver(db, click([delivered()], from.user), 'spam-clicks');
    await drain();
    expect(await stands(forged)).toEqual(kept('own-loop-no-subscriber'));
    await deliver(db, click([await signed()], from.user), 'spam-clicks');
    await drain();
    expect(await listReports(subscriber, null, 10)).toMatchObject([
      { matchedBy: 'dkim', matched: 'news.example.net' },
    ]);
  });

  it.each([
    ['a stranger who calls himself our server', from.stranger],
    ['a stranger behind a filter that gives mail back to us', `${from.machine}${from.stranger}`],
    [
      'a stranger behind a filter that writes a line of its own',
      `${from.machine}Received: from mail1.example.com ([127.0.0.1]) by localhost (amavisd-new)\r\n${from.stranger}`,
    ],
    ['a stranger who writes our line below', `Received: from x by mx.example.org\r\n${from.machine}`],
    ['a stranger who names nothing', ''],
  ])('of %s makes no report and is kept with its reason', async (_, lines) => {
    const id = await deliver(db, click([await signed()], lines), 'spam-clicks');
    await drain();
    expect(await stands(id)).toEqual(kept('own-loop-stranger'));
    expect(await outbox()).toEqual([]);
    expect(await counts()).toEqual(['mail click stranger 1']);
  });

  it('of three mails in one report makes a report of each, and none of a report', async () => {
    const id = await deliver(
      db,
      click([delivered(undefined, 1), delivered(undefined, 2), await signed(undefined, 3)]),
      'spam-clicks',
    );
    await drain();
    expect(await outbox()).toHaveLength(3);
    expect(await stands(id)).toEqual(kept(null));
    const arf = (await outbox())[0]?.mime ?? Buffer.alloc(0);
    const about = await deliver(db, click([arf], from.machine, 2), 'spam-clicks');
    await drain();
    expect(await stands(about)).toEqual(kept('own-loop-about-report'));
    expect(await outbox()).toHaveLength(3);
  });

  it('over LMTP is the mail itself; at a mailbox it has to be attached', async () => {
    await deliver(db, delivered(), 'spam-clicks', 'lmtp');
    const bare = await deliver(
      db,
      Buffer.from(`${from.machine}From: a@example.com\r\n\r\nText`),
      'spam-clicks',
    );
    await drain();
    expect(await outbox()).toHaveLength(1);
    expect(await stands(bare)).toEqual(kept('own-loop-nothing-attached'));
  });
});

describe('a mail at a trap', () => {
  it('is reported to whom our own line names, whatever lines lie below it', async () => {
    await deliver(db, delivered(), 'spam-traps');
    await drain();
    expect(await listReports(subscriber, null, 10)).toMatchObject([
      { kind: 'trap', matchedBy: 'address', matched: '203.0.113.9' },
    ]);
    const lines = [
      `${ownLine('198.51.100.66', 'bad.example.org')}${ownLine('203.0.113.9')}`,
      `Received: from a by b.example.org; Sun, 22 Nov 2026 09:00:00 +0000\r\n${ownLine('203.0.113.9')}`,
    ];
    for (const [at, forged] of lines.entries()) {
      const id = await deliver(db, delivered(forged, at + 2), 'spam-traps');
      await drain();
      expect(await stands(id)).toEqual(kept('own-loop-no-subscriber'));
    }
    expect(await outbox()).toHaveLength(1);
    expect(await counts()).toEqual(['mail trap no-subscriber 2', 'mail trap reported 1']);
  });

  it('waits for the DNS, and is counted by what came of it then', async () => {
    zone.isDown = true;
    const id = await deliver(db, await signed(), 'spam-traps');
    await drain();
    expect(await stands(id)).toMatchObject({ state: 'received' });
    zone.isDown = false;
    await db.sql`UPDATE raw_message SET claimed_until = NULL`;
    await drain();
    expect(await stands(id)).toEqual(kept(null));
    expect(await counts()).toEqual(['mail trap reported 1']);
  });
});

describe('what came in', () => {
  it('is one report and one count, however often it is read', async () => {
    const id = await deliver(db, click([delivered()]), 'spam-clicks');
    await drain();
    await db.sql`UPDATE raw_message SET state = 'received', attempts = 0 WHERE id = ${id}`;
    await drain();
    // The same click comes again in another report.
    await deliver(db, click([delivered()], from.machine, 2), 'spam-clicks');
    await drain();
    expect(await outbox()).toHaveLength(1);
    expect(await counts()).toEqual(['mail click known 1', 'mail click reported 1']);
    expect(await listInputs(null, 10)).toMatchObject([
      { outcome: 'known' },
      { outcome: 'reported', rawMessageId: id },
    ]);
  });

  it('is counted under what became of it once the cause was put right', async () => {
    await db.sql`DELETE FROM own_resource WHERE kind = 'host'`;
    const { forgetDeskContext } = await import('./desk-context');
    forgetDeskContext();
    const id = await deliver(db, click([delivered()]), 'spam-clicks');
    await drain();
    expect(await counts()).toEqual(['mail click stranger 1']);
    await db.sql`INSERT INTO own_resource (kind, value) VALUES ('host', 'mail1.example.com')`;
    forgetDeskContext();
    await db.sql`UPDATE raw_message SET state = 'received', attempts = 0 WHERE id = ${id}`;
    await drain();
    expect(await counts()).toEqual(['mail click reported 1']);
  });

  it('stays a complaint where it lay in a mailbox for complaints as well', async () => {
    const id = await deliver(db, delivered(), 'spam-traps');
    await db.sql`INSERT INTO mailbox (name, kind) VALUES ('abuse', 'imap')`;
    await db.sql`
      INSERT INTO delivery (mailbox_id, uid_validity, uid, raw_message_id)
      SELECT id, 1, 'x', ${id} FROM mailbox WHERE name = 'abuse'`;
    await drain();
    expect((await stands(id))?.format).not.toBe('own-loop');
  });
});
