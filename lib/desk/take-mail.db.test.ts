// Mail that is handed over: stored once whatever way it comes, under a row that nobody polls.

import { createHash, randomBytes } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { freshDatabase, type TestDatabase } from '@/lib/db/testing';
import { selectPolledMailboxes } from '@/lib/intake/mailbox-store';
import { openWayIn } from '@/lib/intake/push-store';
import { findMailbox } from '@/lib/mailboxes/queries';
import type { SignedInUser } from '@/lib/users/types';
import { pauseMailbox } from './pause-mailbox';
import { removeMailbox } from './remove-mailbox';
import { takeMail } from './take-mail';
import { storedBytes } from './testing/stored-bytes';

let db: TestDatabase;
const admin = { id: 1 } as SignedInUser;
beforeAll(async () => {
  db = await freshDatabase();
});
afterAll(() => db.drop());

const mail = (text: string) => Buffer.from(`Subject: ${text}\r\n\r\nText\r\n`);

async function deliveries(id: number) {
  const rows = await db.sql<{ name: string; uid: string; uidValidity: number }[]>`
    SELECT b.name, d.uid, d.uid_validity AS "uidValidity" FROM delivery d JOIN mailbox b ON b.id = d.mailbox_id
    WHERE d.raw_message_id = ${id} ORDER BY d.id`;
  return [...rows];
}

describe('taking mail', () => {
  it('stores the bytes as they came and says what is new, in the order of the mails', async () => {
    const binary = Buffer.concat([mail('binary'), randomBytes(5_000)]);
    const [first, again, second] = await takeMail('lmtp', [binary, binary, mail('other')]);
    expect([first?.isNew, again?.isNew, second?.isNew]).toEqual([true, false, true]);
    expect(again?.rawMessageId).toBe(first?.rawMessageId);
    expect(first?.sha256).toBe(createHash('sha256').update(binary).digest('hex'));
    expect((await storedBytes(first?.rawMessageId ?? 0))?.equals(binary)).toBe(true);
  });

  it('knows the same bytes by every way, one delivery for each giver', async () => {
    const raw = mail('by three ways');
    const [first] = await takeMail('lmtp', [raw]);
    const [byToken] = await takeMail('http', [raw], { giver: 7 });
    const [repeated] = await takeMail('http', [raw], { giver: 7 });
    const [byOther] = await takeMail('http', [raw], { giver: 8 });
    expect([first?.isNew, byToken?.isNew, repeated?.isNew, byOther?.isNew]).toEqual([
      true,
      false,
      false,
      false,
    ]);
    const places = await deliveries(first?.rawMessageId ?? 0);
    expect(places.map(({ name, uidValidity }) => [name, uidValidity])).toEqual([
      ['LMTP', 0],
      ['HTTP', 7],
      ['HTTP', 8],
    ]);
  });

  it('stores one mail where many hand over the same at once', async () => {
    const raw = mail('race');
    const taken = await Promise.all(Array.from({ length: 20 }, () => takeMail('upload', [raw])));
    expect(taken.flat().filter((one) => one.isNew)).toHaveLength(1);
    expect(new Set(taken.flat().map((one) => one.rawMessageId)).size).toBe(1);
  });

  it('finds its row anew where the database was set back to before it', async () => {
    await takeMail('upload', [mail('before the loss')]);
    await db.sql`DELETE FROM delivery`;
    await db.sql`DELETE FROM mailbox WHERE kind = 'upload'`;
    await expect(takeMail('upload', [mail('after the loss')])).rejects.toThrow();
    expect(await takeMail('upload', [mail('after the loss')])).toMatchObject([{ isNew: true }]);
  });

  it('refuses a mail beyond the limit instead of storing a part of it', async () => {
    await expect(takeMail('upload', [Buffer.alloc(35 * 1024 * 1024 + 1)])).rejects.toThrow(RangeError);
  });
});

describe('the row of a way in', () => {
  it('is made once by many that ask at once, beside a mailbox that has its name', async () => {
    await db.sql`DELETE FROM delivery`;
    await db.sql`DELETE FROM mailbox`;
    await db.sql`INSERT INTO mailbox (name, kind, path) VALUES ('HTTP', 'maildir', '/nowhere')`;
    const ids = await Promise.all(Array.from({ length: 10 }, () => openWayIn(db.sql, 'http')));
    expect(new Set(ids).size).toBe(1);
    const rows = await db.sql<{ name: string }[]>`SELECT name FROM mailbox WHERE kind = 'http'`;
    expect([...rows]).toEqual([{ name: 'HTTP 2' }]);
  });

  it('can be neither paused nor removed: there is nothing to poll and nothing to set', async () => {
    const id = await openWayIn(db.sql, 'http');
    expect(await pauseMailbox({ id, paused: true }, admin)).toEqual({ ok: false, code: 'not-found' });
    expect(await removeMailbox(id, admin)).toEqual({ ok: false, code: 'not-found' });
    expect(await findMailbox(id)).toBeNull();
  });

  it('is never polled', async () => {
    expect((await selectPolledMailboxes(db.sql)).map((mailbox) => mailbox.kind)).toEqual(['maildir']);
  });
});
