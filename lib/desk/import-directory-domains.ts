// Use cases: domains that the customer directory knows by its accounts, and that nobody entered as hosted here. What would
// be added is shown first. Domains that the directory lists as such are ours without being asked (lib/directory).

import { sql } from '@/lib/db/sql';
import { listUnknownDomains, type UnknownDomains } from '@/lib/own-network/domain-queries';
import { checkOwnEntry } from '@/lib/own-network/types';
import { env } from '@/lib/env';
import type { SignedInUser } from '@/lib/users/types';
import { takeEntries } from './import-own-resources';
import { done, type Outcome } from './outcome';

/** What would be added; no expected errors. */
export async function previewDirectoryDomains(): Promise<Outcome<UnknownDomains>> {
  return done(await listUnknownDomains(sql(), env().OWN_DOMAINS));
}

/** Adds those that were shown, as far as the directory still knows them. */
export async function importDirectoryDomains(
  shown: readonly string[],
  admin: SignedInUser,
): Promise<Outcome<{ added: number }>> {
  const { domains } = await listUnknownDomains(sql(), env().OWN_DOMAINS);
  const wanted = new Set(shown);
  const entries = domains
    .filter(({ domain }) => wanted.has(domain) && checkOwnEntry('domain', domain).ok)
    .map(({ domain }) => ({ kind: 'domain' as const, value: domain, note: null }));
  return takeEntries(entries, 'directory', admin);
}
