// A poll that failed, where people see it: on the mailbox, as a code that the screen translates and the server's words.

import { sql } from '@/lib/db/sql';
import { updateError } from '@/lib/intake/mailbox-store';
import { MailboxError } from '@/lib/mailbox/types';

/** Records `error` on the mailbox and returns the recorded text. Throws where the database does not answer either. */
export async function recordPollFailure(mailboxId: number, error: unknown): Promise<string> {
  const text = error instanceof MailboxError ? error.message : `worker-failed: ${messageOf(error)}`;
  await updateError(sql(), mailboxId, text.slice(0, 1_000));
  return text;
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
