// What a read report means to this provider: who reports, which account sent the mail, what the complaint weighs.
// Pure; everything comes in as arguments.

import { attribute } from '@/lib/attribution/ladder';
import { noAliases } from '@/lib/attribution/follow-alias';
import type { ClueSource } from '@/lib/attribution/log-clues';
import type { LogKnowledge } from '@/lib/attribution/rungs/rung';
import type { AttributionInput, AttributionResult, FollowAlias } from '@/lib/attribution/types';
import { mailFeatures } from '@/lib/campaigns/mail-features';
import type { ConnectionKnowledge } from '@/lib/connections/types';
import { deriveClaims } from '@/lib/formats/derive-claims';
import type { OuterMessage, ParsedReport, ReportItem } from '@/lib/formats/types';
import { sightingOf, type LoopSighting } from '@/lib/feedback-loops/sighting';
import { buildReport } from '@/lib/reports/build-report';
import { confirmedKind, namedByPerson } from '@/lib/reports/judgement';
import type { ClaimedMessage, ReportRow } from '@/lib/reports/types';
import { identifyReporter } from '@/lib/reporters/identify-reporter';
import type { SignatureCheck } from '@/lib/reporters/types';
import { complaintValue, countedIncidents } from '@/lib/scoring/complaint-value';
import { kindOf } from '@/lib/scoring/kind-of';
import { mailDateOf } from '@/lib/scoring/mail-date';
import type { ScoreLine } from '@/lib/scoring/types';
import { groundOf } from '@/lib/suppression/ground-of';
import type { Ground } from '@/lib/suppression/types';
import type { DeskContext } from './desk-context';

export interface InterpretedReport {
  row: ReportRow;
  attribution: AttributionResult;
  weight: number;
  lines: ScoreLine[];
  /** What the mail has in common with others of its kind (lib/campaigns). */
  features: string[];
  /** What it says for the sender's suppression list; null: nothing. */
  ground: Ground | null;
  /** The feedback loop that it gives itself out as; null where it is none's. */
  sighting: LoopSighting | null;
}

/** One report of a mail, with what is known of who sent the mail. */
export interface ReadReport extends ReportItem {
  format: string;
  /** Its position in the mail. */
  ordinal: number;
  outer: OuterMessage;
  /** What our own check of the mail's signatures found; null where it was not asked for. */
  signatures: SignatureCheck | null;
}

function attributionInputOf(
  message: ClaimedMessage,
  { sourceIp, sourcePort, arrivalDate, originalMailFrom }: ParsedReport,
  { reported, ordinal }: ReadReport,
): AttributionInput {
  const namedAccount = namedByPerson(message.judgement, ordinal);
  return { reported, sourceIp, sourcePort, arrivalDate, originalMailFrom, namedAccount };
}

/** What our mail log and the connections are asked by about this report. */
export function clueSourceOf(message: ClaimedMessage, read: ReadReport): ClueSource {
  const { reported } = read;
  const report = deriveClaims(read.report, reported);
  const { arrivalDate, originalRcptTo: recipients } = report;
  const mailDate = mailDateOf({ handedOverAt: null, arrivalDate, reported });
  const input = attributionInputOf(message, report, read);
  return { input, recipients, mailDate, receivedAt: message.receivedAt };
}

/** Every login that this report's traces name: what the directory is asked about. */
export function namedLogins(
  message: ClaimedMessage,
  read: ReadReport,
  { network, policy }: DeskContext,
  log: LogKnowledge | null,
): string[] {
  const heard: string[] = [];
  const listen: FollowAlias = (login) => {
    heard.push(login);
    return { kind: 'itself' };
  };
  const report = deriveClaims(read.report, read.reported);
  attribute(attributionInputOf(message, report, read), network, policy, log, listen);
  return heard;
}

/** What was asked about one report before it is interpreted. */
export interface ReportKnowledge {
  /** What our mail log knows of its mail; null where none is connected. */
  log: LogKnowledge | null;
  aliases: FollowAlias;
  /** Who had the address that the reporter saw; null where nothing is known of access connections. */
  connections: ConnectionKnowledge | null;
}

const nothingKnown: ReportKnowledge = { log: null, aliases: noAliases, connections: null };

/** Interprets one report against the provider's context. */
export function interpretReport(
  message: ClaimedMessage,
  read: ReadReport,
  context: DeskContext,
  { log, aliases, connections }: ReportKnowledge = nothingKnown,
): InterpretedReport {
  const { reported, outer } = read;
  const report = deriveClaims(read.report, reported);
  const reporter = identifyReporter(outer, context.loops, context.reporterSettings, read.signatures);
  const { arrivalDate } = report;
  const input = attributionInputOf(message, report, read);
  const attribution = attribute(input, context.network, context.policy, log, aliases, connections);
  const loop = context.loops.find((candidate) => candidate.id === reporter.loopId);
  const kind = confirmedKind(kindOf(report, loop?.defaultKind ?? null), message.judgement);
  const mailDate = mailDateOf({ handedOverAt: attribution.handedOverAt, arrivalDate, reported });
  const { receivedAt } = message;
  const facts = {
    kind,
    trustFactor: reporter.factor,
    attributionFactor: attribution.factor,
    mailDate,
    receivedAt,
    incidents: countedIncidents(report.incidents, reporter.trust),
  };
  const { value, lines } = complaintValue(facts, context.policy);
  const row = buildReport({
    rawMessageId: message.id,
    ordinal: read.ordinal,
    receivedAt,
    format: read.format,
    report,
    reported,
    outer,
    reporter,
    attribution,
    kind,
    mailDate,
  });
  // A sender line alone anybody can write: what it names may have sent nothing of the kind.
  const isSentHere =
    attribution.account !== null && attribution.factor > context.policy.attribution.senderOnly;
  const features = isSentHere ? mailFeatures(reported, context.network.hostedDomains) : [];
  const sighting = sightingOf(reporter, outer.fromAddress, context.loops);
  const { originalMailFrom, originalRcptTo } = report;
  const { verdict } = attribution;
  const wish = { isSentHere, verdict, originalMailFrom, originalRcptTo, reported };
  const ground = groundOf({ ...row, ...wish, kind });
  return { row, attribution, weight: value, lines, features, ground, sighting };
}
