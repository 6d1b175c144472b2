// The cache of contacts: what a source said holds until it expires.

import type { Sql } from '@/lib/db/sql';
import type { FoundContact } from './types';

/** What is known and has not expired; null where nothing is. */
export async function knownContact(sql: Sql, key: string, now: Date): Promise<FoundContact | null> {
  const [row] = await sql<FoundContact[]>`
    SELECT source, addresses, tried, expires_at AS "expiresAt" FROM abuse_contact WHERE key = ${key} AND expires_at > ${now}`;
  return row ?? null;
}

/** Keeps what was found, in place of what was known. */
export async function keepContact(sql: Sql, key: string, found: FoundContact, now: Date): Promise<void> {
  const { source, addresses, tried, expiresAt } = found;
  await sql`
    INSERT INTO abuse_contact (key, source, addresses, tried, found_at, expires_at)
    VALUES (${key}, ${source}, ${addresses}, ${sql.json(tried as never)}, ${now}, ${expiresAt})
    ON CONFLICT (key) DO UPDATE SET source = excluded.source, addresses = excluded.addresses, tried = excluded.tried,
      found_at = excluded.found_at, expires_at = excluded.expires_at`;
}

/** What expired before this day goes. */
export async function forgetContacts(sql: Sql, before: Date): Promise<void> {
  await sql`DELETE FROM abuse_contact WHERE expires_at < ${before}`;
}
