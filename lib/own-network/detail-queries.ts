// The provider's own details, as the setting keeps them.

import { sql, type Sql, type Tx } from '@/lib/db/sql';
import { noDetails, PROVIDER_DETAILS, providerDetails } from './provider-details';
import type { ProviderDetails } from './types';

/** Empty texts where nothing is stored, or where it is no longer understood. */
export async function loadProviderDetails(db: Sql | Tx = sql()): Promise<ProviderDetails> {
  const [row] = await db<{ value: unknown }[]>`SELECT value FROM setting WHERE key = ${PROVIDER_DETAILS}`;
  const read = providerDetails.safeParse(row?.value);
  return read.success ? read.data : noDetails;
}
