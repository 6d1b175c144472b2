// Sources of the directory as administrators set, try, pause and remove them.

import { afterAll, beforeAll, beforeEach, expect, test, vi } from 'vitest';
import { freshDatabase, type TestDatabase } from '@/lib/db/testing';
import { findDirectory } from '@/lib/directory/queries';
import { loadDirectorySource } from '@/lib/directory/source-store';
import type { SignedInUser } from '@/lib/users/types';
import { openSecret } from './open-directory';
import { pauseDirectorySource } from './pause-directory-source';
import { previewCsv } from './preview-csv';
import { refreshDirectory } from './refresh-directory';
import { removeDirectorySource } from './remove-directory-source';
import { requestDirectoryReading } from './request-directory-reading';
import { saveDirectorySource, type SaveDirectoryInput } from './save-directory-source';
import { storeDirectoryFile } from './store-directory-file';
import { testDirectory } from './test-directory';

let db: TestDatabase;
let admin: SignedInUser;

beforeAll(async () => {
  db = await freshDatabase();
  process.env['SECRET_KEY'] ??= Buffer.alloc(32, 7).toString('hex');
  const [row] = await db.sql<{ id: number }[]>`
    INSERT INTO app_user (login, name, role) VALUES ('chef', 'Chef', 'admin') RETURNING id`;
  admin = { id: row!.id } as SignedInUser;
});
afterAll(() => db.drop());
beforeEach(() => db.sql`TRUNCATE directory_source, customer, account CASCADE`);

const sqlFields = {
  engine: 'postgres',
  host: 'db.example.com',
  port: '5432',
  database: 'postfix',
  username: 'reader',
};
const input = (more: Partial<SaveDirectoryInput> = {}): SaveDirectoryInput => ({
  id: null,
  version: null,
  name: 'PostfixAdmin',
  kind: 'sql',
  everyMinutes: 60,
  fields: sqlFields,
  secret: 'geheim',
  ...more,
});
async function saved(more: Partial<SaveDirectoryInput> = {}): Promise<number> {
  const outcome = await saveDirectorySource(input(more), admin);
  if (!outcome.ok) throw new Error(JSON.stringify(outcome));
  return outcome.data.id;
}
const secretOf = async (id: number) => openSecret((await loadDirectorySource(db.sql, id))!);
const versionOf = async (id: number) => (await findDirectory(id, new Date()))!.version;

test('a source is stored with its secret sealed, and noted without it', async () => {
  const id = await saved();
  expect(await secretOf(id)).toBe('geheim');
  const [row] = await db.sql<{ all: string }[]>`
    SELECT (SELECT json_agg(s)::text FROM directory_source s) || (SELECT json_agg(a.detail)::text FROM audit_entry a) AS all`;
  expect(row!.all).toContain('db.example.com');
  expect(row!.all).not.toContain('geheim');
});

test('saving rings for the job that reads, when everything is stored', async () => {
  const rung: string[] = [];
  const bell = await db.sql.listen('directory', (id) => void rung.push(id));
  const id = await saved();
  await vi.waitFor(() => expect(rung).toEqual([String(id)]));
  await saveDirectorySource(input({ id, version: await versionOf(id), secret: '' }), admin);
  await vi.waitFor(() => expect(rung).toEqual([String(id), String(id)]));
  expect(await saveDirectorySource(input(), admin)).toMatchObject({ ok: false });
  await bell.unlisten();
});

test('a stored secret stays for the same server and user, and goes with any other', async () => {
  const id = await saved();
  const change = async (fields: Record<string, string>) =>
    saveDirectorySource(
      input({ id, version: await versionOf(id), secret: '', fields: { ...sqlFields, ...fields } }),
      admin,
    );
  expect(await change({ database: 'other' })).toMatchObject({ ok: true });
  expect(await secretOf(id)).toBe('geheim');
  expect(await change({ host: 'elsewhere.example' })).toMatchObject({ ok: true });
  expect(await secretOf(id)).toBeNull();
});

test('what is wrong is said by field; a name is there once; who saw an older state is told', async () => {
  expect(
    await saveDirectorySource(input({ fields: { ...sqlFields, port: '0', host: '' } }), admin),
  ).toMatchObject({
    code: 'fields',
    fields: { port: 'out-of-range', host: 'required' },
  });
  const id = await saved();
  expect(await saveDirectorySource(input(), admin)).toMatchObject({ fields: { name: 'name-taken' } });
  expect(await saveDirectorySource(input({ id, version: 'older' }), admin)).toMatchObject({ code: 'stale' });
  expect(await saveDirectorySource(input({ id: id + 1_000, version: '' }), admin)).toMatchObject({
    code: 'not-found',
  });
});

