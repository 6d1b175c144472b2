// Versions of playbooks: only added, each with its note and audit; nobody overwrites what he has not seen; a run names the
// version it followed.

import { afterEach, beforeEach, expect, it } from 'vitest';
import { listPlaybooks, listPlaybookVersions, listRuns } from '@/lib/containment/playbook-queries';
import type { PlaybookBody } from '@/lib/containment/playbook';
import { freshDatabase, type TestDatabase } from '@/lib/db/testing';
import { restorePlaybook, savePlaybook } from './save-playbook';
import type { MeasureCase } from './testing/measures';
import { preparePlaybookCase, start } from './testing/playbooks';

const key = 'hijacked-mailbox';
const body: PlaybookBody = {
  accounts: ['mailbox'],
  fromStage: 'urgent',
  isOffered: true,
  steps: [
    { kind: 'measure', measure: 'send-lock' },
    { kind: 'recheck', hours: 24 },
  ],
};
const names = { nameDe: 'Gekapert', nameEn: 'Hijacked' };
let db: TestDatabase;
let one: MeasureCase;
let admin: { id: number };

beforeEach(async () => {
  db = await freshDatabase();
  one = await preparePlaybookCase(db);
  admin = { id: one.agentId };
});
afterEach(() => db.drop());

const newest = async () => (await listPlaybookVersions(key))[0];

it('the shipped playbooks are there from the first start, each as its first version', async () => {
  const shipped = await listPlaybooks();
  expect(shipped.map(({ key: name, version, createdBy }) => [name, version, createdBy])).toEqual([
    ['hijacked-mailbox', 1, null],
    ['web-script', 1, null],
    ['careless-newsletter', 1, null],
    ['forwarding', 1, null],
  ]);
});

it('a change is the next version; whoever saw an older one is told; the same again is none', async () => {
  const first = await newest();
  const input = { key, baseId: first?.id ?? 0, ...names, body, note: 'ab „Dringend“' };
  const outcomes = await Promise.all([savePlaybook(input, admin), savePlaybook(input, admin)]);
  expect(outcomes.filter(({ ok }) => ok)).toHaveLength(1);
  expect(outcomes.find(({ ok }) => !ok)).toMatchObject({ code: 'stale' });
  const second = await newest();
  expect(second).toMatchObject({ version: 2, note: 'ab „Dringend“', body });
  const again = await savePlaybook({ ...input, baseId: second?.id ?? 0 }, admin);
  expect(again).toMatchObject({ code: 'unchanged' });
  expect(await db.sql`SELECT user_id FROM audit_entry WHERE action = 'playbook-saved'`).toHaveLength(1);
});

it('an earlier version comes back as the next one, and a run keeps naming the one it followed', async () => {
  const first = await newest();
  await start(db, one, key, new Date());
  await savePlaybook({ key, baseId: first?.id ?? 0, ...names, body, note: 'x' }, admin);
  const second = await newest();
  const back = { key, baseId: second?.id ?? 0, versionId: first?.id ?? 0, note: 'zurück' };
  expect(await restorePlaybook(back, admin)).toMatchObject({ ok: true });
  expect(await newest()).toMatchObject({ version: 3, nameDe: first?.nameDe, body: first?.body });
  expect(await listRuns(one.caseId)).toMatchObject([{ version: 1, nameDe: 'Gekapertes Postfach' }]);
  expect(await restorePlaybook({ ...back, versionId: 999 }, admin)).toMatchObject({ code: 'not-found' });
});
