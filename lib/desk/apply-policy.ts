// Brings old complaints under the policy in force: after an admin wrote a successor, every account with complaints is
// rebuilt, in chunks. Its place is kept in a setting, so that a restart goes on where it stopped.

import { sql } from '@/lib/db/sql';
import { deskContext, forgetDeskContext } from './desk-context';
import { rebuildAccounts } from './rebuild-accounts';

const chunk = 200;

interface Progress {
  policyId: number;
  afterAccount: number;
  done: boolean;
}

/** Returns how many accounts were rebuilt; 0 where the policy in force is applied already. */
export async function applyPolicy(): Promise<number> {
  forgetDeskContext();
  const { policyId } = await deskContext();
  let progress = await loadProgress(policyId);
  if (progress.done) return 0;
  let rebuilt = 0;
  for (;;) {
    const rows = await sql()<{ id: number }[]>`
      SELECT id FROM account WHERE complaints > 0 AND id > ${progress.afterAccount} ORDER BY id LIMIT ${chunk}`;
    const ids = rows.map((row) => row.id);
    const last = ids.at(-1);
    if (last === undefined) break;
    await rebuildAccounts(ids);
    rebuilt += ids.length;
    progress = { ...progress, afterAccount: last };
    await saveProgress(progress);
  }
  await saveProgress({ ...progress, done: true });
  return rebuilt;
}

async function loadProgress(policyId: number): Promise<Progress> {
  const [row] = await sql()<{ value: Progress }[]>`SELECT value FROM setting WHERE key = 'policy-applied'`;
  if (row?.value.policyId === policyId) return row.value;
  return { policyId, afterAccount: 0, done: false };
}

async function saveProgress(progress: Progress): Promise<void> {
  await sql()`
    INSERT INTO setting (key, value, updated_at) VALUES ('policy-applied', ${sql().json(progress as never)}, now())
    ON CONFLICT (key) DO UPDATE SET value = excluded.value, updated_at = now()`;
}
