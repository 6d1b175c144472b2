// Asks the resolvers whose the accounts are that need looking at. Never in a request and never inside filing: a case is
// opened without its customer, says so, and gets it as soon as the resolver answers. What was said is kept for its time,
// a "no" as well; while a resolver is down its questions wait, longer each time.

import { sql } from '@/lib/db/sql';
import {
  dueQuestions,
  keepReplies,
  putOff,
  takeAccounts,
  takeCustomers,
  type DueQuestion,
  type ResolverReply,
} from '@/lib/directory/answer-store';
import { parallel } from '@/lib/directory/http/limits';
import { openHttpDirectory, type ReachOptions } from '@/lib/directory/http/open';
import { httpSettings } from '@/lib/directory/http/settings';
import { listResolvers, noteAnswers, noteFault, type DirectorySource } from '@/lib/directory/source-store';
import { DirectoryFault, type ResolvingDirectory } from '@/lib/directory/types';
import { env } from '@/lib/env';
import { forgetDeskContext } from './desk-context';
import { openSecret } from './open-directory';
import { snapshotLateCustomers } from './snapshot-customers';

/** Faults in a row after which a resolver is left alone until the next round. */
const maxFaults = 3;
/** A round: what is not reached by then is due in the next one. */
const roundMs = 45_000;

export interface ResolveOptions {
  now?: () => Date;
  /** Where resolvers may be; by default what the configuration says. */
  reach?: ReachOptions;
}

/** Asks every resolver that is not paused, then lets open cases have the customers that were found. Returns the answers. */
export async function resolveAccounts({
  now = () => new Date(),
  reach = { allowedHosts: env().DIRECTORY_ALLOWED_HOSTS },
}: ResolveOptions = {}): Promise<number> {
  let answers = 0;
  // In the world of the sample provider no connection leaves the machine.
  const resolvers = env().SAMPLE_PROVIDER ? [] : await listResolvers(sql());
  for (const source of resolvers) answers += await askResolver(source, now, reach);
  await snapshotLateCustomers(now);
  return answers;
}

async function askResolver(source: DirectorySource, now: () => Date, reach: ReachOptions): Promise<number> {
  const due = await dueQuestions(sql(), source.id, now());
  if (due.length === 0) return 0;
  const { replies, fault } = await askAll(source, due, reach);
  if (replies.length > 0) await take(source, replies, now());
  if (replies.length > 0 || fault === null) await noteAnswers(sql(), source.id, now());
  if (fault === null) return replies.length;
  const answered = new Set(replies.map(({ id }) => id));
  const open = due.filter(({ id }) => !answered.has(id)).map(({ id }) => id);
  await putOff(sql(), open, now(), fault.code);
  await noteFault(sql(), source.id, { code: fault.code, detail: fault.detail });
  return replies.length;
}

interface Asked {
  replies: ResolverReply[];
  /** The last fault; questions without a reply share it. */
  fault: DirectoryFault | null;
}

async function askAll(
  source: DirectorySource,
  due: readonly DueQuestion[],
  reach: ReachOptions,
): Promise<Asked> {
  const asked: Asked = { replies: [], fault: null };
  let directory: ResolvingDirectory;
  try {
    directory = openHttpDirectory(
      source.kind as 'http' | 'abusehq',
      source.settings,
      openSecret(source),
      reach,
    );
  } catch (error) {
    if (error instanceof DirectoryFault) return { ...asked, fault: error };
    throw error;
  }
  const signal = AbortSignal.timeout(roundMs);
  let next = 0;
  let faults = 0;
  const worker = async (): Promise<void> => {
    for (let i = next++; i < due.length && faults < maxFaults && !signal.aborted; i = next++) {
      const { id, accountId, kind, question } = due[i] as DueQuestion;
      try {
        const answer = await directory.resolve(question, signal);
        asked.replies.push({ id, accountId, kind, asked: question.login, answer });
        faults = 0;
      } catch (error) {
        if (!(error instanceof DirectoryFault)) throw error;
        asked.fault = error;
        faults += 1;
      }
    }
  };
  await Promise.all(Array.from({ length: parallel }, worker)).finally(() => directory.close());
  return asked;
}

/** All that was said, in one transaction. */
async function take(
  { id, settings }: DirectorySource,
  replies: readonly ResolverReply[],
  now: Date,
): Promise<void> {
  const { keepHours, keepUnknownMinutes } = httpSettings(settings);
  const keep = { knownMs: keepHours * 3_600_000, unknownMs: keepUnknownMinutes * 60_000 };
  await sql().begin(async (tx) => {
    await takeCustomers(tx, id, replies);
    await takeAccounts(tx, id, replies);
    await keepReplies(tx, replies, now, keep);
  });
  if (replies.some(({ asked, answer }) => answer !== null && answer.account.login !== asked))
    forgetDeskContext();
}
