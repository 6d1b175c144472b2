// Which recipients the policy service refuses to whom: nobody, until an administrator says so of a declared bulk sender,
// and then for a time.

import { afterEach, beforeEach, expect, it } from 'vitest';
import { freshDatabase, type TestDatabase } from '@/lib/db/testing';
import { decide } from '@/lib/policy-service/decide';
import { readPolicyState } from './policy-state';
import { removeSuppression } from './remove-suppression';
import { saveSuppressionSettings } from './save-suppression-settings';
import { complaint, prepareNewsletter, SENDER, take } from './testing/suppression';

process.env['SECRET_KEY'] ??= '7'.repeat(64);
const admin = { id: 1 };
const reader = 'erika@example.org';

let db: TestDatabase;
let customerId: number;
beforeEach(async () => {
  db = await freshDatabase();
  await db.sql`INSERT INTO app_user (login, name) VALUES ('anna', 'Anna')`;
  ({ customerId } = await prepareNewsletter(db));
  await take(db, complaint({ complainant: reader }));
});
afterEach(() => db.drop());

const save = (refuses: boolean, refuseDays = 180) =>
  saveSuppressionSettings({ customerId, givesAddresses: false, refuses, refuseDays }, admin);
const declare = (declared: boolean) => db.sql`UPDATE customer SET declared_bulk_sender = ${declared}`;

async function answer(recipient = reader, login = SENDER, at = new Date()): Promise<string> {
  const { snapshot, texts, refusals } = await readPolicyState(undefined, at);
  const request = { request: 'smtpd_access_policy', protocolState: 'RCPT', saslUsername: login, recipient };
  const decision = decide(request, snapshot, texts, refusals);
  return decision.kind === 'refuse' ? decision.action : decision.kind;
}

it('nobody is refused before an administrator says so, and nobody’s but a declared bulk sender’s mail', async () => {
  expect(await answer()).toBe('pass');
  expect(await save(true)).toMatchObject({ fields: { refuses: 'not-declared' } });
  await declare(true);
  expect(await answer()).toBe('pass');
  expect(await save(true)).toMatchObject({ ok: true });
  expect(await answer()).toBe(
    '554 5.7.1 Dieser Empfaenger hat sich ueber Ihren Rundbrief beschwert und wird nicht mehr beliefert',
  );
  expect(await answer('Erika@Example.ORG')).toMatch(/^554 5\.7\.1 /);
  expect(await answer('max@example.org')).toBe('pass');
  expect(await answer(reader, 'laden@example.com')).toBe('pass');
  await declare(false);
  expect(await answer()).toBe('pass');
});

it('a pair is refused for the days that the list says, and not when its entry has ended', async () => {
  await declare(true);
  await save(true, 10);
  const days = (n: number) => new Date(Date.now() + n * 86_400_000);
  expect(await answer(reader, SENDER, days(9))).toMatch(/^554/);
  expect(await answer(reader, SENDER, days(11))).toBe('pass');
  const [entry] = await db.sql<{ id: number }[]>`SELECT id FROM suppression_entry`;
  await removeSuppression({ customerId, entryId: entry?.id ?? 0, reason: 'Irrtum' }, admin);
  expect(await answer()).toBe('pass');
});

it('the service keeps what it knows until a list changes, and holds no address', async () => {
  await declare(true);
  await save(true);
  const at = new Date();
  const first = await readPolicyState(undefined, at);
  expect((await readPolicyState(first, at)).refusals).toBe(first.refusals);
  await take(db, complaint({ complainant: 'max@example.org' }));
  const second = await readPolicyState(first, at);
  expect(second.refusals?.byLogin.get(SENDER)?.marks.size).toBe(2);
  const held = JSON.stringify([...(second.refusals?.byLogin ?? [])].map(([, { marks }]) => [...marks]));
  expect(held).not.toMatch(/example\.org|erika|max/);
});
