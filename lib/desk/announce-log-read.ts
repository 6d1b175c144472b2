// Use case: a backlog of the mail log is read, at the first start or after a pause; who looks at all accounts by it need
// not wait for the next round.

import { sql } from '@/lib/db/sql';

/** Rings the job that looks at all accounts; nobody listening is no error, the schedule comes. */
export async function announceLogRead(): Promise<void> {
  await sql()`SELECT pg_notify('mail_log_read', '')`;
}
