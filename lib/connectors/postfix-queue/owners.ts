// Whose a queued mail is: the login that Postfix wrote into its envelope (`sasl_username`), read in batches with postcat;
// and where there is none, because a content filter handed the mail back, what our mail log knows of its queue id. It never
// changes, so it is remembered by queue id and time of arrival; a listing alone says nothing about it.

import type { QueuedMail, QueuedMailKey } from '@/lib/containment/queue-types';
import { ConnectorFault } from '@/lib/containment/types';
import { envelopeBatch, envelopesPerLook, logSettlesSeconds, rememberedOwners } from './limits';
import type { QueuePrograms } from './programs';
import { readEnvelopes } from './sections';

/** Of this process, over all queues: key → login, '' where nobody signed in. */
const remembered = new Map<string, string>();

export interface OwnerQuestion {
  programs: QueuePrograms;
  /** Who handed these in, by our mail log; null where it does not know. */
  askSenders: (mails: readonly QueuedMailKey[]) => Promise<(string | null)[]>;
  /** Names the queue among several. */
  queue: string;
}

/**
 * Those of the mails that this login handed in. Throws `ConnectorFault` `queue-too-long` where not all could be looked
 * at: those found so far are remembered, and the next look goes on from there.
 */
export async function mailsOf<M extends QueuedMail>(
  question: OwnerQuestion,
  login: string,
  mails: readonly M[],
  signal: AbortSignal,
): Promise<M[]> {
  const unknown = mails.filter((mail) => !remembered.has(keyOf(question.queue, mail)));
  // Spam usually carries the address of the mailbox it is sent from.
  unknown.sort((a, b) => Number(b.sender === login) - Number(a.sender === login));
  await lookAt(question, unknown.slice(0, envelopesPerLook), signal);
  const own = mails.filter((mail) => remembered.get(keyOf(question.queue, mail)) === login);
  const left = unknown.length - envelopesPerLook;
  if (left > 0) throw new QueueTooLong(own, left);
  return own;
}

/** Part of the queue was looked at; `own` are the login's among those. */
export class QueueTooLong extends ConnectorFault {
  override name = 'QueueTooLong';
  constructor(
    readonly own: readonly QueuedMail[],
    left: number,
  ) {
    super('unknown', 'queue-too-long', { left });
  }
}

/** The same, asked of the mail server anew: before something is done that cannot be undone. */
export async function surelyMailsOf<M extends QueuedMailKey>(
  question: OwnerQuestion,
  login: string,
  mails: readonly M[],
  signal: AbortSignal,
): Promise<M[]> {
  for (const mail of mails) remembered.delete(keyOf(question.queue, mail));
  await lookAt(question, mails, signal);
  return mails.filter((mail) => remembered.get(keyOf(question.queue, mail)) === login);
}

async function lookAt(
  question: OwnerQuestion,
  mails: readonly QueuedMailKey[],
  signal: AbortSignal,
): Promise<void> {
  for (let start = 0; start < mails.length; start += envelopeBatch)
    await lookAtBatch(question, mails.slice(start, start + envelopeBatch), signal);
}

async function lookAtBatch(
  { programs, askSenders, queue }: OwnerQuestion,
  batch: readonly QueuedMailKey[],
  signal: AbortSignal,
): Promise<void> {
  const nobody: QueuedMailKey[] = [];
  let rest = batch;
  while (rest.length > 0) {
    const ids = rest.map(({ queueId }) => queueId);
    const { exit, output, errors } = await programs.contents(ids, 'envelope', signal);
    const envelopes = readEnvelopes(output);
    for (const [i, { queueId, saslUser }] of envelopes.entries()) {
      const mail = rest[i];
      if (mail === undefined || mail.queueId !== queueId)
        throw new ConnectorFault('failed', 'queue-not-understood', { text: queueId });
      if (saslUser === null) nobody.push(mail);
      else remember(keyOf(queue, mail), saslUser);
    }
    if (exit === 0) break;
    // It stops at a mail that has left since the listing: the next one goes on behind it.
    if (!/No such file or directory/.test(errors))
      throw new ConnectorFault('failed', 'queue-program-failed', {
        exit,
        text: (errors.split('\n')[0] ?? '').slice(0, 200),
      });
    rest = rest.slice(envelopes.length + 1);
  }
  if (nobody.length === 0) return;
  const senders = await askSenders(nobody);
  for (const [i, mail] of nobody.entries()) {
    const sender = senders[i] ?? null;
    // The log comes later than the mail: what it does not know yet is asked again for a while.
    const isSettled = mail.arrivedAt < Date.now() / 1_000 - logSettlesSeconds;
    if (sender !== null || isSettled) remember(keyOf(queue, mail), sender ?? '');
  }
}

function remember(key: string, login: string): void {
  if (remembered.size >= rememberedOwners) {
    const oldest = remembered.keys().next();
    if (!oldest.done) remembered.delete(oldest.value);
  }
  remembered.set(key, login);
}

const keyOf = (queue: string, { queueId, arrivedAt }: QueuedMailKey): string =>
  `${queue} ${queueId} ${arrivedAt}`;
