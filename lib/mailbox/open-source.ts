// The one way to a mailbox, whatever its kind.

import { openImap } from './imap-source';
import { openMaildir } from './maildir-source';
import type { MailboxConfig, MailSource } from './types';

/** Opens the mailbox; the caller closes it. Throws `MailboxError` where it cannot be read or mail cannot be moved. */
export function openMailSource(config: MailboxConfig): Promise<MailSource> {
  return config.kind === 'imap' ? openImap(config) : openMaildir(config);
}
