// The environment is the only source of its mailboxes: rows follow it at each start, and what left it is paused.

import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { freshDatabase, type TestDatabase } from '@/lib/db/testing';
import { EnvError, type MailboxSettings } from '@/lib/env';
import { syncEnvironmentMailboxes } from './sync-environment-mailboxes';

let db: TestDatabase;
beforeAll(async () => {
  db = await freshDatabase();
});
afterEach(() => db.prisma.mailbox.deleteMany());
afterAll(() => db.drop());

const maildir = (name: string, path = '/var/mail/complaints'): MailboxSettings => ({
  kind: 'maildir',
  role: 'complaints',
  name,
  path,
  folder: 'INBOX',
  processedFolder: 'Processed',
  quarantineFolder: 'Quarantine',
  pollSeconds: 30,
});
const rows = () =>
  db.prisma.mailbox.findMany({
    orderBy: { name: 'asc' },
    select: { name: true, path: true, origin: true, paused: true, lastError: true },
  });

describe('mailboxes of the environment', () => {
  it('are written at the first start and rewritten at the next', async () => {
    await syncEnvironmentMailboxes([maildir('environment')]);
    await syncEnvironmentMailboxes([maildir('environment', '/srv/mail')]);
    expect(await rows()).toEqual([
      { name: 'environment', path: '/srv/mail', origin: 'environment', paused: false, lastError: null },
    ]);
  });

  it('are paused with the reason when they are no longer described, and resumed when they are again', async () => {
    await syncEnvironmentMailboxes([maildir('environment'), maildir('environment-2')]);
    await syncEnvironmentMailboxes([maildir('environment')]);
    expect((await rows())[1]).toMatchObject({
      paused: true,
      lastError: expect.stringMatching(/^not-configured: /) as string,
    });
    await syncEnvironmentMailboxes([maildir('environment'), maildir('environment-2')]);
    expect((await rows())[1]).toMatchObject({ paused: false, lastError: null });
  });

  it('stay paused where a person paused them', async () => {
    await syncEnvironmentMailboxes([maildir('environment')]);
    await db.prisma.mailbox.updateMany({ data: { paused: true } });
    await syncEnvironmentMailboxes([maildir('environment')]);
    expect((await rows())[0]).toMatchObject({ paused: true });
  });

  it('do not take over a mailbox of the screen: the name is named', async () => {
    await db.prisma.mailbox.create({ data: { name: 'environment', kind: 'maildir', path: '/mine' } });
    await expect(syncEnvironmentMailboxes([maildir('environment')])).rejects.toThrow(EnvError);
    expect((await rows())[0]).toMatchObject({ path: '/mine', origin: 'screen' });
  });

  it('name a CA file that cannot be read', async () => {
    const imap: MailboxSettings = {
      kind: 'imap',
      role: 'replies',
      name: 'environment',
      host: 'imap.example.com',
      port: 993,
      security: 'tls',
      user: 'u',
      password: 'p',
      caFile: '/nowhere/ca.pem',
      folder: 'INBOX',
      processedFolder: 'Processed',
      quarantineFolder: 'Quarantine',
      pollSeconds: 60,
    };
    await expect(syncEnvironmentMailboxes([imap])).rejects.toThrow(
      /CA file of the mailbox "environment".*ENOENT/,
    );
  });
});
