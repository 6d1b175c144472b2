// Setting connectors up: secrets stay sealed and with their place, whoever saves on an old form is told, a stopped one goes
// on when an administrator says so; and who is protected is asked for at the next order.

import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { findConnector } from '@/lib/containment/connector-queries';
import { listProductTerms, listProtectedLogins } from '@/lib/containment/protection-queries';
import { freshDatabase, type TestDatabase } from '@/lib/db/testing';
import { goOnConnector } from './go-on-connector';
import { pauseConnector } from './pause-connector';
import { planMeasures } from './plan-measures';
import { saveConnector, type SaveConnectorInput } from './save-connector';
import { removeProductTerms, saveProductTerms } from './save-product-terms';
import { removeProtectedLogin, saveProtectedLogin } from './save-protected-login';
import { testConnector } from './test-connector';
import { prepareMeasureCase, type MeasureCase } from './testing/measures';

const isSample = vi.hoisted(() => ({ value: false }));
vi.mock('@/lib/env', async (original) => {
  const real = await original<typeof import('@/lib/env')>();
  return { ...real, env: () => ({ ...real.env(), SAMPLE_PROVIDER: isSample.value }) };
});

let db: TestDatabase;
let one: MeasureCase;
let admin: { id: number };

beforeEach(async () => {
  db = await freshDatabase();
  one = await prepareMeasureCase(db);
  admin = { id: one.agentId };
  isSample.value = false;
});
afterEach(() => db.drop());

const fresh = (more: Partial<SaveConnectorInput> = {}): SaveConnectorInput => ({
  id: null,
  version: null,
  kind: 'policy-service',
  name: 'Policy',
  measures: ['send-lock'],
  canaryLogin: ' Canary@Example.com ',
  values: { 'locked.de': 'Gesperrt, {case}' },
  ...more,
});

async function saved(more: Partial<SaveConnectorInput> = {}) {
  const outcome = await saveConnector(fresh(more), admin);
  if (!outcome.ok) throw new Error(outcome.code);
  const found = await findConnector(outcome.data.id);
  if (found === null) throw new Error('it was not saved');
  return found;
}

describe('a connector', () => {
  it('is saved as its kind understands it, with an entry in the audit', async () => {
    expect(await saved()).toMatchObject({
      kind: 'policy-service',
      settings: { locked: { de: 'Gesperrt, {case}' }, throttled: {}, suppressed: {}, probe: null },
      measures: ['send-lock'],
      canaryLogin: 'canary@example.com',
      active: true,
      hasSecret: false,
    });
    expect(await db.sql`SELECT action, user_id FROM audit_entry ORDER BY id DESC LIMIT 1`).toEqual([
      { action: 'connector-added', user_id: admin.id },
    ]);
  });

  it('is refused with the field that is wrong, and nothing is saved', async () => {
    const codes = async (more: Partial<SaveConnectorInput>) => {
      const outcome = await saveConnector(fresh(more), admin);
      return outcome.ok ? null : outcome.fields;
    };
    expect(await codes({ values: { 'locked.de': 'für' } })).toEqual({ 'locked.de': 'not-ascii' });
    expect(await codes({ measures: [] })).toEqual({ measures: 'measure-needed' });
    expect(await codes({ measures: ['login-lock'] })).toEqual({ measures: 'measure-not-offered' });
    expect(await codes({ name: ' ' })).toEqual({ name: 'required' });
    expect(await codes({ kind: 'telepathy' })).toEqual({ kind: 'invalid' });
    expect(await db.sql`SELECT count(*)::int AS n FROM connector`).toEqual([{ n: 1 }]);
    await saved();
    expect(await codes({})).toEqual({ name: 'name-taken' });
  });

  it('is not overwritten by a form that shows what it was', async () => {
    const before = await saved();
    const form = fresh({ id: before.id, version: before.version });
    expect(await saveConnector({ ...form, name: 'Erste' }, admin)).toMatchObject({ ok: true });
    expect(await saveConnector({ ...form, name: 'Zweite' }, admin)).toMatchObject({ code: 'stale' });
    expect((await findConnector(before.id))?.name).toBe('Erste');
  });

  it('that has stopped goes on, and pauses and resumes; each once in the audit', async () => {
    const { id } = await saved();
    await db.sql`UPDATE connector SET stopped_at = now() WHERE id = ${id}`;
    await goOnConnector({ id }, admin);
    await goOnConnector({ id }, admin);
    expect((await findConnector(id))?.stoppedAt).toBeNull();
    await pauseConnector({ id, paused: true }, admin);
    expect((await findConnector(id))?.active).toBe(false);
    await pauseConnector({ id, paused: true }, admin);
    await pauseConnector({ id, paused: false }, admin);
    const actions = await db.sql<{ action: string }[]>`
      SELECT action FROM audit_entry WHERE action LIKE 'connector-%' ORDER BY id`;
    expect(actions.map(({ action }) => action)).toEqual([
      'connector-added',
      'connector-let-go-on',
      'connector-paused',
      'connector-resumed',
    ]);
  });

  it('is tried only outside of the sample provider, and never without a canary of its own', async () => {
    const manual = fresh({ kind: 'manual', canaryLogin: '', values: {} });
    expect(await testConnector(manual)).toEqual({
      ok: true,
      data: [{ code: 'canary-missing', ok: false, detail: {} }],
    });
    expect(await testConnector(fresh())).toMatchObject({ data: [{ code: 'policy-not-set', ok: false }] });
    isSample.value = true;
    expect(await testConnector(manual)).toMatchObject({ ok: false, code: 'sample-provider' });
  });
});

describe('protection', () => {
  it('holds from the next order on, for a login or a whole domain, until it is taken away', async () => {
    const reasons = async () => (await planMeasures(one.accountId)).secondReasons;
    expect(await saveProtectedLogin({ login: '@', reason: 'x' }, admin)).toMatchObject({
      fields: { login: 'not-a-login' },
    });
    await saveProtectedLogin({ login: ' @Example.COM', reason: 'Relay' }, admin);
    expect(await listProtectedLogins()).toMatchObject([{ login: '@example.com', createdBy: 'Anna' }]);
    expect(await reasons()).toEqual(['protected-login']);
    await removeProtectedLogin({ login: '@example.com' }, admin);
    expect(await reasons()).toEqual([]);
    expect(await removeProtectedLogin({ login: '@example.com' }, admin)).toMatchObject({ code: 'not-found' });
  });

  it('states what a product’s terms allow since when; before that day they allow nothing', async () => {
    const term = { contract: 'Basis', measure: 'send-lock', clause: ' § 9 ' } as const;
    await saveProductTerms({ ...term, since: '2024-02-29' }, admin);
    expect(await listProductTerms()).toEqual([{ ...term, since: '2024-02-29', clause: '§ 9' }]);
    const ground = async () => (await planMeasures(one.accountId)).offers[0]?.ground;
    expect(await ground()).toEqual({ kind: 'terms', contract: 'Basis', clause: '§ 9', since: '2024-02-29' });
    await saveProductTerms({ ...term, since: '2999-01-01' }, admin);
    expect(await ground()).toBeNull();
    await removeProductTerms(term, admin);
    expect(await listProductTerms()).toEqual([]);
  });
});