const csv = (count: number) =>
  Uint8Array.from(
    Buffer.from(
      ['account;customer_no', ...Array.from({ length: count }, (_, i) => `u${i}@a.example;K${i}`)].join('\n'),
    ),
  );
const uploaded = () => saved({ name: 'CSV', kind: 'csv', fields: { from: 'upload' }, secret: '' });

test('an uploaded CSV is seen before it is taken, and read by no schedule', async () => {
  const id = await uploaded();
  expect(await refreshDirectory(id)).toMatchObject({ state: 'failed', code: 'nothing-uploaded' });
  expect(await storeDirectoryFile({ id, name: 'a.csv', bytes: csv(20) }, admin)).toMatchObject({ ok: true });
  const { preview } = await previewCsv({ id, settings: { from: 'upload', path: '' } });
  expect(preview).toMatchObject({ accounts: 20, customers: 20, problems: 0, facts: { delimiter: ';' } });
  expect(preview!.sample.accounts.length).toBe(10);
  expect(await db.sql`SELECT count(*)::int AS n FROM account`).toEqual([{ n: 0 }]);
  expect(await findDirectory(id, new Date())).toMatchObject({ everyMinutes: null, file: { name: 'a.csv' } });
  expect(await storeDirectoryFile({ id, name: 'x', bytes: new Uint8Array() }, admin)).toMatchObject({
    code: 'file-empty',
  });
});

test('a refused reading is accepted by its numbers, not for good', async () => {
  const id = await uploaded();
  const upload = (count: number) => storeDirectoryFile({ id, name: 'a.csv', bytes: csv(count) }, admin);
  const accept = () => requestDirectoryReading({ id, acceptShrunk: true }, admin);
  await upload(20);
  await refreshDirectory(id);
  expect(await accept()).toMatchObject({ ok: false, code: 'not-refused' });
  await upload(8);
  expect(await refreshDirectory(id)).toMatchObject({ state: 'failed', code: 'shrunk' });
  expect((await findDirectory(id, new Date()))?.state).toBe('refused');
  expect(await accept()).toMatchObject({ ok: true });
  expect((await findDirectory(id, new Date()))?.state).toBe('requested');
  await upload(3);
  expect(await refreshDirectory(id)).toMatchObject({ state: 'failed', code: 'shrunk' });
  await upload(8);
  expect(await refreshDirectory(id)).toMatchObject({ state: 'read', changes: { accountsGone: 12 } });
  expect((await findDirectory(id, new Date()))?.state).toBe('read');
});

test('pausing, and removing: the rows stay', async () => {
  const id = await uploaded();
  await storeDirectoryFile({ id, name: 'a.csv', bytes: csv(2) }, admin);
  await refreshDirectory(id);
  expect(await pauseDirectorySource({ id, paused: true }, admin)).toMatchObject({ ok: true });
  expect((await findDirectory(id, new Date()))?.state).toBe('paused');
  expect(await removeDirectorySource(id, admin)).toMatchObject({ ok: true, data: { name: 'CSV' } });
  expect(await removeDirectorySource(id, admin)).toMatchObject({ code: 'not-found' });
  expect(
    await db.sql`SELECT count(*)::int AS n FROM account WHERE source_id IS NULL AND gone_at IS NULL`,
  ).toEqual([{ n: 2 }]);
  const actions = await db.sql<{ action: string }[]>`
    SELECT action FROM audit_entry WHERE subject = ${`directory:${id}`} ORDER BY id`;
  expect(actions.map(({ action }) => action)).toEqual([
    'directory-added',
    'directory-file-uploaded',
    'directory-paused',
    'directory-removed',
  ]);
});

test('a test stores nothing and names the step that failed', async () => {
  const tested = await testDirectory({
    id: null,
    kind: 'csv',
    fields: { from: 'path', path: '/nowhere/kunden.csv' },
    secret: '',
    login: '',
  });
  expect(tested).toMatchObject({
    ok: true,
    data: { steps: [{ code: 'open', ok: false, detail: { fault: 'file-missing' } }], preview: null },
  });
  expect(await testDirectory({ ...input({ fields: {} }), login: '' })).toMatchObject({ code: 'fields' });
});

test('a reading that is under way is shown as such, one that died is not waited for', async () => {
  const id = await uploaded();
  await storeDirectoryFile({ id, name: 'a.csv', bytes: csv(2) }, admin);
  await refreshDirectory(id);
  await db.sql`UPDATE directory_source SET tried_at = clock_timestamp() WHERE id = ${id}`;
  const state = async (minutes: number) =>
    (await findDirectory(id, new Date(Date.now() + minutes * 60_000)))?.state;
  expect([await state(0), await state(31)]).toEqual(['reading', 'read']);
  await refreshDirectory(id);
  expect(await state(0)).toBe('read');
});
