// Files a batch of interpreted reports: rows, accounts, attributions, complaints, sums, scores, cases. Set-based
// throughout; the accounts' row locks, taken in order, keep two workers from adding to sums they have not seen.

import { accountIds, accountKey, insertAttributions } from '@/lib/attribution/store';
import { addToCases, appendCaseEvents, lockOpenCases, type CaseAddition, type OpenCase } from '@/lib/cases/store';
import type { Tx } from '@/lib/db/sql';
import { safeText } from '@/lib/mime/text';
import { listTextChars } from '@/lib/reports/limits';
import { insertReports } from '@/lib/reports/store';
import { isUnauthenticatedKey, type NewComplaint, type WeighedComplaint } from '@/lib/scoring/rows';
import { changeStandings, countComplaints, insertComplaints, lockAccounts } from '@/lib/scoring/store';
import type { DeskContext } from './desk-context';
import type { InterpretedReport } from './interpret-report';
import { keepSums } from './keep-sums';
import { scoreAccounts } from './score-accounts';
import { weighComplaints } from './weigh-complaints';

/** Files the reports. All of it stands or falls with the caller's transaction. */
export async function fileComplaints(tx: Tx, reports: InterpretedReport[], context: DeskContext, now: Date): Promise<void> {
  if (reports.length === 0) return;
  const numbers = await insertReports(tx, reports.map((report) => report.row));
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
  const complaints = reports.flatMap((report, i) => toComplaint(report, numbers[i] as number, accountOf(report)));
  await weighAndScore(tx, complaints, context, now);
}

/** A joe job names an account that did nothing: it is shown there, but nobody comes into being by it. */
function namedAccounts(tx: Tx, reports: InterpretedReport[]): Promise<Map<string, number>> {
  const claimed = reports.flatMap(({ attribution, row }) =>
    attribution.account ? [{ account: attribution.account, real: attribution.verdict === 'claimed' && isComplaint(row.kind) }] : [],
  );
  const accounts = (real: boolean) => claimed.filter((c) => c.real === real).map((c) => c.account);
  return accountIds(tx, accounts(true), accounts(false));
}

/** Authentication failures speak of mail that may not be ours (RFC 6591), unknown types of nothing we know. */
function isComplaint(kind: string): boolean {
  return kind !== 'auth-failure' && kind !== 'unknown';
}

function toComplaint({ row, attribution, weight, lines }: InterpretedReport, reportId: number, accountId: number | null): NewComplaint[] {
  if (accountId === null || attribution.verdict !== 'claimed' || !isComplaint(row.kind)) return [];
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
      subject: row.subject === null ? null : safeText(row.subject, listTextChars),
    },
  ];
}

async function weighAndScore(tx: Tx, complaints: NewComplaint[], context: DeskContext, now: Date): Promise<void> {
  if (complaints.length === 0) return;
  const { policy, policyId } = context;
  const ids = [...new Set(complaints.map((c) => c.accountId))].sort((a, b) => a - b);
  await lockAccounts(tx, ids);
  const openCases = await lockOpenCases(tx, ids);
  const caseOf = new Map(openCases.map((row) => [row.accountId, row]));
  const { standings, changes } = await weighComplaints(tx, complaints, policy);
  const weighed: WeighedComplaint[] = complaints.map((complaint) => ({
    ...complaint,
    standing: standings.get(complaint.reportId) ?? 'weightless',
    caseId: caseOf.get(complaint.accountId)?.id ?? null,
  }));
  await insertComplaints(tx, weighed, policyId);
  await changeStandings(tx, changes);
  await keepSums(tx, weighed, changes, policy);
  const counted = weighed.filter((complaint) => complaint.kind !== 'not-spam');
  await countComplaints(tx, counted);
  await joinCases(tx, counted, openCases);
  const trapHits = new Set(weighed.filter((c) => c.kind === 'trap' && c.standing === 'counted').map((c) => c.accountId));
  await scoreAccounts(tx, { accountIds: ids, openCases, trapHits, now, policy });
}

async function joinCases(tx: Tx, complaints: WeighedComplaint[], openCases: OpenCase[]): Promise<void> {
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
  await appendCaseEvents(
    tx,
    joining.map(({ open, rows }) => ({
      caseId: open.id,
      userId: null,
      event: {
        kind: 'complaints-joined' as const,
        detail: {
          count: rows.length,
          traps: rows.filter((row) => row.kind === 'trap').length,
          score: open.score,
          reporters: [...new Set(rows.map((row) => row.reporterKey))].slice(0, 20),
        },
      },
    })),
  );
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
