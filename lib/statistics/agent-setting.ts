// Whether figures per person are shown: off until an administrator says otherwise, and each change is in the audit chain.

import type { Sql, Tx } from '@/lib/db/sql';

const KEY = 'statistics-per-agent';

export async function readPerAgent(db: Sql | Tx): Promise<boolean> {
  const [row] = await db<{ value: unknown }[]>`SELECT value FROM setting WHERE key = ${KEY}`;
  return row?.value === true;
}

/** Writes the switch and its audit entry. */
export async function savePerAgent(tx: Tx, isOn: boolean, userId: number): Promise<void> {
  const before = await readPerAgent(tx);
  await tx`
    INSERT INTO setting (key, value, updated_at) VALUES (${KEY}, ${tx.json(isOn)}, now())
    ON CONFLICT (key) DO UPDATE SET value = excluded.value, updated_at = now()`;
  const detail = { from: before, to: isOn };
  await tx`SELECT append_audit(${userId}, ${`${KEY}-changed`}, ${`setting:${KEY}`}, ${tx.json(detail)})`;
}
