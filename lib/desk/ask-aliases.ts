// Asks the directory about all logins that the reports of a batch name: one question, whatever the batch holds. Without
// aliases nothing is asked and nothing changes.

import { setHoldsName } from '@/lib/attribution/names';
import type { FollowAlias, OwnNetwork } from '@/lib/attribution/types';
import { sql } from '@/lib/db/sql';
import { loadAliasFacts } from '@/lib/directory/alias-queries';
import { aliasesBy } from '@/lib/directory/resolve-alias';

/** Where each of the logins ends. Asks the database: never inside the transaction that files. */
export async function askAliases(logins: Iterable<string>, network: OwnNetwork): Promise<FollowAlias> {
  const facts = await loadAliasFacts(sql(), [...new Set(logins)]);
  return aliasesBy(facts, (domain) => setHoldsName(network.hostedDomains, domain));
}
