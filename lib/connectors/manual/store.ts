// What a person said was done by hand: one row for each order.

import type { Sql, Tx } from '@/lib/db/sql';

/** Whether a person said that the order with this key was carried out. */
export async function saidDone(sql: Sql, key: string): Promise<boolean> {
  const rows = await sql`SELECT 1 FROM manual_order WHERE key = ${key}`;
  return rows.length > 0;
}

/** A person says so. Twice is once. */
export async function sayDone(tx: Tx, key: string, userId: number, now: Date): Promise<void> {
  await tx`INSERT INTO manual_order (key, done_by_id, done_at) VALUES (${key}, ${userId}, ${now}) ON CONFLICT DO NOTHING`;
}
