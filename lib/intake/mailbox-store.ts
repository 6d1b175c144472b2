// Reads and writes of the `mailbox` rows that the poller needs: what to poll, what a poll proved, what went wrong.

import type { Sql } from '@/lib/db/sql';
import type { PolledMailbox } from './types';

/** All mailboxes that are polled and not paused; what is handed over (LMTP, HTTP, upload) is none of them. */
export async function selectPolledMailboxes(sql: Sql): Promise<PolledMailbox[]> {
  return sql<PolledMailbox[]>`
    SELECT id, name, kind, host, port, security, ca_pem AS "caPem", username, password_sealed AS "passwordSealed", path,
           folder, processed_folder AS "processedFolder", quarantine_folder AS "quarantineFolder",
           poll_seconds AS "pollSeconds", idle
    FROM mailbox WHERE NOT paused AND kind IN ('imap', 'maildir') ORDER BY id`;
}

/**
 * A complete poll: the server answered and everything it had is stored. `problem` is what went wrong beside that
 * (a move), null clears the last error.
 */
export async function updateProof(sql: Sql, mailboxId: number, problem: string | null): Promise<void> {
  await sql`
    UPDATE mailbox SET last_proved_at = now(), backlog = 0, last_error = ${problem},
      last_error_at = CASE WHEN ${problem}::text IS NULL THEN NULL ELSE now() END
    WHERE id = ${mailboxId}`;
}

/** What is left to fetch; `lastMailAt` is the latest receipt among the mails stored by this pass, null for none. */
export async function updateBacklog(
  sql: Sql,
  mailboxId: number,
  backlog: number,
  lastMailAt: Date | null,
): Promise<void> {
  await sql`
    UPDATE mailbox SET backlog = ${backlog},
      last_mail_at = greatest(last_mail_at, least(${lastMailAt?.toISOString() ?? null}::timestamptz, now()))
    WHERE id = ${mailboxId}`;
}

/** `text` is a code of `MailboxErrorCode` or `worker-failed`, a colon, and the server's own words. */
export async function updateError(sql: Sql, mailboxId: number, text: string): Promise<void> {
  await sql`UPDATE mailbox SET last_error = ${text}, last_error_at = now() WHERE id = ${mailboxId}`;
}
