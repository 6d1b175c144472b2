// The setting that says how much of what is ours is looked up.

import { z } from 'zod';
import type { Sql, Tx } from '@/lib/db/sql';
import { defaultScope, type Scope } from './own-targets';

const SETTING = 'block-list-scope';

const stored = z.object({
  largestRange: z.number().int(),
  maxAddresses: z.number().int(),
  maxDomains: z.number().int(),
  extra: z.array(z.object({ subject: z.string(), host: z.string().nullable() })),
});

/** The scope; as shipped where none was saved. */
export async function readScope(db: Sql | Tx): Promise<Scope> {
  const [row] = await db<{ value: unknown }[]>`SELECT value FROM setting WHERE key = ${SETTING}`;
  return row === undefined ? defaultScope : stored.parse(row.value);
}

export async function saveScope(tx: Tx, scope: Scope): Promise<void> {
  await tx`
    INSERT INTO setting (key, value, updated_at) VALUES (${SETTING}, ${tx.json(scope as never)}, now())
    ON CONFLICT (key) DO UPDATE SET value = excluded.value, updated_at = now()`;
}
