// A change of settings stands in the audit trail with who, what it was before and what it is after.

import { afterAll, beforeAll, expect, it } from 'vitest';
import { findConnector } from '@/lib/containment/connector-queries';
import { freshDatabase, type TestDatabase } from '@/lib/db/testing';
import { findDirectory } from '@/lib/directory/queries';
import { findLogSource } from '@/lib/log-sources/queries';
import { findMailbox } from '@/lib/mailboxes/queries';
import type { MailboxSettings } from '@/lib/mailboxes/types';
import { listAllLinks } from '@/lib/notices/template-queries';
import type { SignedInUser } from '@/lib/users/types';
import { changeNoticeSettings } from './change-notice-settings';
import type { Outcome } from './outcome';
import { saveConnector, type SaveConnectorInput } from './save-connector';
import { saveDirectorySource, type SaveDirectoryInput } from './save-directory-source';
import { saveLogSource } from './save-log-source';
import { saveMailbox } from './save-mailbox';
import { saveNoticeTemplate } from './save-notice-template';
import { removeProductTerms, saveProductTerms } from './save-product-terms';
import { removeProtectedLogin, saveProtectedLogin } from './save-protected-login';

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

/** The newest entry of this action, which has to be the administrator's and of now. */
async function entryOf(action: string): Promise<Record<string, unknown>> {
  const [row] = await db.sql<{ userId: number; age: number; detail: Record<string, unknown> }[]>`
    SELECT user_id AS "userId", extract(epoch FROM now() - at)::float8 AS age, detail FROM audit_entry
    WHERE action = ${action} ORDER BY id DESC LIMIT 1`;
  expect(row, action).toMatchObject({ userId: admin.id });
  expect(row!.age).toBeLessThan(60);
  return row!.detail;
}

function idOf(outcome: Outcome<{ id: number }>): number {
  if (!outcome.ok) throw new Error(JSON.stringify(outcome));
  return outcome.data.id;
}

it('of a connector', async () => {
  const input = (more: Partial<SaveConnectorInput>): SaveConnectorInput => ({
    ...{ id: null, version: null, kind: 'policy-service', name: 'Policy', measures: ['send-lock'] },
    ...{ canaryLogin: '', values: {} },
    ...more,
  });
  const id = idOf(await saveConnector(input({}), admin));
  expect(await entryOf('connector-added')).toMatchObject({ name: 'Policy', before: null });
  const version = (await findConnector(id))?.version ?? null;
  idOf(await saveConnector(input({ id, version, measures: ['send-lock', 'throttle'] }), admin));
  expect(await entryOf('connector-changed')).toMatchObject({
    measures: ['send-lock', 'throttle'],
    before: { name: 'Policy', kind: 'policy-service', measures: ['send-lock'], canaryLogin: null },
  });
});

it('of a mailbox, of which passwords and certificates are never named', async () => {
  const settings: MailboxSettings = {
    ...{
      name: 'FBL',
      kind: 'imap',
      role: 'complaints',
      host: 'imap.example.com',
      port: 993,
      security: 'tls',
    },
    ...{ caPem: '', username: 'fbl@example.com', password: 'quite secret', path: '', folder: 'INBOX' },
    ...{ processedFolder: 'done', quarantineFolder: 'bad', pollSeconds: 60, idle: true },
  };
  const id = idOf(await saveMailbox({ id: null, version: null, settings }, admin));
  const version = (await findMailbox(id))?.version ?? '';
  idOf(await saveMailbox({ id, version, settings: { ...settings, folder: 'FBL', pollSeconds: 90 } }, admin));
  const entry = await entryOf('mailbox-changed');
  expect(entry).toMatchObject({ folder: 'FBL', pollSeconds: 90, passwordChanged: true });
  expect(entry['before']).toEqual({ folder: 'INBOX', pollSeconds: 60, hasOwnAuthority: false });
  expect(JSON.stringify(entry)).not.toContain('quite secret');
});

