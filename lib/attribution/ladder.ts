// The ladder: which of our accounts sent the reported mail, by the strongest trace that names one. A report is evidence,
// not proof (RFC 5965 §8.2), and so is everything here until a log of ours confirms it.

import { findOwnHops, type OwnHops } from './own-hops';
import { ipInRanges } from './ranges';
import { byHand } from './rungs/by-hand';
import { envelope } from './rungs/envelope';
import { headerFrom } from './rungs/header-from';
import { ownReceived } from './rungs/own-received';
import { evidenceLine, type Rung, type RungContext } from './rungs/rung';
import { senderHeader } from './rungs/sender-header';
import type {
  AttributionInput,
  AttributionPolicy,
  AttributionResult,
  EvidenceLine,
  OwnNetwork,
} from './types';

/** The rungs, strongest first; the first that names an account wins. */
export const ladder: readonly Rung[] = [byHand, ownReceived, senderHeader, envelope, headerFrom];

/** What the address the mail came from says; without ranges of ours it cannot speak. */
function sourceIpLine({ sourceIp, sourcePort }: AttributionInput, network: OwnNetwork): EvidenceLine {
  const value = sourceIp === null ? '' : sourcePort === null ? sourceIp : `${sourceIp} port ${sourcePort}`;
  const say = (code: EvidenceLine['code'], holds: boolean): EvidenceLine =>
    evidenceLine('source-ip', code, 'Source-IP', value, holds);
  if (sourceIp === null) return say('source-ip-unknown', false);
  if (network.ranges.length === 0) return say('no-own-ranges', false);
  return ipInRanges(sourceIp, network.ranges) ? say('source-ip-own', true) : say('source-ip-foreign', false);
}

/** Every rung is tried, so that the evidence shows also what spoke against or beside the one that won. */
function climb(
  context: RungContext,
  policy: AttributionPolicy,
): Pick<AttributionResult, 'rung' | 'account' | 'factor' | 'evidence'> {
  const findings = ladder.map((rung) => ({ rung, ...rung.look(context) }));
  const winner = findings.find((finding) => finding.account !== null);
  return {
    rung: winner?.rung.name ?? 'none',
    account: winner?.account ?? null,
    factor: winner === undefined || winner.isBlameless ? 0 : winner.rung.factor(policy),
    evidence: findings.flatMap((finding) => finding.evidence),
  };
}

function handoverFacts({
  handover,
}: OwnHops): Pick<AttributionResult, 'queueId' | 'clientIp' | 'handedOverAt'> {
  return {
    queueId: handover?.id ?? null,
    clientIp: handover?.fromIp ?? null,
    handedOverAt: handover?.date ?? null,
  };
}

/**
 * Attributes a reported mail to an account.
 *
 * A Source-IP outside our ranges without a hop of ours is a joe job: somebody else sent the mail under our user's name.
 * The account is still named, so that it can be shown, but the complaint weighs nothing; unless a person named it, who
 * has seen the address. Evidence lists every rung tried.
 */
export function attribute(
  input: AttributionInput,
  network: OwnNetwork,
  policy: AttributionPolicy,
): AttributionResult {
  const ownHops = findOwnHops(input.reported?.received ?? [], network);
  const found = climb({ input, network, ownHops }, policy);
  const source = sourceIpLine(input, network);
  const result = { ...found, ...handoverFacts(ownHops), evidence: [...found.evidence, source] };
  const isForeign = source.code === 'source-ip-foreign' && ownHops.handover === null;
  if (isForeign && found.rung !== byHand.name) {
    return { ...result, verdict: 'joe-job', factor: 0 };
  }
  return { ...result, verdict: found.account === null ? 'unattributed' : 'claimed' };
}
