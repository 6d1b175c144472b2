// From mails that share features to campaigns: what hangs together by its mails is one.
// Promise: pure; the same groups give the same campaigns in the same order. Accounts are not what binds: one that sends
// mail of two kinds is in two campaigns.

import { campaignFeatures } from './limits';
import type { CampaignMember, FoundCampaign, MailGroup, SharedFeature } from './types';

/**
 * The campaigns of at least two and at most `mostAccounts` accounts, most accounts first; evidence of each, most accounts
 * first. What more accounts send, each in words that few share, is a template.
 */
export function findCampaigns(groups: readonly MailGroup[], mostAccounts: number): FoundCampaign[] {
  const rootOf = joinFeatures(groups);
  const bunches = new Map<string, MailGroup[]>();
  for (const group of groups) {
    const root = rootOf(group.features[0] ?? '');
    const bunch = bunches.get(root);
    if (bunch === undefined) bunches.set(root, [group]);
    else bunch.push(group);
  }
  return [...bunches.values()]
    .map((bunch) => ({ features: featuresOf(bunch), members: membersOf(bunch) }))
    .filter(({ members }) => members.length > 1 && members.length <= mostAccounts)
    .sort((a, b) => b.members.length - a.members.length || compare(a.features[0], b.features[0]));
}

/** Union-find over features: those of one mail belong together. */
function joinFeatures(groups: readonly MailGroup[]): (feature: string) => string {
  const parents = new Map<string, string>();
  const rootOf = (feature: string): string => {
    let root = feature;
    for (let next = parents.get(root); next !== undefined && next !== root; next = parents.get(root))
      root = next;
    // Everything on the way points at the root from now on, so that chains stay short.
    for (let at = feature; at !== root;) {
      const next = parents.get(at) ?? root;
      parents.set(at, root);
      at = next;
    }
    return root;
  };
  for (const { features } of groups) {
    const first = rootOf(features[0] ?? '');
    for (const feature of features) {
      const root = rootOf(feature);
      if (root !== first) parents.set(root, first);
    }
  }
  return rootOf;
}

function membersOf(bunch: readonly MailGroup[]): CampaignMember[] {
  const members = new Map<number, CampaignMember>();
  for (const { accountId, complaints, firstAt, lastAt } of bunch) {
    const known = members.get(accountId);
    if (known === undefined) members.set(accountId, { accountId, complaints, firstAt, lastAt });
    else {
      known.complaints += complaints;
      if (firstAt < known.firstAt) known.firstAt = firstAt;
      if (lastAt > known.lastAt) known.lastAt = lastAt;
    }
  }
  return [...members.values()].sort((a, b) => a.accountId - b.accountId);
}

function featuresOf(bunch: readonly MailGroup[]): SharedFeature[] {
  const found = new Map<string, { accounts: Set<number>; complaints: number }>();
  for (const { accountId, features, complaints } of bunch) {
    for (const feature of features) {
      const known = found.get(feature) ?? { accounts: new Set(), complaints: 0 };
      known.accounts.add(accountId);
      known.complaints += complaints;
      found.set(feature, known);
    }
  }
  return [...found]
    .map(([feature, { accounts, complaints }]) => ({ feature, accounts: accounts.size, complaints }))
    .sort(compare)
    .slice(0, campaignFeatures);
}

function compare(a: SharedFeature | undefined, b: SharedFeature | undefined): number {
  if (a === undefined || b === undefined) return 0;
  return b.accounts - a.accounts || b.complaints - a.complaints || (a.feature < b.feature ? -1 : 1);
}
