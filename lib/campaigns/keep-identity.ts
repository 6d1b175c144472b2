// Which campaign of the last computation a found one is: the one that it shares most features with.
// Promise: pure; each kept campaign is given away once, to whoever shares most with it; the others are new.

import type { FoundCampaign } from './types';

export interface KeptCampaign {
  id: number;
  features: readonly string[];
}

/** The number of the kept campaign for each found one, in order; null for a new one. */
export function keepIdentity(
  found: readonly FoundCampaign[],
  kept: readonly KeptCampaign[],
): (number | null)[] {
  const owners = new Map<string, number[]>();
  for (const { id, features } of kept) {
    for (const feature of features) owners.set(feature, [...(owners.get(feature) ?? []), id]);
  }
  const pairs = found.flatMap(({ features }, index) => {
    const shared = new Map<number, number>();
    for (const { feature } of features) {
      for (const id of owners.get(feature) ?? []) shared.set(id, (shared.get(id) ?? 0) + 1);
    }
    return [...shared].map(([id, count]) => ({ index, id, count }));
  });
  pairs.sort((a, b) => b.count - a.count || a.id - b.id || a.index - b.index);
  const ids: (number | null)[] = found.map(() => null);
  const taken = new Set<number>();
  for (const { index, id } of pairs) {
    if (ids[index] !== null || taken.has(id)) continue;
    ids[index] = id;
    taken.add(id);
  }
  return ids;
}