it('of a mail log and a directory', async () => {
  const log = { name: 'mx1', path: '/var/log/mail.log', host: '', format: 'auto', timeZone: 'UTC' } as const;
  const first = { ...log, syslogName: 'postfix' };
  const id = idOf(await saveLogSource({ id: null, version: null, settings: first }, admin));
  expect(await entryOf('log-source-added')).toMatchObject({ before: null });
  const version = (await findLogSource(id))?.version ?? null;
  idOf(await saveLogSource({ id, version, settings: { ...first, name: 'mx2' } }, admin));
  expect(await entryOf('log-source-changed')).toMatchObject({ name: 'mx2', before: { name: 'mx1' } });

  const fields = {
    engine: 'postgres',
    host: 'db.example.com',
    port: '5432',
    database: 'mail',
    username: 'r',
  };
  const source: SaveDirectoryInput = {
    ...{ id: null, version: null, name: 'Kunden', kind: 'sql', everyMinutes: 60, fields, secret: 'geheim' },
  };
  const directory = idOf(await saveDirectorySource(source, admin));
  const seen = (await findDirectory(directory, new Date()))?.version ?? null;
  idOf(await saveDirectorySource({ ...source, id: directory, version: seen, everyMinutes: 30 }, admin));
  const entry = await entryOf('directory-changed');
  expect(entry).toMatchObject({ everyMinutes: 30, before: { name: 'Kunden', everyMinutes: 60 } });
  expect(JSON.stringify(entry)).not.toContain('geheim');
});

it('of terms and protected logins, taken away too', async () => {
  const term = { contract: 'Mail S', measure: 'send-lock', since: '2024-01-01', clause: '§ 4' } as const;
  await saveProductTerms(term, admin);
  expect(await entryOf('product-terms-stated')).toMatchObject({ since: '2024-01-01', before: null });
  await saveProductTerms({ ...term, since: '2025-01-01' }, admin);
  const before = { since: '2024-01-01', clause: '§ 4' };
  expect(await entryOf('product-terms-stated')).toMatchObject({ since: '2025-01-01', before });
  await removeProductTerms(term, admin);
  expect(await entryOf('product-terms-removed')).toMatchObject({ before: { since: '2025-01-01' } });

  await saveProtectedLogin({ login: 'ceo@example.com', reason: 'boss' }, admin);
  await saveProtectedLogin({ login: 'ceo@example.com', reason: 'still the boss' }, admin);
  expect(await entryOf('login-protected')).toEqual({ reason: 'still the boss', before: 'boss' });
  await removeProtectedLogin({ login: 'ceo@example.com' }, admin);
  expect(await entryOf('login-unprotected')).toEqual({ before: 'still the boss' });
});

it('of the texts of notices and the pages they point to', async () => {
  const text = { subject: 'Spam {{login}}', body: '{{remark}} {{caseNumber}} {{login}}' };
  const template = { kind: 'released', voice: { language: 'de', tone: 'sie' }, ...text } as const;
  const first = idOf(await saveNoticeTemplate({ ...template, baseId: 0 }, admin));
  expect(await entryOf('notice-template-saved')).toMatchObject({ before: 'shipped' });
  idOf(await saveNoticeTemplate({ ...template, baseId: first }, admin));
  expect(await entryOf('notice-template-saved')).toMatchObject({ before: `notice-template:${first}` });

  const link = { language: 'de', title: 'Hilfe', url: 'https://help.example.org/' } as const;
  await changeNoticeSettings({ kind: 'add-link', link }, admin);
  await db.sql`UPDATE guidance_link SET checked_on = '2026-01-31'`;
  const [added] = await listAllLinks();
  await changeNoticeSettings({ kind: 'check-link', id: added!.id }, admin);
  expect(await entryOf('guidance-link-checked')).toEqual({ before: '2026-01-31' });
});
