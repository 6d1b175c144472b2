// From a mailbox's row to its open folder. The password is unsealed here and lives only as long as the connection.

import type { PolledMailbox } from '@/lib/intake/types';
import { openMailSource } from '@/lib/mailbox/open-source';
import { MailboxError, type MailboxConfig, type MailSource } from '@/lib/mailbox/types';
import { mailboxPasswordPlace, SealError, unseal } from '@/lib/secrets/seal';

/** Opens the mailbox; the caller closes it. Throws `MailboxError`, `password-unreadable` where SECRET_KEY changed. */
export function openMailbox(mailbox: PolledMailbox): Promise<MailSource> {
  return openMailSource(configOf(mailbox));
}

function configOf(mailbox: PolledMailbox): MailboxConfig {
  const { processedFolder, quarantineFolder, folder, idle, caPem } = mailbox;
  if (mailbox.kind === 'maildir') {
    return { kind: 'maildir', path: mailbox.path ?? '', processedFolder, quarantineFolder };
  }
  return {
    kind: 'imap',
    host: mailbox.host ?? '',
    port: mailbox.port ?? 993,
    // An unknown word must never mean "unencrypted".
    security: mailbox.security === 'starttls' || mailbox.security === 'none' ? mailbox.security : 'tls',
    caPem,
    username: mailbox.username ?? '',
    password: passwordOf(mailbox),
    folder,
    processedFolder,
    quarantineFolder,
    idle,
  };
}

function passwordOf({ id, passwordSealed }: PolledMailbox): string {
  if (passwordSealed === null) return '';
  try {
    return unseal(passwordSealed, mailboxPasswordPlace(id));
  } catch (error) {
    if (error instanceof SealError)
      throw new MailboxError('password-unreadable', error.message, { cause: error });
    throw error;
  }
}
