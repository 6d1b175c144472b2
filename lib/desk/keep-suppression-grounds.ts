// Keeps what a batch of reports says about list mail, for the job that makes entries of it. Part of filing: one COPY,
// and one look at the senders whose mail does not show that it is bulk mail.

import type { Tx } from '@/lib/db/sql';
import { bulkAccounts, insertGrounds, type FiledGround } from '@/lib/suppression/ground-store';

/** Of reports that name an account; those that are about no list mail are left out. */
export async function keepSuppressionGrounds(tx: Tx, grounds: readonly FiledGround[]): Promise<void> {
  const silent = grounds.filter(({ isNotSpam, evidence }) => !isNotSpam && evidence.length === 0);
  const declared = await bulkAccounts(tx, [...new Set(silent.map(({ accountId }) => accountId))]);
  await insertGrounds(
    tx,
    grounds.flatMap((ground) => {
      if (ground.isNotSpam || ground.evidence.length > 0) return [ground];
      if (!declared.has(ground.accountId)) return [];
      return [{ ...ground, evidence: [{ code: 'declared-sender' as const, value: null }] }];
    }),
  );
}
