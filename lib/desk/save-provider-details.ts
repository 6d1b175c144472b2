// Use case: an administrator says who this provider is: what the text of an application introduces it with.

import { sql } from '@/lib/db/sql';
import { loadProviderDetails } from '@/lib/own-network/detail-queries';
import { PROVIDER_DETAILS } from '@/lib/own-network/provider-details';
import type { ProviderDetails } from '@/lib/own-network/types';
import type { SignedInUser } from '@/lib/users/types';
import { done, type Outcome } from './outcome';

/** Two at once: the later word stands, the audit has both. No expected errors. */
export function saveProviderDetails(details: ProviderDetails, admin: SignedInUser): Promise<Outcome<null>> {
  return sql().begin(async (tx): Promise<Outcome<null>> => {
    const before = await loadProviderDetails(tx);
    await tx`
      INSERT INTO setting (key, value, updated_at) VALUES (${PROVIDER_DETAILS}, ${tx.json(details as never)}, now())
      ON CONFLICT (key) DO UPDATE SET value = excluded.value, updated_at = now()`;
    const detail = tx.json({ from: before, to: details } as never);
    await tx`SELECT append_audit(${admin.id}, 'provider-details-changed', 'setting:provider-details', ${detail})`;
    return done(null);
  }) as Promise<Outcome<null>>;
}
