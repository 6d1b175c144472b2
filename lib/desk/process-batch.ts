// One batch on its way from raw mail to cases: claim, read, attribute, weigh, score, open or join, in one transaction
// after the claim. Whatever happens, each mail ends processed, not recognised or quarantined with its reason, or waits;
// a mail that makes the transaction fail takes no other mail with it.

import { sql, type Tx } from '@/lib/db/sql';
import { insertNotes } from '@/lib/feedback-loops/health-store';
import { log } from '@/lib/log';
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
import { uncountReports } from '@/lib/feedback-loops/rhythm-store';
import { loadFormerPlaces, removeReports } from '@/lib/reports/store';
import type { Claim, FormerPlace } from '@/lib/reports/types';
import { lockAccounts } from '@/lib/scoring/store';
import { raiseTasks } from '@/lib/tasks/store';
import { deskContext, type DeskContext } from './desk-context';
import { fileComplaints } from './file-complaints';
import { loopNotes } from './loop-notes';
import { isFaultOfMail } from './fault-of-mail';
import { rebuildAccountsIn } from './rebuild-accounts';
import { readMails, type MailReading } from './read-mails';
import { unwatched, type ReadWatch } from './read-watch';
import { recordOwnLoopMail } from './record-own-loop-mail';
import { recordReply } from './record-reply';
import { recordSelfCheck } from './record-self-check';
import { watchFlood } from './watch-flood';

/** What the mails of a claim are read with. */
interface Run {
  context: DeskContext;
  now: () => Date;
  watch: ReadWatch;
}

/**
 * Processes up to `limit` waiting mails and returns how many it dealt with; 0 means that nothing waits. `watch` is told
 * of each mail before it is read, so that a reading which does not come back can be ended from outside.
 */
export async function processBatch(
  limit = batchSize,
  now: () => Date = () => new Date(),
  watch: ReadWatch = unwatched,
): Promise<number> {
  const endTurn = await watch.takeTurn();
  try {
    // Before the claim: a policy that cannot be read is no mail's fault and must not cost an attempt.
    const run = { context: await deskContext(), now, watch };
    const claim = await claimMessages(sql(), limit);
    watch.claimed(claim);
    return claim.length === 0 ? 0 : await processClaim(claim, run, endTurn);
  } finally {
    watch.claimed([]);
    endTurn();
  }
}

async function processClaim(claim: Claim[], run: Run, endTurn: () => void): Promise<number> {
  try {
    return await fileClaim(claim, run, endTurn);
  } catch (error) {
    if (!isFaultOfMail(error)) return giveUp(claim, error);
    if (claim.length === 1) await setBack(claim[0] as Claim, error);
    else await processOneByOne(claim, run);
    return claim.length;
  }
}

/**
 * Reads the mails first, so that the transaction, which holds the accounts' locks, is short. It commits without waiting
 * for the disk: what a crash of the server takes back is whole transactions, and their mails, safe since intake, wait
 * again.
 */
async function fileClaim(
  claim: Claim[],
  { context, now: clock, watch }: Run,
  endTurn: () => void,
): Promise<number> {
  const now = clock();
  const { readings, postponed } = await readClaim(sql(), claim)
    .then((messages) => readMails(messages, { context, now, watch }))
    .finally(endTurn);
  await postponeMessages(sql(), postponed);
  // Each by itself: every one locks a case and its account, or subscribers, in whatever order they came.
  const isAlone = ({ reply, ownLoop }: MailReading) => reply !== null || ownLoop !== null;
  const complaints = readings.filter((reading) => !isAlone(reading));
  let filed = await fileTogether(complaints, context, now);
  for (const reading of readings) if (isAlone(reading)) filed += await fileTogether([reading], context, now);
  return filed + postponed.length;
}

async function fileTogether(readings: MailReading[], context: DeskContext, now: Date): Promise<number> {
  if (readings.length === 0) return 0;
  return (await sql().begin(async (tx) => {
    await tx`SET LOCAL synchronous_commit = off`;
    const ours = await lockClaim(
      tx,
      readings.map(({ message }) => message),
    );
    const held = readings.filter(({ message }) => ours.has(message.id));
    const replayed = held.flatMap(({ message }) => (ours.get(message.id) === null ? [] : [message.id]));
    return fileReadings(tx, held, { replayed, context, now });
  })) as number;
}

/** A transaction for each mail: whichever made the batch fail is found, the others are filed at once. */
async function processOneByOne(claim: Claim[], run: Run): Promise<void> {
  for (const [index, one] of claim.entries()) {
    try {
      await fileClaim([one], run, await run.watch.takeTurn());
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

interface Held {
  /** Mails that were read before, by what the row says under its lock. */
  replayed: number[];
  context: DeskContext;
  now: Date;
}

async function fileReadings(
  tx: Tx,
  readings: MailReading[],
  { replayed, context, now }: Held,
): Promise<number> {
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
  await insertNotes(tx, loopNotes(news, context.network));
  await raiseTasks(tx, [...readings.flatMap((reading) => reading.tasks), ...floods]);
  for (const { message, reply, selfCheck, ownLoop } of readings) {
    if (reply !== null) await recordReply(tx, message, reply, now);
    if (selfCheck !== null) await recordSelfCheck(tx, message, selfCheck);
    if (ownLoop !== null) await recordOwnLoopMail(tx, message, ownLoop, now);
  }
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
  await uncountReports(tx, rawMessageIds);
  await removeReports(tx, rawMessageIds);
  const caseIds = former.flatMap((place) => (place.caseId === null ? [] : [place.caseId]));
  await rebuildAccountsIn(tx, accountIds, context, now, { reweigh: false, caseIds });
  return former;
}
