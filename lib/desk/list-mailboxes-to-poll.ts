// Which mailboxes the pollers of this process are to read.

import { sql } from '@/lib/db/sql';
import { env } from '@/lib/env';
import { selectPolledMailboxes } from '@/lib/intake/mailbox-store';
import type { PolledMailbox } from '@/lib/intake/types';

/** All that are not paused; in the sample provider Maildirs alone, so that no connection leaves the machine. */
export async function listMailboxesToPoll(): Promise<PolledMailbox[]> {
  const mailboxes = await selectPolledMailboxes(sql());
  return env().SAMPLE_PROVIDER ? mailboxes.filter((mailbox) => mailbox.kind === 'maildir') : mailboxes;
}
