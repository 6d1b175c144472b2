// A desk for tests: a provider example.com with one feedback loop per name, and a way to put mail in.

import { createHash } from 'node:crypto';
import { zstdCompressSync } from 'node:zlib';
import type { TestDatabase } from '@/lib/db/testing';
import { forgetDeskContext } from '../desk-context';
import { processBatch } from '../process-batch';

/** Sets up own network, trusted authserv-id and verified loops with these DKIM domains. */
export async function prepareDesk(db: TestDatabase, loopDomains: string[]): Promise<void> {
  await db.sql`
    INSERT INTO own_resource (kind, value) VALUES
      ('domain', 'example.com'), ('host', 'mail1.example.com'), ('range', '192.0.2.0/24')`;
  await db.sql`INSERT INTO setting (key, value, updated_at) VALUES ('authserv-ids', '["mx1.example.com"]', now())`;
  for (const domain of loopDomains) {
    await db.sql`
      INSERT INTO feedback_loop (name, program, from_addresses, envelope_domains, dkim_domains)
      VALUES (${domain}, 'test', ${[`fbl@${domain}`]}, ${[domain]}, ${[domain]})`;
  }
  await db.sql`SELECT ensure_raw_bytes_partition(current_date)`;
  forgetDeskContext();
}

/** Stores raw mails as intake would, each received at its time. */
export async function storeMails(
  db: TestDatabase,
  mails: { raw: Buffer; receivedAt?: Date }[],
): Promise<number[]> {
  const ids: number[] = [];
  for (const { raw, receivedAt = new Date() } of mails) {
    const hash = createHash('sha256').update(raw).digest();
    const [row] = await db.sql<{ id: number }[]>`
      INSERT INTO raw_message (sha256, size_bytes, received_at, month)
      VALUES (${hash}, ${raw.length}, ${receivedAt}, date_trunc('month', current_date)) RETURNING id`;
    const id = (row as { id: number }).id;
    await db.sql`
      INSERT INTO raw_bytes (raw_message_id, month, bytes)
      VALUES (${id}, date_trunc('month', current_date), ${zstdCompressSync(raw)})`;
    ids.push(id);
  }
  return ids;
}

/** Processes everything that waits. */
export async function drain(now?: () => Date): Promise<void> {
  while ((await processBatch(500, now)) > 0);
}
