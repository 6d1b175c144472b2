// Brings old complaints under the policy in force: after an admin wrote a successor, every account with complaints is
// rebuilt, in chunks. Its place is kept in a setting, so that a restart goes on where it stopped.

import { sql } from '@/lib/db/sql';
import { deskContext, forgetDeskContext } from './desk-context';
import { rebuildAccounts } from './rebuild-accounts';

const chunk = 200;

/**
 * A policy younger than this is not applied yet: until then a batch that is being filed may still weigh by the one
 * before (a context is kept for three seconds, a batch takes below one), behind the back of a rebuild.
 */
const settleSeconds = 15;

interface Progress {
  policyId: number;
  afterAccount: number;
  done: boolean;
}

/** Returns how many accounts were rebuilt; 0 where the policy in force is applied already, or too young. */
export async function applyPolicy(settle = settleSeconds): Promise<number> {
  forgetDeskContext();
  const { policyId } = await deskContext();
  const [old] =
    await sql()`SELECT 1 FROM policy WHERE id = ${policyId} AND created_at <= now() - make_interval(secs => ${settle})`;
  if (old === undefined) return 0;
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
