// Mail that was delivered, as the mail log in the database has it, for tests of what is counted from it.

import type { TestDatabase } from '@/lib/db/testing';

let serial = 0;

/** One mail of a day (`2026-11-22`) to so many recipients of each domain; `more` takes the place of its columns. */
export async function insertDelivered(
  db: TestDatabase,
  day: string,
  domains: Record<string, number>,
  more: Record<string, unknown> = {},
): Promise<void> {
  await db.sql`SELECT ensure_mail_transaction_partition(${day}::date)`;
  const sum = Object.values(domains).reduce((a, b) => a + b, 0);
  const at = `${day}T10:00:00Z`;
  const row = {
    ...{
      day,
      host: 'mail1',
      queue_id: `4Q${(serial += 1)}`,
      first_at: at,
      last_at: at,
      origin: 'submission',
    },
    ...{ recipients: sum, delivered: sum, deferred: 0, bounced: 0, domains, lines: [] },
    ...{
      is_expired: false,
      is_rejected: false,
      is_handed_on: false,
      has_other_address: false,
      is_outward: true,
    },
    ...more,
  };
  const columns = Object.keys(row).join(', ');
  await db.sql`
    INSERT INTO mail_transaction (${db.sql.unsafe(columns)})
    SELECT ${db.sql.unsafe(columns)} FROM jsonb_populate_record(NULL::mail_transaction, ${db.sql.json(row as never)}::jsonb)`;
}
