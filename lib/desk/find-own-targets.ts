// What of our own is looked up on block lists: rows of the own network, names of mail servers with their addresses now.

import { ownTargets, type OwnTargets } from '@/lib/block-lists/own-targets';
import { readOwnRows } from '@/lib/block-lists/own-things-queries';
import { readScope } from '@/lib/block-lists/scope-store';
import { sql } from '@/lib/db/sql';
import { isAbsence } from '@/lib/dns/cached-txt';
import type { Lookups } from '@/lib/dns/lookups';

export interface FoundTargets extends OwnTargets {
  /** False where the DNS could not say which addresses a mail server has: what is missing may be ours still. */
  isWhole: boolean;
}

/** Asks for the addresses of the mail servers and puts everything together within its bounds. */
export async function findOwnTargets(lookups: Lookups): Promise<FoundTargets> {
  const scope = await readScope(sql());
  const rows = await readOwnRows(sql(), scope.maxDomains);
  let isWhole = true;
  const addressesOf = async (ask: (name: string) => Promise<string[]>, name: string): Promise<string[]> => {
    try {
      return await ask(name);
    } catch (error) {
      if (isAbsence(error)) return [];
      if (!(error instanceof Error && 'code' in error)) throw error;
      isWhole = false;
      return [];
    }
  };
  const hosts: { name: string; addresses: string[] }[] = [];
  for (const name of rows.hosts) {
    const [v4, v6] = await Promise.all([addressesOf(lookups.a, name), addressesOf(lookups.aaaa, name)]);
    hosts.push({ name, addresses: [...v4.sort(), ...v6.sort()] });
    // A resolver that is down would be waited for once a name.
    if (!isWhole) break;
  }
  return { ...ownTargets({ ...rows, hosts }, scope), isWhole };
}
