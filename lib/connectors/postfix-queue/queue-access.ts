// The queue as the desk lists it and acts on it. Before anything is done the queue is listed anew: a mail counts only
// while it lies on hold under the same id since the same second and its envelope still names the login.

import type {
  OutwardQueueAction,
  QueueAccess,
  QueuedMail,
  QueuedMailKey,
  QueueOutcome,
} from '@/lib/containment/queue-types';
import { ConnectorFault } from '@/lib/containment/types';
import { headerBatch, requeueAfterSeconds } from './limits';
import { readListing } from './listing';
import { mailsOf, surelyMailsOf, type OwnerQuestion } from './owners';
import type { QueuePrograms } from './programs';
import { readHeaders } from './sections';

/** More of a header says nothing to a person who tells spam from honest mail. */
const HEADER_CHARS = 8_192;

/** The way to one Postfix queue. */
export function postfixQueueAccess(questionOf: (login: string) => OwnerQuestion): QueueAccess {
  return {
    list: async (login, signal) => {
      const question = questionOf(login.toLowerCase());
      const listed = readListing(await question.programs.listing(signal));
      return mailsOf(question, login.toLowerCase(), listed, signal);
    },
    headersOf: async (login, mails, signal) => {
      const { programs } = questionOf(login.toLowerCase());
      const found = new Map<string, string>();
      for (let start = 0; start < mails.length; start += headerBatch)
        for (const [id, header] of await headers(programs, mails.slice(start, start + headerBatch), signal))
          found.set(id, header);
      return found;
    },
    act: async (action, login, mails, signal) => {
      const question = questionOf(login.toLowerCase());
      const { programs } = question;
      const listed = await onHold(programs, mails, signal);
      const own = await surelyMailsOf(question, login.toLowerCase(), listed, signal);
      await operate(programs, action, own, signal);
      const left = new Set((await onHold(programs, own, signal)).map(keyOf));
      const acted = new Set(own.map(keyOf));
      const outcome: QueueOutcome = { done: [], missing: [], kept: [] };
      for (const mail of mails) {
        const key = keyOf(mail);
        if (!acted.has(key)) outcome.missing.push(mail);
        else outcome[left.has(key) ? 'kept' : 'done'].push(mail);
      }
      return outcome;
    },
  };
}

async function operate(
  programs: QueuePrograms,
  action: OutwardQueueAction,
  mails: readonly QueuedMail[],
  signal: AbortSignal,
): Promise<void> {
  const run = async (option: '-H' | '-r' | '-f' | '-d', chosen: readonly QueuedMailKey[]) => {
    const ids = chosen.map(({ queueId }) => queueId);
    if (ids.length > 0) await programs.operate(option, ids, ['hold'], signal);
  };
  if (action === 'purge') return run('-d', mails);
  if (action === 'return') return run('-f', mails);
  const oldest = Date.now() / 1_000 - requeueAfterSeconds;
  await run(
    '-H',
    mails.filter(({ arrivedAt }) => arrivedAt >= oldest),
  );
  await run(
    '-r',
    mails.filter(({ arrivedAt }) => arrivedAt < oldest),
  );
}

/** Those that lie on hold as they were listed. */
async function onHold(
  programs: QueuePrograms,
  mails: readonly QueuedMailKey[],
  signal: AbortSignal,
): Promise<QueuedMail[]> {
  const wanted = new Set(mails.map(keyOf));
  return readListing(await programs.listing(signal)).filter(
    (mail) => mail.place === 'hold' && wanted.has(keyOf(mail)),
  );
}

/** Their headers; one that has left since the listing ends postcat, and the next run goes on behind it. */
async function headers(
  programs: QueuePrograms,
  batch: readonly QueuedMailKey[],
  signal: AbortSignal,
): Promise<Map<string, string>> {
  const found = new Map<string, string>();
  let rest = batch.map(({ queueId }) => queueId);
  while (rest.length > 0) {
    const { exit, output, errors } = await programs.contents(rest, 'header', signal);
    const some = readHeaders(output, rest, HEADER_CHARS);
    for (const [id, header] of some) found.set(id, header);
    if (exit === 0) break;
    const gone = /open queue file (\S+): No such file/.exec(errors)?.[1];
    const at = gone === undefined ? -1 : rest.indexOf(gone);
    if (at < 0) throw new ConnectorFault('failed', 'queue-program-failed', { exit });
    rest = rest.slice(at + 1);
  }
  return found;
}

const keyOf = ({ queueId, arrivedAt }: QueuedMailKey): string => `${queueId} ${arrivedAt}`;
