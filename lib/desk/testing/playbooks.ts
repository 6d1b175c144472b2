// Playbooks for tests: a case with a mailbox whose customer can be written to, and a connector that a fake system answers.

import type { TestDatabase } from '@/lib/db/testing';
import { listPlaybooks } from '@/lib/containment/playbook-queries';
import type { MeasureKind } from '@/lib/containment/types';
import { planPlaybook } from '../plan-playbook';
import { runPlaybook, type RunPlaybookInput } from '../run-playbook';
import { prepareMeasureCase, versionOf, type MeasureCase } from './measures';

export const contact = 'privat@example.net';

/** As `prepareMeasureCase`, with a contact outside the mailbox. */
export async function preparePlaybookCase(
  db: TestDatabase,
  login = 'erika@example.com',
  measures: MeasureKind[] = ['send-lock'],
): Promise<MeasureCase> {
  const one = await prepareMeasureCase(db, login, measures);
  await db.sql`UPDATE connector SET kind = 'command' WHERE id = ${one.connectorId}`;
  await db.sql`
    INSERT INTO customer_contact (customer_id, kind, value, origin)
    SELECT customer_id, 'email', ${contact}, 'test' FROM account WHERE id = ${one.accountId}`;
  return one;
}

/** What a page opened now would send, for the newest version of `key`. */
export async function inputFor(
  db: TestDatabase,
  one: MeasureCase,
  key: string,
  more: Partial<RunPlaybookInput> = {},
): Promise<RunPlaybookInput> {
  const playbook = (await listPlaybooks()).find((found) => found.key === key);
  if (playbook === undefined) throw new Error(`there is no playbook ${key}`);
  const { digest } = await planPlaybook(one.accountId, playbook);
  return {
    caseId: one.caseId,
    version: await versionOf(db, one.caseId),
    userId: one.agentId,
    playbookId: playbook.id,
    digest,
    overrideReason: null,
    chosen: { voice: { language: 'de', tone: 'sie' }, to: contact, upTo: 0 },
    ...more,
  };
}

export async function start(db: TestDatabase, one: MeasureCase, key: string, now: Date) {
  return runPlaybook(await inputFor(db, one, key), now);
}

/** All steps, oldest run first, as `kind state code`. */
export async function stepsNow(db: TestDatabase): Promise<string[]> {
  const rows = await db.sql<{ text: string }[]>`
    SELECT concat_ws(' ', kind, state, code) AS text FROM playbook_step ORDER BY run_id, position`;
  return rows.map(({ text }) => text);
}
