// Use case: which complaints are about mail of one kind, sent by several accounts. Computed anew from the complaints of
// the last two weeks, by a job: set-based, one statement to read and a few to write.

import { findCampaigns } from '@/lib/campaigns/find-campaigns';
import { keepIdentity } from '@/lib/campaigns/keep-identity';
import { mostAccounts, windowDays } from '@/lib/campaigns/limits';
import {
  countAccounts,
  loadCampaigns,
  loadSharedMails,
  lockCampaigns,
  saveCampaigns,
} from '@/lib/campaigns/store';
import { sql } from '@/lib/db/sql';

/** Returns how many campaigns there are now; null where another computation runs. */
export async function linkCampaigns(now: () => Date = () => new Date()): Promise<number | null> {
  const at = now();
  const since = new Date(at.getTime() - windowDays * 86_400_000);
  return (await sql().begin(async (tx) => {
    if (!(await lockCampaigns(tx))) return null;
    const most = mostAccounts(await countAccounts(tx, since));
    const found = findCampaigns(await loadSharedMails(tx, since, most), most);
    const ids = keepIdentity(found, await loadCampaigns(tx, since));
    await saveCampaigns(
      tx,
      found.map((campaign, i) => ({ ...campaign, id: ids[i] ?? null })),
      since,
      at,
    );
    return found.length;
  })) as number | null;
}
