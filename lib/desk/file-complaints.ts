// Files a batch of interpreted reports: rows, accounts, attributions, complaints, sums, scores, cases. Set-based
// throughout; the accounts' row locks, taken in order, keep two workers from adding to sums they have not seen.

import { accountIds, accountKey, insertAttributions } from '@/lib/attribution/store';
import type { AttributionVerdict } from '@/lib/attribution/types';
import {
  addToCases,
  appendCaseEvents,
  lockOpenCases,
  recountCases,
  type CaseAddition,
  type NewCaseEvent,
  type OpenCase,
} from '@/lib/cases/store';
import type { Tx } from '@/lib/db/sql';
import { safeText } from '@/lib/mime/text';
import { listTextChars } from '@/lib/reports/limits';
import { holdLoops, insertReports } from '@/lib/reports/store';
import type { FormerPlace } from '@/lib/reports/types';
import { totalsByAccount } from '@/lib/scoring/complaint-totals';
import { isUnauthenticatedKey, type NewComplaint, type WeighedComplaint } from '@/lib/scoring/rows';
import { isTrapHit } from '@/lib/scoring/stage-for';
import { changeStandings, countHours, insertComplaints, lockAccounts } from '@/lib/scoring/store';
import { isStraggler } from '@/lib/scoring/straggler';
import type { DeskContext } from './desk-context';
import type { InterpretedReport } from './interpret-report';
import { keepSums } from './keep-sums';
import { keepSuppressionGrounds } from './keep-suppression-grounds';
import { scoreAccounts } from './score-accounts';
import { weighComplaints } from './weigh-complaints';

export interface Filing {
  now: Date;
  /** Of mails that are read anew: where their complaints stood. */
  former?: readonly FormerPlace[];
}

/** Files the reports. All of it stands or falls with the caller's transaction. */
export async function fileComplaints(
  tx: Tx,
  reports: InterpretedReport[],
  context: DeskContext,
  filing: Filing,
): Promise<void> {
  if (reports.length === 0) return;
  await dropLostLoops(tx, reports);
  const numbers = await insertReports(
    tx,
    reports.map((report) => report.row),
  );
  const accounts = await namedAccounts(tx, reports);
  const accountOf = (report: InterpretedReport): number | null =>
    report.attribution.account ? (accounts.get(accountKey(report.attribution.account)) ?? null) : null;
  await insertAttributions(
    tx,
    reports.map((report, i) => ({
      reportId: numbers[i] as number,
      accountId: accountOf(report),
      result: report.attribution,
    })),
  );
  await keepSuppressionGrounds(
    tx,
    reports.flatMap((report, i) => {
      const accountId = accountOf(report);
      if (report.ground === null || accountId === null) return [];
      const { feedbackLoopId } = report.row;
      return [{ ...report.ground, feedbackLoopId, reportId: numbers[i] as number, accountId }];
    }),
  );
  const complaints = reports.flatMap((report, i) =>
    toComplaint(report, numbers[i] as number, accountOf(report)),
  );
  const places = new Map(
    (filing.former ?? []).map((place) => [`${place.rawMessageId}:${place.ordinal}`, place]),
  );
  const returning = new Map<number, FormerPlace>();
  reports.forEach(({ row }, i) => {
    const place = places.get(`${row.rawMessageId}:${row.ordinal}`);
    if (place !== undefined) returning.set(numbers[i] as number, place);
  });
  await weighAndScore(tx, complaints, context, { now: filing.now, returning });
}

/** A feedback loop that was removed since the mails were read is named by none of them. */
async function dropLostLoops(tx: Tx, reports: InterpretedReport[]): Promise<void> {
  const named = reports.filter(({ row }) => row.feedbackLoopId !== null);
  const present = await holdLoops(tx, [...new Set(named.map(({ row }) => row.feedbackLoopId as number))]);
  for (const { row } of named) if (!present.has(row.feedbackLoopId as number)) row.feedbackLoopId = null;
}

/** A forged mail names an account that did nothing: it is shown there, but nobody comes into being by it. */
function namedAccounts(tx: Tx, reports: InterpretedReport[]): Promise<Map<string, number>> {
  const claimed = reports.flatMap(({ attribution, row }) =>
    attribution.account
      ? [{ account: attribution.account, real: counts(attribution.verdict) && isComplaint(row.kind) }]
      : [],
  );
  const accounts = (real: boolean) => claimed.filter((c) => c.real === real).map((c) => c.account);
  return accountIds(tx, accounts(true), accounts(false));
}

/**
 * Whether a complaint counts against the account that its attribution names. What only was forwarded is filed with the
 * mailbox that forwards and weighs nothing; what waits for its log counts once that has come.
 */
export function counts(verdict: AttributionVerdict): boolean {
  switch (verdict) {
    case 'sent-by-account':
    case 'sent-by-web-script':
    case 'sent-by-connection':
    case 'forwarded':
    case 'claimed':
    case 'no-longer-checkable':
      return true;
    case 'joe-job':
    case 'forged':
    case 'ambiguous':
    case 'waiting':
    case 'not-through-us':
    case 'unattributed':
      return false;
  }
}

/** Authentication failures speak of mail that may not be ours (RFC 6591), unknown types of nothing we know. */
export function isComplaint(kind: string): boolean {
  return kind !== 'auth-failure' && kind !== 'unknown';
}

/** Whether it is a straggler shows under its account's lock. */
type FoundComplaint = NewComplaint & { mailDate: Date | null };

