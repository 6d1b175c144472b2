import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { freshDatabase, type TestDatabase } from '@/lib/db/testing';
import { findLoop } from '@/lib/feedback-loops/queries';
import type { LoopSettings } from '@/lib/feedback-loops/types';
import { findMailbox, listMailboxes } from '@/lib/mailboxes/queries';
import type { MailboxSettings } from '@/lib/mailboxes/types';
import { listOwnEntries } from '@/lib/own-network/queries';
import { mailboxPasswordPlace, unseal } from '@/lib/secrets/seal';
import type { SignedInUser } from '@/lib/users/types';
import { pauseMailbox } from './pause-mailbox';
import { removeMailbox } from './remove-mailbox';
import { removeOwnResource } from './remove-own-resource';
import { saveFeedbackLoop } from './save-feedback-loop';
import { saveMailbox } from './save-mailbox';
import { saveOwnResource } from './save-own-resource';
import { testMailbox } from './test-mailbox';

vi.mock('@/lib/env', async (original) => {
  const real = await original<typeof import('@/lib/env')>();
  const SECRET_KEY = Buffer.alloc(32, 5);
  return { ...real, env: () => ({ ...real.env(), SAMPLE_PROVIDER: true }), requireEnv: () => SECRET_KEY };
});

let database: TestDatabase;
let admin: SignedInUser;
beforeAll(async () => {
  database = await freshDatabase();
  await database.sql`INSERT INTO app_user (id, login, name, role) VALUES (1, 'admin', 'Admin', 'admin')`;
  const rest = {
    locale: null,
    theme: 'system',
    singleKeys: true,
    mustChangePassword: false,
    handlesRestricted: false,
    sessionId: 's',
  } as const;
  admin = { id: 1, login: 'admin', name: 'Admin', role: 'admin', ...rest };
});
afterAll(() => database.drop());

const imap: MailboxSettings = {
  name: 'abuse@',
  kind: 'imap',
  role: 'complaints',
  host: 'imap.example.com',
  port: 993,
  security: 'tls',
  caPem: '',
  username: 'abuse@example.com',
  password: 'first password',
  path: '',
  folder: 'INBOX',
  processedFolder: 'Processed',
  quarantineFolder: 'Quarantine',
  pollSeconds: 60,
  idle: true,
};

async function passwordOf(id: number): Promise<string> {
  const row = await database.prisma.mailbox.findUniqueOrThrow({ where: { id } });
  return unseal(row.passwordSealed ?? new Uint8Array(), mailboxPasswordPlace(id), Buffer.alloc(32, 5));
}

async function added(settings: MailboxSettings): Promise<{ id: number; version: string }> {
  const outcome = await saveMailbox({ id: null, version: null, settings }, admin);
  if (!outcome.ok) throw new Error(JSON.stringify(outcome));
  return { id: outcome.data.id, version: (await findMailbox(outcome.data.id))?.version ?? '' };
}

describe('a mailbox', () => {
  it('keeps its password sealed, and no read gives it back', async () => {
    const { id } = await added(imap);
    expect(await passwordOf(id)).toBe('first password');
    expect((await findMailbox(id))?.settings.password).toBe('');
    expect(JSON.stringify(await listMailboxes(new Date()))).not.toContain('first password');
    const audit = await database.sql`SELECT detail FROM audit_entry`;
    expect(JSON.stringify(audit)).not.toContain('first password');
  });

  it('keeps its password for the same server and asks for it again for another server, port or user', async () => {
    const { id, version } = await added({ ...imap, name: 'kept' });
    for (const change of [{ host: 'evil.example' }, { port: 143 }, { username: 'other@example.com' }]) {
      const settings = { ...imap, name: 'kept', password: '', ...change };
      expect(await saveMailbox({ id, version, settings }, admin)).toMatchObject({
        fields: { password: 'password-needed' },
      });
    }
    expect(
      (
        await saveMailbox(
          { id, version, settings: { ...imap, name: 'kept', password: '', folder: 'FBL' } },
          admin,
        )
      ).ok,
    ).toBe(true);
    expect(await passwordOf(id)).toBe('first password');
  });

  it('edited by two administrators at once takes the first edit and tells the second', async () => {
    const { id, version } = await added({ ...imap, name: 'two editors' });
    const edit = (folder: string) =>
      saveMailbox({ id, version, settings: { ...imap, name: 'two editors', password: '', folder } }, admin);
    const outcomes = await Promise.all([edit('A'), edit('B')]);
    expect(outcomes.filter((outcome) => outcome.ok)).toHaveLength(1);
    expect(outcomes.find((outcome) => !outcome.ok)).toMatchObject({ code: 'stale' });
  });

  it('has a name of its own', async () => {
    expect(await saveMailbox({ id: null, version: null, settings: imap }, admin)).toMatchObject({
      fields: { name: 'name-taken' },
    });
  });

  it('of the environment cannot be edited, but paused', async () => {
    const { id, version } = await added({ ...imap, name: 'environment' });
    await database.sql`UPDATE mailbox SET origin = 'environment' WHERE id = ${id}`;
    expect(await saveMailbox({ id, version, settings: imap }, admin)).toMatchObject({
      code: 'from-environment',
    });
    expect(await removeMailbox(id, admin)).toMatchObject({ code: 'from-environment' });
    expect(await pauseMailbox({ id, paused: true }, admin)).toMatchObject({ data: { paused: true } });
    expect((await listMailboxes(new Date())).find((row) => row.id === id)?.state).toBe('paused');
  });

  it('through which mail came cannot be removed; one without can', async () => {
    const [used, unused] = [await added({ ...imap, name: 'used' }), await added({ ...imap, name: 'unused' })];
    await database.sql`
      INSERT INTO raw_message (id, sha256, size_bytes, received_at, month)
      VALUES (1, decode(repeat('ab', 32), 'hex'), 1, now(), date_trunc('month', now())::date)`;
    await database.sql`INSERT INTO delivery (mailbox_id, uid_validity, uid, raw_message_id) VALUES (${used.id}, 1, '1', 1)`;
    expect(await removeMailbox(used.id, admin)).toMatchObject({ code: 'has-deliveries' });
    expect((await removeMailbox(unused.id, admin)).ok).toBe(true);
    expect(await findMailbox(unused.id)).toBeNull();
  });

  it('is late when no poll was proved for three intervals, not when an error is absent', async () => {
    const { id } = await added({ ...imap, name: 'silent' });
    await database.sql`UPDATE mailbox SET last_proved_at = now() - interval '6 minutes' WHERE id = ${id}`;
    expect((await listMailboxes(new Date())).find((row) => row.id === id)?.state).toBe('late');
  });

  it('in the sample provider is not connected to', async () => {
    expect(await testMailbox({ id: null, settings: imap })).toMatchObject({ code: 'sample-provider' });
  });
});

