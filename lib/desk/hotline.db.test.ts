import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { listAssignees } from '@/lib/cases/queries';
import { findForHotline } from '@/lib/containment/hotline-queries';
import { freshDatabase, type TestDatabase } from '@/lib/db/testing';
import { assignCase } from './assign-case';
import { recordCall } from './record-call';

let db: TestDatabase;
beforeAll(async () => {
  db = await freshDatabase();
  await db.sql`
    INSERT INTO app_user (id, login, name, role) VALUES (1, 'hotline', 'Hanna', 'support'), (2, 'agent', 'Anton', 'agent')`;
  await db.sql`INSERT INTO customer (id, number, name) VALUES (1, 'K-1001', 'Muster GmbH'), (2, 'K-10', 'Beispiel')`;
  await db.sql`
    INSERT INTO account (id, login, domain, customer_id) VALUES
      (1, 'free@example.com', 'example.com', 1), (2, 'locked@example.com', 'example.com', 1),
      (3, 'other@example.com', 'example.com', 2)`;
  await db.sql`
    INSERT INTO account_alias (address, target) VALUES
      ('info@example.com', 'locked@example.com'), ('@example.com', 'other@example.com')`;
  await db.sql`
    INSERT INTO "case" (id, number, account_id, state, stage, score, peak_stage, initial_score, initial_lines, complaints,
      first_seen_at, closed_at, latest_subjects) VALUES
      (1, 'AD-2026-0001', 2, 'closed', 3, 40, 3, 40, '[]', 9, now(), now(), ARRAY['geheim']),
      (2, 'AD-2026-0002', 2, 'contained', 3, 40, 3, 40, '[]', 4, '2026-11-20T10:00:00Z', NULL, ARRAY['geheim'])`;
  await db.sql`INSERT INTO connector (id, name, kind) VALUES (1, 'Policy', 'policy-service')`;
  await db.sql`
    INSERT INTO measure (case_id, account_id, connector_id, kind, state, ground, confirmed_at, proved_at, applied_at, read_back, probe, ended_at) VALUES
      (1, 2, 1, 'login-lock', 'confirmed', '{}', now(), now(), now(), '{}', '{}', now()),
      (2, 2, 1, 'send-lock', 'confirmed', '{}', '2026-11-20T11:00:00Z', now(), now(), '{}', '{}', NULL)`;
  await db.sql`
    INSERT INTO checklist_tick (case_id, item, confirmed_by_id) VALUES
      (2, 'device-cleaned', 2), (2, 'password-changed', NULL), (1, 'rules-checked', 2)`;
});
afterAll(() => db.drop());

describe('what the hotline finds', () => {
  it('by address: what stands, since when, and what a person confirmed in the open case', async () => {
    const [found, ...more] = await findForHotline('  Locked@Example.COM ');
    expect(more).toEqual([]);
    expect(found).toMatchObject({
      login: 'locked@example.com',
      customer: { number: 'K-1001', name: 'Muster GmbH' },
      measures: [{ kind: 'send-lock', state: 'confirmed', confirmedAt: new Date('2026-11-20T11:00:00Z') }],
      case: { number: 'AD-2026-0002', isOpen: true, complaints: 4, confirmed: ['device-cleaned'], calls: [] },
    });
  });

  it('by alias, but not by a catch-all, which is anybody', async () => {
    expect((await findForHotline('info@example.com')).map(({ login }) => login)).toEqual([
      'locked@example.com',
    ]);
    expect(await findForHotline('@example.com')).toEqual([]);
    expect(await findForHotline('nobody@example.com')).toEqual([]);
  });

  it('by customer number: all accounts of that customer alone, locked ones first', async () => {
    const logins = async (number: string) => (await findForHotline(number)).map(({ login }) => login);
    expect(await logins('K-1001')).toEqual(['locked@example.com', 'free@example.com']);
    expect(await logins('K-10')).toEqual(['other@example.com']);
    for (const part of ['K-1', 'K', '%', 'locked', 'example.com', '']) expect(await logins(part)).toEqual([]);
  });

  it('holds nothing of any mail, and of no complainant', async () => {
    expect(JSON.stringify(await findForHotline('K-1001'))).not.toContain('geheim');
  });
});

describe('a call', () => {
  it('stands in the history of the case, by whom, and changes nothing else', async () => {
    const before = await db.sql`SELECT state, version, assignee_id FROM "case" WHERE id = 2`;
    expect(await recordCall({ caseId: 2, userId: 1, text: 'Hat den Rechner bereinigt.' })).toMatchObject({
      ok: true,
    });
    expect(await db.sql`SELECT state, version, assignee_id FROM "case" WHERE id = 2`).toEqual(before);
    const [found] = await findForHotline('locked@example.com');
    expect(found?.case?.calls).toMatchObject([{ by: 'Hanna', text: 'Hat den Rechner bereinigt.' }]);
    const [entry] = await db.sql`SELECT user_id, detail FROM audit_entry WHERE action = 'case-call'`;
    expect(entry?.['user_id']).toBe(1);
    expect(JSON.stringify(entry?.['detail'])).not.toContain('Rechner');
    expect(await recordCall({ caseId: 99, userId: 1, text: 'x' })).toMatchObject({ code: 'not-found' });
  });
});

describe('the hotline', () => {
  it('is given no cases', async () => {
    expect((await listAssignees()).filter(({ isActive }) => isActive).map(({ name }) => name)).toEqual([
      'Anton',
    ]);
    const [row] = await db.sql<{ version: number }[]>`SELECT version FROM "case" WHERE id = 2`;
    expect(
      await assignCase({ caseId: 2, version: row?.version ?? 0, userId: 2, assigneeId: 1 }),
    ).toMatchObject({
      fields: { assignee: 'assignee-unknown' },
    });
  });
});
