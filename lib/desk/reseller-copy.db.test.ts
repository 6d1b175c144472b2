// The reseller's copy: written with the notice, taken back with it, and nobody who complained in it.

import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { freshDatabase, type TestDatabase } from '@/lib/db/testing';
import { saveSetting } from '@/lib/notices/settings-store';
import { composeNotice } from './compose-notice';
import { noteBounce } from './note-undelivered';
import { releaseNotice } from './release-notice';
import { versionOf, type MeasureCase } from './testing/measures';
import { outsideContact, prepareCustomerCase, releaseComposed, sendOut } from './testing/noticed-case';
import { withdrawNotice } from './withdraw-notice';

vi.hoisted(() => {
  Object.assign(process.env, {
    SECRET_KEY: 'a7'.repeat(32),
    NOTICE_FROM: 'abuse@example.com',
    SMTP_HOST: '127.0.0.1',
    SMTP_SECURITY: 'none',
  });
});

let db: TestDatabase;
let made: MeasureCase;
const now = new Date();
const resellerContact = 'technik@reseller.example';

beforeEach(async () => {
  db = await freshDatabase();
  made = await prepareCustomerCase(db);
  await db.sql`
    WITH r AS (INSERT INTO customer (number, name, is_reseller, language) VALUES ('R-1', 'Hosting Muster', true, 'en')
      RETURNING id),
    c AS (INSERT INTO customer_contact (customer_id, kind, value, origin, position)
      SELECT id, 'email', ${resellerContact}, 'x', 0 FROM r)
    UPDATE customer SET reseller_id = r.id FROM r WHERE number <> 'R-1'`;
});
afterEach(() => db.drop());

const switchOn = (value: boolean) =>
  db.sql.begin((tx) => saveSetting(tx, { kind: 'resellerCopy', value }, made.agentId));
const rows = () => db.sql<{ kind: string; to: string; state: string; isCopy: boolean }[]>`
  SELECT kind, to_address AS "to", state, copy_of_id IS NOT NULL AS "isCopy" FROM notice ORDER BY id`;

describe('the copy', () => {
  it('goes out with the notice, in the language of the reseller', async () => {
    await switchOn(true);
    await releaseComposed(db, made, now, { remark: 'Nur für Erika.' });
    const mails = await sendOut(now);
    expect(mails.map(({ to }) => to)).toEqual([outsideContact, resellerContact]);
    expect(mails[1]?.mime).toContain('For your information');
    expect(mails[1]?.mime, 'a word to the customer').not.toContain('Nur f');
    expect(mails[1]?.mime).not.toContain('Erika Muster');
    const [state] = await db.sql`SELECT state FROM "case"`;
    expect(state).toEqual({ state: 'waiting_for_customer' });
  });

  it('is written only where it is switched on, by the desk or for this reseller', async () => {
    await releaseComposed(db, made, now);
    expect(await rows()).toHaveLength(1);
    await switchOn(true);
    await db.sql`UPDATE customer SET reseller_copy = false WHERE number = 'R-1'`;
    await releaseComposed(db, made, now);
    expect(await rows()).toHaveLength(2);
    await switchOn(false);
    await db.sql`UPDATE customer SET reseller_copy = true WHERE number = 'R-1'`;
    await releaseComposed(db, made, now);
    expect((await rows()).filter(({ isCopy }) => isCopy)).toHaveLength(1);
  });

  it('is none of reminders and of what only the customer can answer', async () => {
    await switchOn(true);
    await releaseComposed(db, made, now, { kind: 'reminder' });
    await releaseComposed(db, made, now, { kind: 'questions', remark: 'Welches Gerät?' });
    expect((await rows()).filter(({ isCopy }) => isCopy)).toEqual([]);
  });

  it('is taken back with the notice', async () => {
    await switchOn(true);
    const noticeId = await releaseComposed(db, made, now);
    expect(await withdrawNotice(noticeId, made.agentId, now)).toMatchObject({ ok: true });
    expect((await rows()).map(({ state }) => state)).toEqual(['withdrawn', 'withdrawn']);
    expect(await sendOut(now)).toEqual([]);
  });

  it('bounces to a task, and to nobody else', async () => {
    await switchOn(true);
    await releaseComposed(db, made, now);
    await sendOut(now);
    const [copy] = await db.sql<{ id: number }[]>`SELECT id FROM notice WHERE copy_of_id IS NOT NULL`;
    await db.sql.begin((tx) => noteBounce(tx, copy?.id ?? 0, '5.1.1', now));
    expect(await rows()).toHaveLength(2);
    expect(await db.sql`SELECT kind FROM task`).toEqual([{ kind: 'notice-failed' }]);
  });

  it('is part of what was seen: switched on in between, nothing leaves unseen', async () => {
    const voice = { language: 'de', tone: 'sie' } as const;
    const request = {
      caseId: made.caseId,
      kind: 'mailbox-locked',
      voice,
      to: null,
      remark: null,
      upTo: null,
    } as const;
    const composed = await composeNotice(db.sql, request, now);
    await switchOn(true);
    const version = await versionOf(db, made.caseId);
    expect(
      await releaseNotice(
        { caseId: made.caseId, version, userId: made.agentId, request, digest: composed?.digest ?? '' },
        now,
      ),
    ).toMatchObject({ ok: false, code: 'preview-stale' });
  });
});
