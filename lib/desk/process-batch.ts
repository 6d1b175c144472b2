// One batch on its way from raw mail to cases: claim, read, attribute, weigh, score, open or join, in one transaction
// after the claim. Whatever happens, each mail ends processed, not recognised or quarantined with its reason, or waits;
// a mail that makes the transaction fail takes no other mail with it.

import { zstdDecompressSync } from 'node:zlib';
import { sql, type Tx } from '@/lib/db/sql';
import { readReport } from '@/lib/formats/read-report';
import type { ReportOutcome } from '@/lib/formats/types';
import { log } from '@/lib/log';
import { MAIL_LIMITS } from '@/lib/mime/limits';
import { safeText } from '@/lib/mime/text';
import {
  claimMessages,
  lockClaim,
  noteFailure,
  readClaim,
  releaseClaim,
  settleMessages,
} from '@/lib/reports/claim-store';
import { batchSize, listTextChars } from '@/lib/reports/limits';
import { loadFormerPlaces, removeReports } from '@/lib/reports/store';
import type { ClaimedMessage, FormerPlace, MessageVerdict } from '@/lib/reports/types';
import { lockAccounts } from '@/lib/scoring/store';
import { deskContext, type DeskContext } from './desk-context';
import { fileComplaints } from './file-complaints';
import { isFaultOfMail } from './fault-of-mail';
import { interpretReport, type InterpretedReport } from './interpret-report';
import { rebuildAccountsIn } from './rebuild-accounts';

type Claim = { id: number; attempts: number };

/** Processes up to `limit` waiting mails and returns how many it dealt with; 0 means that nothing waits. */
export async function processBatch(limit = batchSize, now: () => Date = () => new Date()): Promise<number> {
  // Before the claim: a policy that cannot be read is no mail's fault and must not cost an attempt.
  const context = await deskContext();
  const claim = await claimMessages(sql(), limit);
  if (claim.length === 0) return 0;
  try {
    return await fileClaim(claim, context, now());
  } catch (error) {
    if (!isFaultOfMail(error)) return giveUp(claim, error);
    if (claim.length === 1) await setBack(claim[0] as Claim, error);
    else await processOneByOne(claim, context, now);
    return claim.length;
  }
}

/**
 * Reads the mails first, so that the transaction, which holds the accounts' locks, is short. It commits without waiting
 * for the disk: what a crash of the server takes back is whole transactions, and their mails, safe since intake, wait
 * again.
 */
async function fileClaim(claim: Claim[], context: DeskContext, now: Date): Promise<number> {
  const readings = (await readClaim(sql(), claim)).map((message) => readClaimed(message, context));
  return (await sql().begin(async (tx) => {
    await tx`SET LOCAL synchronous_commit = off`;
    const ours = await lockClaim(tx, claim);
    return fileReadings(
      tx,
      readings.filter(({ message }) => ours.has(message.id)),
      context,
      now,
    );
  })) as number;
}

/** A transaction for each mail: whichever made the batch fail is found, the others are filed at once. */
async function processOneByOne(claim: Claim[], context: DeskContext, now: () => Date): Promise<void> {
  for (const [index, one] of claim.entries()) {
    try {
      await fileClaim([one], context, now());
    } catch (error) {
      if (!isFaultOfMail(error)) return giveUp(claim.slice(index), error);
      await setBack(one, error);
    }
  }
}

async function setBack(one: Claim, error: unknown): Promise<void> {
  const text = error instanceof Error ? error.message : String(error);
  log('process-messages').error(
    { err: error, mail: one.id, attempts: one.attempts },
    'a mail could not be filed',
  );
  await noteFailure(sql(), one, safeText(text, 500));
}

/** Hands the mails back uncounted and passes the error on; where even that fails the claim runs out by itself. */
async function giveUp(claim: Claim[], error: unknown): Promise<never> {
  await releaseClaim(sql(), claim).catch((second: unknown) => {
    log('process-messages').warn({ err: second }, 'a claim could not be handed back; it runs out');
  });
  throw error;
}

interface Reading {
  message: ClaimedMessage;
  verdict: MessageVerdict;
  report: InterpretedReport | null;
}

function readClaimed(message: ClaimedMessage, context: DeskContext): Reading {
  const outcome = readMessage(message);
  const report = outcome.outcome === 'report' ? interpretReport(message, outcome, context) : null;
  return { message, verdict: verdictOf(message, outcome), report };
}

async function fileReadings(tx: Tx, readings: Reading[], context: DeskContext, now: Date): Promise<number> {
  await settleMessages(
    tx,
    readings.map(({ verdict }) => verdict),
  );
  const replayed = readings.filter(({ message }) => message.format !== null).map(({ message }) => message.id);
  const former = await clearReplayed(tx, replayed, context, now);
  const reports = readings.flatMap(({ report }) => (report === null ? [] : [report]));
  await fileComplaints(tx, reports, context, { now, former });
  return readings.length;
}

/** Takes away what earlier readings filed, as if it had never been, and returns where it stood. */
async function clearReplayed(
  tx: Tx,
  rawMessageIds: number[],
  context: DeskContext,
  now: Date,
): Promise<FormerPlace[]> {
  const former = await loadFormerPlaces(tx, rawMessageIds);
  const accountIds = [...new Set(former.map((place) => place.accountId))].sort((a, b) => a - b);
  await lockAccounts(tx, accountIds);
  await removeReports(tx, rawMessageIds);
  const caseIds = former.flatMap((place) => (place.caseId === null ? [] : [place.caseId]));
  await rebuildAccountsIn(tx, accountIds, context, now, { reweigh: false, caseIds });
  return former;
}

type ReadOutcome = ReportOutcome | { outcome: 'failed'; code: string; text: string };

function readMessage(message: ClaimedMessage): ReadOutcome {
  try {
    return readReport(zstdDecompressSync(message.bytes, { maxOutputLength: MAIL_LIMITS.mailBytes }));
  } catch (error) {
    return {
      outcome: 'failed',
      code: 'parser-error',
      text: error instanceof Error ? error.message : String(error),
    };
  }
}

/** Cut by `safeText`: half of an emoji at the cut is no valid JSON for PostgreSQL. */
function cut(text: string | null | undefined): string | null {
  return text === null || text === undefined ? null : safeText(text, listTextChars);
}

function verdictOf(message: ClaimedMessage, outcome: ReadOutcome): MessageVerdict {
  const { id, attempts } = message;
  if (outcome.outcome === 'failed') {
    const set = { format: null, fromText: null, subject: null };
    return {
      id,
      attempts,
      state: 'quarantined',
      reasonCode: outcome.code,
      reasonText: safeText(outcome.text, 500),
      ...set,
    };
  }
  const seen = {
    fromText: cut(outcome.outer?.fromText),
    subject: cut(outcome.outer?.subjectText),
  };
  switch (outcome.outcome) {
    case 'report':
      return {
        id,
        attempts,
        state: 'processed',
        format: outcome.format,
        reasonCode: null,
        reasonText: null,
        ...seen,
      };
    case 'broken':
      return {
        id,
        attempts,
        state: 'quarantined',
        format: outcome.format,
        reasonCode: outcome.reason,
        reasonText: null,
        ...seen,
      };
    case 'not-a-report':
      return {
        id,
        attempts,
        state: 'not_recognised',
        format: null,
        reasonCode: 'no-known-format',
        reasonText: null,
        ...seen,
      };
  }
}
