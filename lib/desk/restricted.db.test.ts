// Restricted mail: who sees it, what the steps leave behind, and that destroyed bytes never come back.

import { createHash } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { prepareDesk, drain, storeMails } from './testing/desk';
import { arfMail } from './testing/arf';
import { freshDatabase, type TestDatabase } from '@/lib/db/testing';
import { getMail, readRaw } from '@/lib/intake/queries';
import { markForReplay } from '@/lib/intake/replay-store';
import { countOpenRestricted, getRestricted, listHandlers, listRestricted } from '@/lib/restricted/queries';
import { countOpenTasks } from '@/lib/tasks/queries';
import { allowRestricted } from './allow-restricted';
import { readAttachment } from './read-attachment';
import { readEvidence } from './read-evidence';
import { takeRestrictedStep } from './take-restricted-step';
import { uploadFile } from './upload-file';

let db: TestDatabase;
let mailId: number;
let lastMail: Buffer;
let serial = 0;
const admin = { id: 1 };
const anna = { id: 2 };
const bernd = { id: 3 };
const eye = { handlesRestricted: true };
const nobody = { handlesRestricted: false };

/** A report of a hotline: whatever it says, it goes aside. */
const hotlineMail = (): Buffer =>
  arfMail({
    loop: null,
    from: 'reports@hotline.ie',
    sender: 'kunde@example.com',
    serial: (serial += 1),
    subject: 'Never to be seen',
  });

beforeAll(async () => {
  db = await freshDatabase();
  await prepareDesk(db, []);
  await db.sql`
    INSERT INTO app_user (login, name, role, handles_restricted) VALUES
      ('admin', 'Admin', 'admin', false), ('anna', 'Anna', 'agent', true), ('bernd', 'Bernd', 'agent', true)`;
});
beforeEach(async () => {
  lastMail = hotlineMail();
  const [id] = await storeMails(db, [{ raw: lastMail }]);
  mailId = id as number;
  await drain();
});
afterAll(() => db.drop());

const step = (kind: Parameters<typeof takeRestrictedStep>[0]['kind'], user: { id: number }, note?: string) =>
  takeRestrictedStep({ mailId, kind, note: note ?? null }, user);

async function auditActions(): Promise<string[]> {
  const rows = await db.sql<{ action: string }[]>`
    SELECT action FROM audit_entry WHERE subject = ${`mail:${mailId}`} ORDER BY id`;
  return rows.map(({ action }) => action);
}

describe('a restricted mail', () => {
  it('exists for those who handle it, with number, time, format and size, and for nobody else', async () => {
    const { rows } = await listRestricted(eye, null);
    expect(rows[0]).toMatchObject({ id: mailId, format: 'arf', hasBytes: true, standing: { stage: 'open' } });
    expect(JSON.stringify(await getRestricted(eye, mailId))).not.toMatch(/kunde@|hotline|Never to be seen/i);
    expect(await countOpenRestricted(eye)).toBeGreaterThan(0);

    expect(await listRestricted(nobody, null)).toEqual({ rows: [], after: null });
    expect(await getRestricted(nobody, mailId)).toBeNull();
    expect([await countOpenRestricted(nobody), await listHandlers(nobody)]).toEqual([0, []]);
    expect(await countOpenTasks({ isAdmin: true })).toBe(0);
  });

  it('gives neither page, source, evidence nor attachment to anybody', async () => {
    expect(await getMail(mailId)).toBeNull();
    expect(await readRaw(mailId)).toBeNull();
    expect(await readEvidence(mailId, { of: 'mail' })).toBeNull();
    expect(await readEvidence(mailId, { of: 'reported', ordinal: 0 })).toBeNull();
    for (const reported of [null, 0]) {
      expect(await readAttachment({ mailId, reported, index: 0 })).toBeNull();
      expect(await readAttachment({ mailId, reported, index: 1 })).toBeNull();
    }
    await db.sql.begin(async (tx) => expect(await markForReplay(tx, { ids: [mailId] })).toBe(0));
  });

  it('cannot be seen either before it has been read and is known for what it is', async () => {
    const [id = 0] = await storeMails(db, [{ raw: hotlineMail() }]);
    expect(await readRaw(id)).toBeNull();
    expect(await readEvidence(id, { of: 'mail' })).toBeNull();
    expect(await readAttachment({ mailId: id, reported: null, index: 0 })).toBeNull();
    await drain();
    expect(await getRestricted(eye, id)).not.toBeNull();
  });

  it('leaves no word of its own in any other table', async () => {
    const [row] = await db.sql`SELECT from_text, subject, facts FROM raw_message WHERE id = ${mailId}`;
    expect(row).toEqual({ from_text: null, subject: null, facts: null });
    expect(await db.sql`SELECT FROM report WHERE raw_message_id = ${mailId}`).toHaveLength(0);
  });
});

