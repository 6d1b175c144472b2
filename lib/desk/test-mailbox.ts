// Use case: an administrator tries a mailbox before or after saving it. Nothing is stored and no mail is moved. In the
// sample provider no connection leaves the machine.

import { prisma } from '@/lib/db/prisma';
import { env } from '@/lib/env';
import { testMailbox as runTest, type TestStep } from '@/lib/mailbox/test-connection';
import type { MailboxConfig } from '@/lib/mailbox/types';
import { checkSettings, keepsPassword } from '@/lib/mailboxes/check-settings';
import type { MailboxSettings } from '@/lib/mailboxes/types';
import { mailboxPasswordPlace, SealError, unseal } from '@/lib/secrets/seal';
import { done, refused, refusedField, type Outcome } from './outcome';

export type { TestStep };

/**
 * Every step with the server's answer, in order; the first that fails is the last.
 * Expected errors: `fields`, `sample-provider`; field `password`: `password-unreadable` (SECRET_KEY was changed).
 */
export async function testMailbox({
  id,
  settings,
}: {
  id: number | null;
  settings: MailboxSettings;
}): Promise<Outcome<TestStep[]>> {
  const row = id === null ? null : await prisma().mailbox.findUnique({ where: { id } });
  const sealed = row !== null && keepsPassword(row, settings) ? row.passwordSealed : null;
  const fields = checkSettings(settings, sealed !== null);
  if (Object.keys(fields).length > 0) return refused('fields', { fields });
  if (env().SAMPLE_PROVIDER && settings.kind === 'imap') return refused('sample-provider');
  let password = settings.password;
  if (password === '' && sealed !== null && row !== null) {
    try {
      password = unseal(sealed, mailboxPasswordPlace(row.id));
    } catch (error) {
      if (error instanceof SealError) return refusedField('password', 'password-unreadable');
      throw error;
    }
  }
  return done(await runTest(configOf(settings, password)));
}

function configOf(settings: MailboxSettings, password: string): MailboxConfig {
  const { processedFolder, quarantineFolder } = settings;
  if (settings.kind === 'maildir')
    return { kind: 'maildir', path: settings.path, processedFolder, quarantineFolder };
  const { host, port, security, username, folder, idle, caPem } = settings;
  return {
    kind: 'imap',
    host,
    port,
    security,
    username,
    password,
    folder,
    processedFolder,
    quarantineFolder,
    idle,
    caPem: caPem || null,
  };
}
