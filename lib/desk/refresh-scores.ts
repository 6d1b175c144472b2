// Lets scores decay: every few minutes the accounts whose score still moves are computed anew, in chunks, so that lists
// can order by a stored number and a stage can fall. Cheap: accounts at rest are not touched.

import { lockOpenCases } from '@/lib/cases/store';
import { sql } from '@/lib/db/sql';
import { lockAccounts } from '@/lib/scoring/store';
import { deskContext } from './desk-context';
import { scoreAccounts } from './score-accounts';

/** Accounts a transaction: short enough that intake hardly waits for a row. */
const chunk = 1_000;

/** Refreshes every account that moves and returns how many there were. */
export async function refreshScores(now: () => Date = () => new Date()): Promise<number> {
  const { policy } = await deskContext();
  let after = 0;
  let refreshed = 0;
  for (;;) {
    const rows = await sql()<{ id: number }[]>`
      SELECT id FROM account WHERE (complaint_score > 0.01 OR stage > 0) AND id > ${after} ORDER BY id LIMIT ${chunk}`;
    const accountIds = rows.map((row) => row.id);
    const last = accountIds.at(-1);
    if (last === undefined) return refreshed;
    await sql().begin(async (tx) => {
      await lockAccounts(tx, accountIds);
      const openCases = await lockOpenCases(tx, accountIds);
      await scoreAccounts(tx, { accountIds, openCases, trapHits: new Set(), now: now(), policy });
    });
    after = last;
    refreshed += accountIds.length;
  }
}