describe('a step of the procedure', () => {
  it('is refused as if there were no such mail to whoever lacks the right, also an administrator', async () => {
    for (const kind of ['taken-over', 'note', 'handed-over', 'destruction-requested', 'destroyed'] as const) {
      expect(await step(kind, admin, 'x')).toMatchObject({ ok: false, code: 'not-found' });
    }
    expect((await getRestricted(eye, mailId))?.steps).toEqual([]);
    expect(await auditActions()).toEqual([]);
  });

  it('of hand-over ends the task, and needs to say to whom', async () => {
    const before = await countOpenRestricted(eye);
    expect(await step('handed-over', anna)).toMatchObject({ code: 'fields', fields: { note: 'required' } });
    expect(await step('handed-over', anna, 'BKA, Vorgang 1')).toMatchObject({ ok: true });
    expect(await countOpenRestricted(eye)).toBe(before - 1);
    expect((await getRestricted(eye, mailId))?.standing.stage).toBe('handed-over');
    expect(await auditActions()).toEqual(['restricted-handed-over']);
  });

  it('is of no use on other mail', async () => {
    await db.sql`UPDATE raw_message SET state = 'kept' WHERE id = ${mailId}`;
    expect(await step('note', anna, 'x')).toMatchObject({ code: 'not-found' });
  });

  it('cannot be changed or removed once it is written', async () => {
    await step('taken-over', anna);
    await expect(db.sql`UPDATE restricted_step SET note = 'other'`).rejects.toThrow(/never changed/);
    await expect(db.sql`DELETE FROM restricted_step`).rejects.toThrow(/never changed/);
  });
});

describe('destruction', () => {
  it('takes two people, removes the bytes, and keeps the identity', async () => {
    expect(await step('destroyed', bernd)).toMatchObject({ code: 'not-requested' });
    await step('destruction-requested', anna, 'Behörde hat gesichert');
    expect(await step('destroyed', anna)).toMatchObject({ code: 'second-person' });
    const sha256 = (await getRestricted(eye, mailId))?.sha256;
    expect(await step('destroyed', bernd)).toMatchObject({ ok: true });

    const after = await getRestricted(eye, mailId);
    expect(after).toMatchObject({ hasBytes: false, sha256, standing: { stage: 'destroyed' } });
    expect(await db.sql`SELECT FROM raw_bytes WHERE raw_message_id = ${mailId}`).toHaveLength(0);
    expect(await auditActions()).toEqual(['restricted-destruction-requested', 'restricted-destroyed']);
  });

  it('is for good: the same mail delivered again is known, and its bytes stay away', async () => {
    await step('destruction-requested', anna, 'Grund');
    await step('destroyed', bernd);
    const again = new Blob([new Uint8Array(lastMail)]).stream();
    for await (const state of uploadFile(again, anna)) expect(state.refusal).toBeNull();
    await drain();
    expect(await getRestricted(eye, mailId)).toMatchObject({
      hasBytes: false,
      standing: { stage: 'destroyed' },
    });
    const hash = createHash('sha256').update(lastMail).digest();
    expect(await db.sql`SELECT id FROM raw_message WHERE sha256 = ${hash}`).toEqual([{ id: mailId }]);
  });

  it('happens once where two confirm at the same moment', async () => {
    const third = await db.sql<{ id: number }[]>`
      INSERT INTO app_user (login, name, handles_restricted) VALUES ('cora', 'Cora', true) RETURNING id`;
    await step('destruction-requested', anna, 'Grund');
    const results = await Promise.all([
      step('destroyed', bernd),
      step('destroyed', third[0] as { id: number }),
    ]);
    expect(results.map((result) => (result.ok ? 'done' : result.code)).sort()).toEqual(['destroyed', 'done']);
    expect(await auditActions()).toHaveLength(2);
  });
});

describe('the right to handle restricted mail', () => {
  const grants = () =>
    db.sql`SELECT action FROM audit_entry WHERE subject = 'user:1' ORDER BY id`.then((rows) =>
      rows.map(({ action }) => action as string),
    );

  it('is granted and withdrawn with an entry each, and holds at once', async () => {
    await allowRestricted({ userId: 1, allowed: true }, admin);
    await allowRestricted({ userId: 1, allowed: true }, admin);
    expect(await step('taken-over', admin)).toMatchObject({ ok: true });
    expect(await listHandlers(eye)).toContain('Admin');
    await allowRestricted({ userId: 1, allowed: false }, admin);
    expect(await step('note', admin, 'x')).toMatchObject({ code: 'not-found' });
    expect(await grants()).toEqual(['restricted-right-granted', 'restricted-right-withdrawn']);
  });

  it('is nobody’s who does not exist', async () => {
    expect(await allowRestricted({ userId: 999, allowed: true }, admin)).toMatchObject({ code: 'not-found' });
  });
});
