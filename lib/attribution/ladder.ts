// The ladder: which of our accounts sent the reported mail, by the strongest trace that names one. A report is evidence,
// not proof (RFC 5965 §8.2), and so is everything in it until our own mail log confirms it (docs/attribution.md).

import type { ConnectionKnowledge } from '@/lib/connections/types';
import type { MailTransaction } from '@/lib/maillog/types';
import { noAliases } from './follow-alias';
import { connection, connectionPort } from './rungs/connection';
import { laggingLog, readSilence } from './log-silence';
import { findOwnHops, type OwnHops } from './own-hops';
import { ipInRanges } from './ranges';
import { byHand } from './rungs/by-hand';
import { envelope } from './rungs/envelope';
import { headerFrom } from './rungs/header-from';
import { logClient } from './rungs/log-client';
import { logMessageId } from './rungs/log-message-id';
import { logQueueId } from './rungs/log-queue-id';
import { ownReceived } from './rungs/own-received';
import { evidenceLine, type LogKnowledge, type Rung, type RungContext, type RungFinding } from './rungs/rung';
import { senderHeader } from './rungs/sender-header';
import type {
  AttributionInput,
  AttributionPolicy,
  AttributionResult,
  EvidenceLine,
  FollowAlias,
  OwnNetwork,
} from './types';

/** The rungs, strongest first; the first that names an account, or decides without one, wins. */
export const ladder: readonly Rung[] = [
  byHand,
  logQueueId,
  logMessageId,
  logClient,
  connectionPort,
  connection,
  ownReceived,
  senderHeader,
  envelope,
  headerFrom,
];

/** What the address the mail came from says; without ranges of ours it cannot speak. */
function sourceIpLine({ sourceIp, sourcePort }: AttributionInput, network: OwnNetwork): EvidenceLine {
  const value = sourceIp === null ? '' : sourcePort === null ? sourceIp : `${sourceIp} port ${sourcePort}`;
  const say = (code: EvidenceLine['code'], holds: boolean): EvidenceLine =>
    evidenceLine('source-ip', code, 'Source-IP', value, holds);
  if (sourceIp === null) return say('source-ip-unknown', false);
  if (network.ranges.length === 0) return say('no-own-ranges', false);
  return ipInRanges(sourceIp, network.ranges) ? say('source-ip-own', true) : say('source-ip-foreign', false);
}

type Finding = RungFinding & { rung: Rung };

/**
 * The finding that wins. Whom a person named goes first; where the log confirms that very account, its rung says so and
 * weighs as such.
 */
function winnerOf(findings: readonly Finding[]): Finding | undefined {
  const winner = findings.find(({ account, verdict }) => account !== null || verdict !== undefined);
  if (winner?.rung !== byHand) return winner;
  const { account: named } = winner;
  const isNamed = ({ verdict, account }: Finding): boolean =>
    verdict !== undefined && account?.login === named?.login && account?.kind === named?.kind;
  return findings.find(isNamed) ?? winner;
}

/** Several rungs of the log find the same mail; its lines are shown once. */
function withoutRepeats(evidence: readonly EvidenceLine[]): EvidenceLine[] {
  const shown = new Set<string>();
  return evidence.filter(({ code, field, value }) => {
    const key = `${field} ${value}`;
    if (code !== 'log-line') return true;
    if (shown.has(key)) return false;
    shown.add(key);
    return true;
  });
}

/** Who took the mail over, by the line of ours that says so, and by the log where it knows better. */
function handoverFacts(
  { handover }: OwnHops,
  transaction: MailTransaction | undefined,
): Pick<AttributionResult, 'queueId' | 'clientIp' | 'handedOverAt'> {
  return {
    queueId: transaction?.queueId ?? handover?.id ?? null,
    clientIp: transaction?.clientIp ?? handover?.fromIp ?? null,
    handedOverAt:
      transaction === undefined ? (handover?.date ?? null) : new Date(transaction.firstAt).toISOString(),
  };
}

/** The verdict that stands without a word of the log. */
function unconfirmed(result: AttributionResult, isForeign: boolean): AttributionResult {
  if (isForeign && result.rung !== byHand.name) return { ...result, verdict: 'joe-job', factor: 0 };
  return { ...result, verdict: result.account === null ? 'unattributed' : 'claimed' };
}

