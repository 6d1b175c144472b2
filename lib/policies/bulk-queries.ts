// Reads for the screen "Bulk senders": who sends bulk mail by agreement, since when, and who said so.

import { sql } from '@/lib/db/sql';

export interface BulkSender {
  customerId: number;
  number: string;
  name: string;
  accounts: number;
  /** Null where the directory said so, not a person. */
  declaration: { at: Date; by: string | null; reason: string } | null;
}

/** As many as are shown; a provider agrees on bulk mail with a few. */
export const shownBulkSenders = 500;

/** Declared bulk senders by name. */
export async function listBulkSenders(): Promise<BulkSender[]> {
  const rows = await sql()<
    (Omit<BulkSender, 'declaration'> & { at: Date | null; by: string | null; reason: string | null })[]
  >`
    SELECT c.id AS "customerId", c.number, c.name,
      (SELECT count(*)::int FROM account a WHERE a.customer_id = c.id) AS accounts, d.at, d.by, d.reason
    FROM customer c
    LEFT JOIN LATERAL (
      SELECT b.at, b.reason, b.declared, u.name AS by FROM bulk_declaration b JOIN app_user u ON u.id = b.user_id
      WHERE b.customer_id = c.id ORDER BY b.id DESC LIMIT 1) d ON d.declared
    WHERE c.declared_bulk_sender ORDER BY c.name, c.id LIMIT ${shownBulkSenders}`;
  return rows.map(({ at, by, reason, ...row }) => ({
    ...row,
    declaration: at === null || reason === null ? null : { at, by, reason },
  }));
}
