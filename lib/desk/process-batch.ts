// One batch on its way from raw mail to cases: claim, read, attribute, weigh, score, open or join, in one transaction
// after the claim. Whatever happens, each mail ends processed, not recognised or quarantined with its reason, or waits;
// a mail that makes the transaction fail takes no other mail with it.

import { zstdDecompressSync } from 'node:zlib';
import { sql, type Tx } from '@/lib/db/sql';
import { readReport } from '@/lib/formats/read-report';
import { log } from '@/lib/log';
import { MAIL_LIMITS } from '@/lib/mime/limits';
import { safeText } from '@/lib/mime/text';
import {
  claimMessages,
  lockClaim,
  noteFailure,
  postponeMessages,
  readClaim,
  releaseClaim,
  settleMessages,
} from '@/lib/reports/claim-store';
import { batchSize } from '@/lib/reports/limits';
import { loadFormerPlaces, removeReports } from '@/lib/reports/store';
import type { Claim, ClaimedMessage, FormerPlace, MessageVerdict } from '@/lib/reports/types';
import { lockAccounts } from '@/lib/scoring/store';
import { raiseTasks } from '@/lib/tasks/store';
import type { NewTask } from '@/lib/tasks/types';
import { checkSignatures } from './check-signatures';
import { deskContext, type DeskContext } from './desk-context';
import { fileComplaints } from './file-complaints';
import { isFaultOfMail } from './fault-of-mail';
import { interpretReport, type InterpretedReport } from './interpret-report';
import { judgeMail, type ReadOutcome } from './judge-mail';
import { rebuildAccountsIn } from './rebuild-accounts';
import { watchFlood } from './watch-flood';

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
  const { readings, postponed } = await readClaimed(await readClaim(sql(), claim), context, now);
  await postponeMessages(sql(), postponed);
  const filed = (await sql().begin(async (tx) => {
    await tx`SET LOCAL synchronous_commit = off`;
    const ours = await lockClaim(tx, claim);
    const held = readings.filter(({ message }) => ours.has(message.id));
    const replayed = held.flatMap(({ message }) => (ours.get(message.id) === null ? [] : [message.id]));
    return fileReadings(tx, held, { replayed, context, now });
  })) as number;
  return filed + postponed.length;
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
  reports: InterpretedReport[];
  tasks: NewTask[];
}

/** Reads the claimed mails, then checks the signatures of those that need it, all at once, then interprets. */
async function readClaimed(
  messages: ClaimedMessage[],
  context: DeskContext,
  now: Date,
): Promise<{ readings: Reading[]; postponed: ClaimedMessage[] }> {
  const read = messages.map((message) => ({ message, ...readMessage(message) }));
  const checks = await checkSignatures(read, context, now);
  const readings: Reading[] = [];
  const postponed: ClaimedMessage[] = [];
  read.forEach(({ message, outcome }, i) => {
    const signatures = checks[i] ?? null;
    if (signatures === 'postpone') {
      postponed.push(message);
      return;
    }
    const { verdict, reportItems, tasks } = judgeMail(message, outcome, signatures, context);
    const reports = reportItems.map((item, ordinal) =>
      interpretReport(message, { ...item, ordinal, signatures }, context),
    );
    readings.push({ message, verdict, reports, tasks });
  });
  return { readings, postponed };
}

interface Held {
  /** Mails that were read before, by what the row says under its lock. */
  replayed: number[];
  context: DeskContext;
  now: Date;
}

async function fileReadings(tx: Tx, readings: Reading[], { replayed, context, now }: Held): Promise<number> {
  await settleMessages(
    tx,
    readings.map(({ verdict }) => verdict),
  );
  const former = await clearReplayed(tx, replayed, context, now);
  const reports = readings.flatMap((reading) => reading.reports);
  await fileComplaints(tx, reports, context, { now, former });
  const again = new Set(replayed);
  const news = readings.filter(({ message }) => !again.has(message.id) && message.judgement === null);
  const floods = await watchFlood(
    tx,
    news.flatMap((reading) => reading.reports),
    context.policy,
  );
  await raiseTasks(tx, [...readings.flatMap((reading) => reading.tasks), ...floods]);
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

function readMessage(message: ClaimedMessage): { outcome: ReadOutcome; raw: Buffer } {
  try {
    const raw = zstdDecompressSync(message.bytes, { maxOutputLength: MAIL_LIMITS.mailBytes });
    return { outcome: readReport(raw), raw };
  } catch (error) {
    const text = error instanceof Error ? error.message : String(error);
    return { outcome: { outcome: 'failed', code: 'parser-error', text }, raw: Buffer.alloc(0) };
  }
}
