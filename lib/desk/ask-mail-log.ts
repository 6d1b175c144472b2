// Asks our mail log about all reports of a batch at once: one question of each kind, whatever the batch holds, and one
// more for local programs' mail whose report hides its Message-ID. Without a
// connected log nothing is asked and nothing changes.

import {
  logCluesOf,
  logQuestionsOf,
  type ClueSource,
  type LogClues,
  type LogQuestions,
} from '@/lib/attribution/log-clues';
import { arrivalQuestionsOf } from '@/lib/attribution/passed-on';
import type { LogKnowledge } from '@/lib/attribution/rungs/rung';
import type { OwnNetwork } from '@/lib/attribution/types';
import { log } from '@/lib/log';
import type { MailTransaction } from '@/lib/maillog/types';
import type { LogCoverage, MailLogLookup } from '@/lib/maillog-lookup/types';
import { LogUnavailable } from '@/lib/maillog-lookup/unavailable';

export interface ConnectedLog {
  lookup: MailLogLookup;
  /**
   * How far each host's log reached before anything was asked: what arrives meanwhile must not make a mail forged that
   * the look-up was too early for.
   */
  coverage: readonly LogCoverage[];
  /** How long after a complaint its log is waited for. */
  waitMs: number;
}

/** What the log knows of each mail, in the order given; null for all where no log is connected. */
export async function askMailLog(
  sources: readonly ClueSource[],
  mailLog: ConnectedLog | null,
  network: OwnNetwork,
  now: Date,
): Promise<(LogKnowledge | null)[]> {
  if (mailLog === null || mailLog.coverage.length === 0 || sources.length === 0)
    return sources.map(() => null);
  const { lookup, coverage, waitMs } = mailLog;
  const clues = sources.map((source) => logCluesOf(source, network));
  const questions = clues.map(logQuestionsOf);
  const asked = askQuestions(lookup, questions).then((found) => withArrivals(lookup, clues, found));
  const answers = await asked.catch((error: unknown) => {
    if (!(error instanceof LogUnavailable)) throw error;
    log('ask-mail-log').warn({ code: error.code, detail: error.detail }, 'the mail log does not answer');
    return null;
  });
  // A log that does not answer is one that is behind: its silence says nothing, and it is asked again.
  const reached = answers === null ? coverage.map(notReached) : coverage;
  return clues.map((own, i) => ({
    clues: own,
    answers: answers?.[i] ?? { byQueueId: [], byMessageId: [], byClient: [] },
    coverage: reached,
    now: now.getTime(),
    waitMs,
  }));
}

/** The coverage of a host whose log cannot be asked just now. */
export function notReached({ host }: Pick<LogCoverage, 'host'>): LogCoverage {
  return { host, from: 0, to: 0 };
}

/** Whether all of the log can be asked just now. What is counted or copied from a part of it would look like little. */
export function isWhole({ coverage }: Pick<ConnectedLog, 'coverage'>): boolean {
  return coverage.length > 0 && coverage.every(({ to }) => to > 0);
}

async function askQuestions(
  lookup: MailLogLookup,
  questions: readonly LogQuestions[],
): Promise<LogKnowledge['answers'][]> {
  const [byQueueId, byMessageId, byClient] = await Promise.all([
    askAll(
      questions,
      ({ queueIds }) => queueIds,
      (all) => lookup.findByQueueId(all),
    ),
    askAll(
      questions,
      ({ messageId }) => optional(messageId),
      (all) => lookup.findByMessageId(all),
    ),
    askAll(
      questions,
      ({ client }) => optional(client),
      (all) => lookup.findByClient(all),
    ),
  ]);
  return questions.map((_, i) => ({
    byQueueId: byQueueId[i] ?? [],
    byMessageId: byMessageId[i] ?? [],
    byClient: byClient[i] ?? [],
  }));
}

/** Where a report hides its Message-ID and the log has it: what came in under it. One more question, of the few. */
async function withArrivals(
  lookup: MailLogLookup,
  clues: readonly LogClues[],
  answers: LogKnowledge['answers'][],
): Promise<LogKnowledge['answers'][]> {
  const pairs = clues.map((own, i) => arrivalQuestionsOf(own, answers[i]?.byQueueId ?? []));
  if (pairs.every((list) => list.length === 0)) return answers;
  const found = await lookup.findByMessageId(pairs.flat());
  let next = 0;
  return answers.map((own, i) => {
    const count = pairs[i]?.length ?? 0;
    next += count;
    return { ...own, arrivals: found.slice(next - count, next).flat() };
  });
}

const optional = <Q>(question: Q | null): Q[] => (question === null ? [] : [question]);

/** Asks the questions of all mails in one call and gives each mail its answers. */
async function askAll<Q>(
  mails: readonly LogQuestions[],
  of: (questions: LogQuestions) => Q[],
  ask: (questions: Q[]) => Promise<MailTransaction[][]>,
): Promise<MailTransaction[][]> {
  const lists = mails.map(of);
  const all = lists.flat();
  const answers = all.length === 0 ? [] : await ask(all);
  let next = 0;
  return lists.map((list) => {
    const own = answers.slice(next, next + list.length).flat();
    next += list.length;
    return own;
  });
}
