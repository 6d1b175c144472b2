// What the desk may do by itself, as the policy's rules say: throttle from "urgent" on, lock sending from "emergency" on,
// both only where our own log says so too. Pure: whether a rule holds is one thing, its mode says what follows.

import type { Policy } from './policy';
import { stageRank } from './stages';

/** The graded measures; nothing else is ever taken without a person. */
export const automaticKinds = ['throttle', 'send-lock'] as const;
export type AutomaticKind = (typeof automaticKinds)[number];

/** What the rules look at. Complaints count where their reporter is authenticated. */
export interface AutomaticFacts {
  /** Rank. */
  stage: number;
  /** L, points from our own log; 0 where no log tells. */
  logSignals: number;
  /** Distinct complainants and reporters of the case's counted complaints. */
  complainants: number;
  reporters: number;
  /** One of them is a spam trap. */
  trap: boolean;
}

/** The rules that hold and are not switched off, the milder first. */
export function rulesThatHold(
  facts: AutomaticFacts,
  { throttle, sendLock }: Policy['automatic'],
): { kind: AutomaticKind; mode: 'propose' | 'act' }[] {
  const isWide = facts.complainants >= sendLock.complainants && facts.reporters >= sendLock.reporters;
  const rules = [
    {
      kind: 'throttle',
      mode: throttle.mode,
      holds: facts.stage >= stageRank('urgent') && hasOwnEvidence(facts, throttle),
    },
    {
      kind: 'send-lock',
      mode: sendLock.mode,
      holds:
        facts.stage >= stageRank('emergency') && hasOwnEvidence(facts, sendLock) && (facts.trap || isWide),
    },
  ] as const;
  return rules.flatMap(({ kind, mode, holds }) => (holds && mode !== 'off' ? [{ kind, mode }] : []));
}

/** Complaints alone never make the desk act, whatever number the policy names: they can be sent by anybody. */
function hasOwnEvidence(
  { logSignals }: AutomaticFacts,
  rule: { mode: Policy['automatic']['throttle']['mode']; logSignals: number },
): boolean {
  return logSignals >= rule.logSignals && (rule.mode !== 'act' || logSignals > 0);
}