function toComplaint(
  { row, attribution, weight, lines, features }: InterpretedReport,
  reportId: number,
  accountId: number | null,
): FoundComplaint[] {
  if (accountId === null || !counts(attribution.verdict) || !isComplaint(row.kind)) return [];
  return [
    {
      reportId,
      accountId,
      reporterKey: row.reporterKey,
      unauthenticated: isUnauthenticatedKey(row.reporterKey),
      complainant: row.complainant ?? '',
      receivedAt: row.receivedAt,
      kind: row.kind,
      trustFactor: row.trustFactor,
      attributionFactor: attribution.factor,
      lines,
      weight,
      mailDate: row.mailDate,
      straggler: false,
      subject: row.subject === null ? null : safeText(row.subject, listTextChars),
      features: row.kind === 'not-spam' ? [] : features,
    },
  ];
}

interface Weighing {
  now: Date;
  /** Former places by the report's new number. */
  returning: ReadonlyMap<number, FormerPlace>;
}

async function weighAndScore(
  tx: Tx,
  found: FoundComplaint[],
  context: DeskContext,
  { now, returning }: Weighing,
): Promise<void> {
  if (found.length === 0) return;
  const { policy, policyId } = context;
  const ids = [...new Set(found.map((c) => c.accountId))].sort((a, b) => a - b);
  const releases = await lockAccounts(tx, ids);
  const complaints = found.map((c) => ({ ...c, straggler: isStraggler(c, releases.get(c.accountId)) }));
  const openCases = await lockOpenCases(tx, ids);
  const caseOf = new Map(openCases.map((row) => [row.accountId, row]));
  const { standings, changes } = await weighComplaints(tx, complaints, policy);
  const weighed: WeighedComplaint[] = complaints.map((complaint) => ({
    ...complaint,
    standing: standings.get(complaint.reportId) ?? 'weightless',
    caseId: caseIdOf(complaint, returning.get(complaint.reportId), caseOf),
  }));
  await insertComplaints(tx, weighed, policyId);
  await changeStandings(tx, changes);
  await keepSums(tx, weighed, changes, policy);
  const counted = weighed.filter((complaint) => complaint.kind !== 'not-spam');
  await countHours(tx, counted);
  await joinCases(tx, counted, openCases, returning);
  await recountReturned(tx, weighed, returning);
  const trapHits = new Set(
    weighed.filter((c) => c.standing === 'counted' && isTrapHit(c, policy)).map((c) => c.accountId),
  );
  await scoreAccounts(tx, {
    accountIds: ids,
    openCases,
    trapHits,
    now,
    policy,
    totals: totalsByAccount(counted),
  });
}

/** The open case; a complaint that is read anew stays where it was, as long as it is still this account's. */
function caseIdOf(
  complaint: NewComplaint,
  former: FormerPlace | undefined,
  caseOf: Map<number, OpenCase>,
): number | null {
  if (former?.accountId === complaint.accountId) return former.caseId;
  return caseOf.get(complaint.accountId)?.id ?? null;
}

/** Cases that complaints went back to, ended ones too: counts and latest subjects follow from the rows. */
async function recountReturned(
  tx: Tx,
  complaints: WeighedComplaint[],
  returning: Weighing['returning'],
): Promise<void> {
  const ids = complaints.flatMap(({ caseId, reportId }) =>
    caseId === null || !returning.has(reportId) ? [] : [caseId],
  );
  await recountCases(
    tx,
    [...new Set(ids)].sort((a, b) => a - b),
  );
}

/** Adds the complaints to their open cases; what only came back is counted but no news in the history. */
async function joinCases(
  tx: Tx,
  complaints: WeighedComplaint[],
  openCases: OpenCase[],
  returning: Weighing['returning'],
): Promise<void> {
  const joining = openCases
    .map((open) => ({ open, rows: complaints.filter((complaint) => complaint.caseId === open.id) }))
    .filter(({ rows }) => rows.length > 0);
  await addToCases(
    tx,
    joining.map(({ open, rows }) => additionOf(open, rows)),
    joining.flatMap(({ open, rows }) =>
      rows.map(({ reporterKey, complainant }) => ({ caseId: open.id, reporterKey, complainant })),
    ),
  );
  const news = joining.map(({ open, rows }) => ({
    open,
    rows: rows.filter((row) => returning.get(row.reportId)?.caseId !== open.id),
  }));
  await appendCaseEvents(tx, news.filter(({ rows }) => rows.length > 0).map(joinedEvent));
}

function joinedEvent({ open, rows }: { open: OpenCase; rows: WeighedComplaint[] }): NewCaseEvent {
  const traps = rows.filter((row) => row.kind === 'trap').length;
  const reporters = [...new Set(rows.map((row) => row.reporterKey))].slice(0, 20);
  const detail = { count: rows.length, traps, score: open.score, reporters };
  return { caseId: open.id, userId: null, event: { kind: 'complaints-joined', detail } };
}

function additionOf(open: OpenCase, rows: WeighedComplaint[]): CaseAddition {
  const latestFirst = [...rows].sort((a, b) => b.receivedAt.getTime() - a.receivedAt.getTime());
  const subjects = latestFirst.flatMap((row) => (row.subject === null ? [] : [row.subject]));
  return {
    caseId: open.id,
    complaints: rows.length,
    traps: rows.filter((row) => row.kind === 'trap').length,
    firstAt: (latestFirst.at(-1) as WeighedComplaint).receivedAt,
    lastAt: (latestFirst[0] as WeighedComplaint).receivedAt,
    subjects: [...new Set([...subjects, ...open.latestSubjects])].slice(0, 3),
  };
}
