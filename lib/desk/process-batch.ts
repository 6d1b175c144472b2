// One batch on its way from raw mail to cases: claim, read, attribute, weigh, score, open or join, in one transaction
// after the claim. Whatever happens, each mail ends processed, not recognised or quarantined with its reason, or waits.

import { zstdDecompressSync } from 'node:zlib';
import { sql, type Tx } from '@/lib/db/sql';
import { readReport } from '@/lib/formats/read-report';
import type { ReportOutcome } from '@/lib/formats/types';
import { MAIL_LIMITS } from '@/lib/mime/limits';
import { claimMessages, openClaim, releaseClaim, settleMessages } from '@/lib/reports/claim-store';
import { batchSize } from '@/lib/reports/limits';
import { removeReports } from '@/lib/reports/store';
import type { ClaimedMessage, MessageVerdict } from '@/lib/reports/types';
import { deskContext, type DeskContext } from './desk-context';
import { fileComplaints } from './file-complaints';
import { interpretReport, type InterpretedReport } from './interpret-report';
import { rebuildAccountsIn } from './rebuild-accounts';

/** Processes up to `limit` waiting mails and returns how many it settled; 0 means that nothing waits. */
export async function processBatch(limit = batchSize, now: () => Date = () => new Date()): Promise<number> {
  const claim = await claimMessages(sql(), limit);
  if (claim.length === 0) return 0;
  try {
    const context = await deskContext();
    return await sql().begin((tx) => processClaim(tx, claim, context, now()));
  } catch (error) {
    if (isTransient(error)) await releaseClaim(sql(), claim).catch(() => undefined);
    throw error;
  }
}

/** Errors of the connection or of concurrency, not of a mail: they must not count as attempts. */
function isTransient(error: unknown): boolean {
  const code = (error as { code?: string }).code ?? '';
  return /^(CONNECT|CONNECTION|ECONN|EPIPE|40001|40P01|57P0|08|53)/.test(code);
}

async function processClaim(tx: Tx, claim: { id: number; attempts: number }[], context: DeskContext, now: Date): Promise<number> {
  const messages = await openClaim(tx, claim);
  const verdicts: MessageVerdict[] = [];
  const reports: InterpretedReport[] = [];
  for (const message of messages) {
    const outcome = readMessage(message);
    verdicts.push(verdictOf(message, outcome));
    if (outcome.outcome === 'report') reports.push(interpretReport(message, outcome, context));
  }
  await settleMessages(tx, verdicts);
  const replayed = messages.filter((message) => message.format !== null).map((message) => message.id);
  const disturbed = await removeReports(tx, replayed);
  await rebuildAccountsIn(tx, disturbed, context, now);
  await fileComplaints(tx, reports, context, now);
  return messages.length;
}

type ReadOutcome = ReportOutcome | { outcome: 'failed'; code: string; text: string };

function readMessage(message: ClaimedMessage): ReadOutcome {
  try {
    return readReport(zstdDecompressSync(message.bytes, { maxOutputLength: MAIL_LIMITS.mailBytes }));
  } catch (error) {
    return { outcome: 'failed', code: 'parser-error', text: error instanceof Error ? error.message : String(error) };
  }
}

function verdictOf(message: ClaimedMessage, outcome: ReadOutcome): MessageVerdict {
  const { id, attempts } = message;
  if (outcome.outcome === 'failed') {
    const set = { format: null, fromText: null, subject: null };
    return { id, attempts, state: 'quarantined', reasonCode: outcome.code, reasonText: outcome.text.slice(0, 500), ...set };
  }
  const seen = {
    fromText: outcome.outer?.fromText?.slice(0, 300) ?? null,
    subject: outcome.outer?.subjectText?.slice(0, 300) ?? null,
  };
  switch (outcome.outcome) {
    case 'report':
      return { id, attempts, state: 'processed', format: outcome.format, reasonCode: null, reasonText: null, ...seen };
    case 'broken':
      return { id, attempts, state: 'quarantined', format: outcome.format, reasonCode: outcome.reason, reasonText: null, ...seen };
    case 'not-a-report':
      return { id, attempts, state: 'not_recognised', format: null, reasonCode: 'no-known-format', reasonText: null, ...seen };
  }
}
