// The secret fields of a connector, opened.

import type { Sql, Tx } from '@/lib/db/sql';
import { connectorSecretPlace, unseal } from '@/lib/secrets/seal';

/** Name → value; empty where none are stored. Throws `SealError` where they do not open. */
export async function storedSecrets(tx: Sql | Tx, id: number): Promise<Record<string, string>> {
  const [row] = await tx<
    { sealed: Buffer | null }[]
  >`SELECT secret_sealed AS sealed FROM connector WHERE id = ${id}`;
  const sealed = row?.sealed ?? null;
  return sealed === null
    ? {}
    : (JSON.parse(unseal(sealed, connectorSecretPlace(id))) as Record<string, string>);
}
