import { describe, expect, it } from 'vitest';
import { checkSettings } from './check-settings';
import type { MailboxSettings } from './types';

const good: MailboxSettings = {
  name: 'abuse',
  kind: 'imap',
  role: 'complaints',
  host: 'imap.example.com',
  port: 993,
  security: 'tls',
  caPem: '',
  username: 'abuse',
  password: 'x',
  path: '',
  folder: 'INBOX',
  processedFolder: 'Processed',
  quarantineFolder: 'Quarantine',
  pollSeconds: 60,
  idle: true,
};

describe("a mailbox's settings", () => {
  it('pass when they can work', () => {
    expect(checkSettings(good, false)).toEqual({});
    expect(checkSettings({ ...good, host: '2001:db8::1' }, false)).toEqual({});
    expect(checkSettings({ ...good, kind: 'maildir', path: '/srv/mail' }, false)).toEqual({});
  });

  it.each([
    [{ host: '' }, { host: 'required' }],
    [{ host: 'imap.example.com:993' }, { host: 'not-a-host' }],
    [{ host: 'user@imap.example.com' }, { host: 'not-a-host' }],
    [{ security: 'none' as const }, { security: 'needs-tls' }],
    [{ username: '' }, { username: 'required' }],
    [{ password: '' }, { password: 'password-needed' }],
    [{ caPem: 'no certificate' }, { caPem: 'not-a-certificate' }],
    [{ quarantineFolder: 'processed' }, { processedFolder: 'folders-alike' }],
    [{ folder: 'Processed' }, { processedFolder: 'folders-alike' }],
    [{ kind: 'maildir' as const, path: '' }, { path: 'required' }],
    [{ kind: 'maildir' as const, path: 'mail' }, { path: 'not-absolute' }],
  ])('%j are refused at their field', (change, problems) => {
    expect(checkSettings({ ...good, ...change }, false)).toEqual(problems);
  });

  it('may go without encryption to this machine only', () => {
    for (const host of ['localhost', '127.0.0.1', '::1'])
      expect(checkSettings({ ...good, host, security: 'none' }, false)).toEqual({});
    for (const host of ['127.0.0.1.example.com', '192.0.2.1']) {
      expect(checkSettings({ ...good, host, security: 'none' }, false)).toEqual({ security: 'needs-tls' });
    }
  });
});