describe('the own network', () => {
  it('stores values in one form, once', async () => {
    expect(
      await saveOwnResource({ kind: 'domain', value: ' BÜCHER.example ', note: null }, admin),
    ).toMatchObject({
      data: { value: 'xn--bcher-kva.example' },
    });
    const again = await saveOwnResource({ kind: 'domain', value: 'bücher.example', note: null }, admin);
    expect(again).toMatchObject({ fields: { value: 'known-already' } });
    expect(await saveOwnResource({ kind: 'range', value: '0.0.0.0/0', note: null }, admin)).toMatchObject({
      fields: { value: 'range-too-wide' },
    });
    expect((await listOwnEntries()).domain.map((entry) => entry.value)).toContain('xn--bcher-kva.example');
  });

  it('keeps all trusted servers when several are added at once', async () => {
    const names = Array.from({ length: 8 }, (_, i) => `mx${i}.example.com`);
    await Promise.all(
      names.map((value) => saveOwnResource({ kind: 'authserv-id', value, note: null }, admin)),
    );
    expect((await listOwnEntries())['authserv-id'].map((entry) => entry.value)).toEqual(names);
    await removeOwnResource({ kind: 'authserv-id', value: 'mx3.example.com' }, admin);
    expect((await listOwnEntries())['authserv-id']).toHaveLength(7);
    expect(await removeOwnResource({ kind: 'authserv-id', value: 'mx3.example.com' }, admin)).toMatchObject({
      code: 'not-found',
    });
  });
});

describe('a feedback loop', () => {
  const loop: LoopSettings = {
    name: 'Loop A',
    program: 'Yahoo CFL',
    intakeAlias: 'fbl@example.com',
    fromAddresses: ['feedback@loop.example'],
    envelopeDomains: [],
    dkimDomains: ['loop.example'],
    defaultKind: 'user',
    factor: 1,
    expectedPerDay: null,
    ownerId: null,
    deputyId: null,
    contactName: null,
    contactEmail: null,
    contactPhone: null,
    contactUrl: null,
    terms: null,
    discloses: true,
    maySuppressAddress: false,
    fee: null,
    feeCents: null,
    feeCurrency: 'EUR',
    renewsOn: null,
    portalUrl: null,
  };

  it('edited by two administrators at once takes the first edit and tells the second', async () => {
    const saved = await saveFeedbackLoop({ id: null, state: 'active', settings: loop }, admin);
    if (!saved.ok) throw new Error(saved.code);
    const { id } = saved.data;
    const { version } = (await findLoop(id)) ?? { version: '' };
    const outcomes = await Promise.all(
      [0.5, 0.7].map((factor) => saveFeedbackLoop({ id, version, settings: { ...loop, factor } }, admin)),
    );
    expect(outcomes.map((outcome) => (outcome.ok ? 'ok' : outcome.code)).sort()).toEqual(['ok', 'stale']);
  });

  it('without an identity that can prove a report is refused', async () => {
    const settings = { ...loop, name: 'Loop B', dkimDomains: [], envelopeDomains: [] };
    expect(await saveFeedbackLoop({ id: null, state: 'active', settings }, admin)).toMatchObject({
      fields: { dkimDomains: 'no-identity' },
    });
  });
});
