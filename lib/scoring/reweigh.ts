// The weight of a complaint under another policy than the one it was weighed with, from what is kept of it. Pure.

import type { RungName } from '@/lib/attribution/types';
import type { Trust } from '@/lib/reporters/types';
import { complaintValue, countedIncidents } from './complaint-value';
import type { Policy } from './policy';
import type { ComplaintKind, ScoreLine } from './types';

/** What of a kept complaint its weight follows from. */
export interface WeightFacts {
  kind: ComplaintKind;
  trust: Trust;
  /** The team's own factor of the feedback loop; 1 without a loop. */
  loopFactor: number;
  rung: RungName;
  /** As it was weighed: 0 stays 0. */
  attributionFactor: number;
  mailDate: Date | null;
  receivedAt: Date;
  incidents: number;
}

export interface Reweighed {
  trustFactor: number;
  attributionFactor: number;
  lines: ScoreLine[];
  weight: number;
}

/** Weighs a kept complaint by `policy`. */
export function reweigh(facts: WeightFacts, policy: Policy): Reweighed {
  const { kind, trust, mailDate, receivedAt } = facts;
  const trustFactor = policy.trust[trust] * facts.loopFactor;
  // What the ladder found blameless (a forward) stays so under any policy.
  const attributionFactor = facts.attributionFactor === 0 ? 0 : attributionFactorOf(facts.rung, policy);
  const incidents = countedIncidents(facts.incidents, trust);
  const { value, lines } = complaintValue(
    { kind, trustFactor, attributionFactor, mailDate, receivedAt, incidents },
    policy,
  );
  return { trustFactor, attributionFactor, lines, weight: value };
}

/** The factor of a rung under a policy, as the ladder gives it to a claim. */
function attributionFactorOf(rung: RungName, policy: Policy): number {
  switch (rung) {
    case 'log-queue-id':
    case 'connection-port':
      return policy.attribution.queueId;
    case 'log-message-id':
    case 'connection':
      return policy.attribution.messageId;
    case 'by-hand':
    case 'log-client':
    case 'own-received':
    case 'sender-header':
      return policy.attribution.claim;
    case 'envelope':
    case 'header-from':
      return policy.attribution.senderOnly;
    case 'none':
      return policy.attribution.none;
  }
}
