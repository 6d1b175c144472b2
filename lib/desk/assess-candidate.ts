// Whether mail that may be a complaint concerns us at all, and what a person needs to decide about it. RFC 6650 §5.5: valid
// and invalid complaints are told apart by looking for our ranges, domains and mailboxes. Pure.

import { attribute } from '@/lib/attribution/ladder';
import { ownFindings } from '@/lib/attribution/own-findings';
import type { AttributionResult } from '@/lib/attribution/types';
import type { Candidate, Finding, OuterMessage, ParsedReport, ReportedMessage } from '@/lib/formats/types';
import { readAddressList } from '@/lib/mime/addresses';
import { safeText } from '@/lib/mime/text';
import { listTextChars } from '@/lib/reports/limits';
import type { SignatureCheck } from '@/lib/reporters/types';
import type { ClaimedMessage } from '@/lib/reports/types';
import type { DeskContext } from './desk-context';
import type { MailJudgement } from './judge-mail';
import { seenVerdict } from './mail-verdict';
import { reporterFacts, type ReporterFacts } from './reporter-facts';

/** What the page shows of a candidate, and of mail that a person called no complaint. */
export interface CandidateFacts extends ReporterFacts {
  /** What in it is ours. */
  findings: Finding[];
  /** Login of the account that a confirmed complaint would count against; null where a person has to name it. */
  suggestedAccount: string | null;
  attribution: Pick<AttributionResult, 'rung' | 'verdict'>;
  /** The mail inside, where there is one: for people, cut. */
  reported: { from: string | null; subject: string | null; date: string | null } | null;
  text: string | null;
}

type ReadCandidate = Candidate & { format: string; outer: OuterMessage };

/** Its content cannot be read here at all, so nothing in it can be looked for: a person always decides. */
const unreadable: ReadonlySet<string> = new Set(['x-arf-secure']);

/** Judges a candidate: filed where a person confirmed it, kept where they said no, else shown to one if it is about us. */
export function assessCandidate(
  message: ClaimedMessage,
  candidate: ReadCandidate,
  signatures: SignatureCheck | null,
  context: DeskContext,
): MailJudgement {
  const { format, outer, reported, reason } = candidate;
  const findings = ownFindings(candidate.findings, context.network, bystanders(candidate));
  const report = withOwnClaims(candidate.report, findings, outer.fromAddress);
  const attribution = ladderOf({ report, reported }, context);
  const seen = { ...seenVerdict(message, outer), format };
  if (message.judgement?.verdict === 'complaint') {
    return { verdict: seen, reportItems: [{ report, reported, format, outer }], tasks: [] };
  }
  const account = isWriterOrReader(attribution.account?.login, outer) ? null : attribution.account;
  const isAboutUs = findings.length > 0 || account !== null || unreadable.has(reason);
  const facts: CandidateFacts = {
    ...reporterFacts(outer, signatures, context),
    findings,
    suggestedAccount: account?.login ?? null,
    attribution: { rung: attribution.rung, verdict: attribution.verdict },
    reported: reported === null ? null : shown(reported),
    text: candidate.text,
  };
  const only = (verdict: MailJudgement['verdict']) => ({ verdict, reportItems: [], tasks: [] });
  if (message.judgement !== null)
    return only({ ...seen, state: 'kept', format: 'no-complaint', facts: { ...facts, format } });
  if (isAboutUs) return only({ ...seen, state: 'to_check', reasonCode: reason, facts: { ...facts } });
  return only({ ...seen, state: 'not_recognised', format: null, reasonCode: 'nothing-of-ours' });
}

/**
 * Mailboxes that such a mail names in any case: who wrote it, whom it was sent to, who got the mail inside. Spam is often
 * addressed to its own sender: that one stays.
 */
function bystanders({ outer, reported }: ReadCandidate): ReadonlySet<string> {
  const recipients = reported?.to ? readAddressList(reported.to).map((one) => one.toLowerCase()) : [];
  const others = recipients.filter((one) => one !== reported?.fromAddress && one !== reported?.returnPath);
  const sender = outer.fromAddress === null ? [] : [outer.fromAddress];
  return new Set([...sender, ...outer.deliveredTo, ...others]);
}

/** Answers quote what we or the writer wrote before: the ladder then finds who speaks, not who is complained of. */
function isWriterOrReader(login: string | undefined, { fromAddress, deliveredTo }: OuterMessage): boolean {
  return login !== undefined && (login === fromAddress || deliveredTo.includes(login));
}

function ladderOf(
  { report, reported }: { report: ParsedReport; reported: ReportedMessage | null },
  { network, policy }: DeskContext,
): AttributionResult {
  const { sourceIp, sourcePort, arrivalDate, originalMailFrom } = report;
  return attribute({ reported, sourceIp, sourcePort, arrivalDate, originalMailFrom }, network, policy);
}

/**
 * The claims as they are filed: what the reader left open is taken from what is ours, and named as derived. Who writes
 * in person complains in person: two writers are two complainants.
 */
function withOwnClaims(
  report: ParsedReport,
  findings: readonly Finding[],
  writer: string | null,
): ParsedReport {
  const valuesOf = (kind: Finding['kind']): string[] =>
    findings.filter((finding) => finding.kind === kind).map((finding) => finding.value);
  const [ip] = valuesOf('ip');
  const [mailbox] = valuesOf('mailbox');
  const own: Partial<ParsedReport> = {
    ...(report.sourceIp === null && ip !== undefined ? { sourceIp: ip } : {}),
    ...(report.originalMailFrom === null && mailbox !== undefined ? { originalMailFrom: mailbox } : {}),
    ...(report.originalRcptTo.length === 0 && writer ? { originalRcptTo: [writer] } : {}),
    ...(report.reportedDomain.length === 0 ? listed('reportedDomain', valuesOf('domain')) : {}),
    ...(report.reportedUri.length === 0 ? listed('reportedUri', valuesOf('uri')) : {}),
  };
  return { ...report, ...own, derived: [...new Set([...report.derived, ...Object.keys(own)])].sort() };
}

function listed(name: 'reportedDomain' | 'reportedUri', values: string[]): Partial<ParsedReport> {
  return values.length === 0 ? {} : { [name]: values };
}

function shown({ from, subjectText, date }: ReportedMessage): CandidateFacts['reported'] {
  const cut = (text: string | null): string | null => (text === null ? null : safeText(text, listTextChars));
  return { from: cut(from), subject: cut(subjectText), date: cut(date) };
}
