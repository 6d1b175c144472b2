// Use case: a reading that went beyond its limit was ended from outside. Its mail is set aside with the reason, to be
// replayed once the reader is better; the others of its claim wait again, as if they had not been claimed.

import { sql } from '@/lib/db/sql';
import { quarantineUnreadable, releaseClaim } from '@/lib/reports/claim-store';
import type { Claim } from '@/lib/reports/types';

/** Which limit it was, as the quarantine shows it: `5 s`, `256 MiB`. */
export interface EndedReading {
  mailId: number;
  limit: string;
}

/** What meanwhile passed to another, or was filed, stays as it is. */
export async function endReading(claim: readonly Claim[], { mailId, limit }: EndedReading): Promise<void> {
  await sql().begin(async (tx) => {
    for (const mail of claim.filter(({ id }) => id === mailId)) await quarantineUnreadable(tx, mail, limit);
    await releaseClaim(
      tx,
      claim.filter(({ id }) => id !== mailId),
    );
    await tx`SELECT pg_notify('raw_message', '')`;
  });
}