/** What no log confirms although it should know it weighs nothing; what it cannot know stays as it is. */
function heedSilence(result: AttributionResult, log: LogKnowledge, hasOwnHop: boolean): AttributionResult {
  const { means, evidence: line, wait } = readSilence(log);
  const told = { ...result, evidence: [...result.evidence, line] };
  switch (means) {
    case 'unsaid':
      return { ...told, wait };
    case 'waiting':
      return { ...told, verdict: 'waiting', factor: 0, wait };
    case 'too-old':
    case 'hole':
      return result.verdict === 'joe-job' ? told : { ...told, verdict: 'no-longer-checkable' };
    case 'covered':
      if (result.verdict === 'joe-job') return told;
      return {
        ...told,
        verdict: hasOwnHop || result.account !== null ? 'forged' : 'not-through-us',
        factor: 0,
      };
  }
}

/**
 * What is known at once, where the log of a server of the mail has still to come: who had the address, but not who logged
 * in from there; that a relay of ours passed the mail on, but not who gave it to the server before.
 */
function heedPendingLog(result: AttributionResult, log: LogKnowledge): AttributionResult {
  const { means, evidence: line, wait } = readSilence(log);
  if (wait === null && means !== 'hole') return result;
  const told = { ...result, evidence: [...result.evidence, line], wait };
  return means === 'waiting' ? { ...told, verdict: 'waiting', factor: 0 } : told;
}

/** A queue id is of one host; a Message-ID or an address can be in the log of another one as well. */
function isSureOfItself(rung: Rung): boolean {
  return rung !== logMessageId && rung !== logClient;
}

/** It holds for now, and is read again when the log of every server has come: then it may be another's, or ambiguous. */
function heedLaggingLog(result: AttributionResult, log: LogKnowledge): AttributionResult {
  const lagging = laggingLog(log);
  return lagging === null
    ? result
    : { ...result, evidence: [...result.evidence, lagging.evidence], wait: lagging.wait };
}

/**
 * Attributes a reported mail to an account. `log` is what our mail log answered; null where none is connected.
 *
 * Whatever name a rung finds, the account is the one that `aliases` says it ends at. `connections` is who had the address
 * of the report; null where nothing is known of access connections.
 *
 * What the log confirms is a fact with the lines that carry it. Without it everything is a claim, and where the log
 * covers the time and does not know the mail the claim is forged and weighs nothing. A Source-IP outside our ranges
 * without a hop of ours is a joe job: somebody else sent the mail under our user's name. The account is still named, so
 * that it can be shown, but the complaint weighs nothing; unless a person named it, who has seen the address. Every rung
 * is tried, so that the evidence shows also what spoke against or beside the one that won.
 */
export function attribute(
  input: AttributionInput,
  network: OwnNetwork,
  policy: AttributionPolicy,
  log: LogKnowledge | null = null,
  aliases: FollowAlias = noAliases,
  connections: ConnectionKnowledge | null = null,
): AttributionResult {
  const ownHops = findOwnHops(input.reported?.received ?? [], network);
  const context: RungContext = { input, network, ownHops, log, aliases, connections };
  const findings = ladder.map((rung) => ({ rung, ...rung.look(context) }));
  const winner = winnerOf(findings);
  const source = sourceIpLine(input, network);
  const result: AttributionResult = {
    rung: winner?.rung.name ?? 'none',
    verdict: winner?.verdict ?? 'unattributed',
    account: winner?.account ?? null,
    factor:
      winner === undefined || winner.isBlameless || winner.account === null ? 0 : winner.rung.factor(policy),
    ...handoverFacts(ownHops, winner?.transaction),
    evidence: [...withoutRepeats(findings.flatMap((finding) => finding.evidence)), source],
    wait: null,
  };
  const isKnown = findings.some((finding) => finding.isKnown);
  if (winner?.verdict !== undefined) {
    if (log === null) return result;
    const isOfConnection = winner.rung === connection || winner.rung === connectionPort;
    if (isOfConnection) return isKnown ? result : heedPendingLog(result, log);
    return isSureOfItself(winner.rung) ? result : heedLaggingLog(result, log);
  }
  const isForeign = source.code === 'source-ip-foreign' && ownHops.handover === null;
  const claim = unconfirmed(result, isForeign);
  if (log === null) return claim;
  // A person's word holds at once, and is read again when the log has come: it may confirm it.
  if (claim.rung === byHand.name) return { ...claim, wait: readSilence(log).wait };
  return isKnown ? heedPendingLog(claim, log) : heedSilence(claim, log, ownHops.handover !== null);
}
