// Holds what an account has handed in and Postfix has not delivered yet. Nothing is deleted; what is held stays held after
// the release, until a person says what becomes of it. Source: postsuper(1), "-h"; a mail that is being delivered at that
// moment may still arrive.

import type { QueuedMail } from '@/lib/containment/queue-types';
import { ConnectorFault, type Connector, type MeasureOrder, type PriorState } from '@/lib/containment/types';
import type { ConnectorSetup } from '../types';
import { holdRounds, priorIds } from './limits';
import { readListing } from './listing';
import { mailsOf, QueueTooLong, type OwnerQuestion } from './owners';
import { queuePrograms } from './programs';
import { postfixQueueAccess } from './queue-access';
import { postfixQueueSettings } from './settings';

/** Acts by `postqueue`, `postcat` and `postsuper`. */
export function postfixQueueConnector(setup: ConnectorSetup): Connector {
  const settings = postfixQueueSettings.parse(setup.settings);
  const { askSenders } = setup;
  const question: OwnerQuestion = {
    programs: queuePrograms(settings, setup.reach),
    askSenders: (mails) =>
      askSenders?.(mails, settings.logHost || null) ?? Promise.resolve(mails.map(() => null)),
    queue: `${setup.id}`,
  };
  return queueConnector(() => question);
}

/** The same over whatever answers like these programs for a login. */
export function queueConnector(questionOf: (login: string) => OwnerQuestion): Connector {
  const listOwn = async (order: MeasureOrder, signal: AbortSignal): Promise<QueuedMail[]> => {
    const question = questionOf(loginOf(order));
    return mailsOf(question, loginOf(order), readListing(await question.programs.listing(signal)), signal);
  };
  return {
    measures: ['hold-queue'],
    readPrior: async (order, signal) => {
      const own = await listOwn(order, signal).catch(partOf);
      const held = own.filter(({ place }) => place === 'hold');
      const heldIds = held.slice(0, priorIds).map(({ queueId }) => queueId);
      return { ...countsOf(own), heldIds: heldIds.join(' ') };
    },
    apply: async (order, _prior, signal) => {
      // A release repeats the hold no more; what is held waits for a person.
      if (order.wanted === 'on') await hold(questionOf(loginOf(order)), loginOf(order), signal);
    },
    readBack: async (order, prior, signal) => {
      const seen: PriorState = { ...countsOf(await listOwn(order, signal)) };
      for (const name of ['held', 'waiting']) seen[`${name}Before`] = prior[name] ?? null;
      return { found: order.wanted === 'on' && seen['waiting'] === 0 ? 'ours' : 'free', seen };
    },
    probe: async (order, signal) => {
      const detail = countsOf(await listOwn(order, signal));
      if (order.wanted === 'off')
        return { result: 'not-provable', code: detail.held === 0 ? 'queue-free' : 'held-mail-stays', detail };
      if (detail.waiting > 0) return { result: 'does-not-hold', code: 'queue-moving', detail };
      return { result: 'holds', code: 'queue-held', detail };
    },
    queue: postfixQueueAccess(questionOf),
    close: () => Promise.resolve(),
  };
}

function loginOf({ account }: MeasureOrder): string {
  // Only who signed in stands in the envelope.
  if (account.kind !== 'mailbox') throw new ConnectorFault('refused', 'no-sasl-login');
  return account.login.toLowerCase();
}

function countsOf(mails: readonly QueuedMail[]): { held: number; waiting: number } {
  return {
    held: mails.filter(({ place }) => place === 'hold').length,
    waiting: mails.filter(isWaiting).length,
  };
}

/** What the queue manager would still deliver. */
function isWaiting({ place, isReturning }: QueuedMail): boolean {
  return place === 'waiting' && !isReturning;
}

/** What was found of a queue that is too long for one look. */
function partOf(error: unknown): readonly QueuedMail[] {
  if (error instanceof QueueTooLong) return error.own;
  throw error;
}

async function hold(question: OwnerQuestion, login: string, signal: AbortSignal): Promise<void> {
  const { programs } = question;
  for (let round = 1; round <= holdRounds; round += 1) {
    const before = readListing(await programs.listing(signal));
    const tooLong: QueueTooLong[] = [];
    const own = await mailsOf(question, login, before, signal).catch((error: unknown) => {
      if (error instanceof QueueTooLong) tooLong.push(error);
      return partOf(error);
    });
    const moving = own.filter(isWaiting);
    const ids = moving.map(({ queueId }) => queueId);
    if (ids.length > 0) {
      await programs.operate('-h', ids, ['incoming', 'active', 'deferred'], signal);
      await letGoOthers(question, login, moving, signal);
    }
    // Those found are on hold; the rest of the queue is for the next attempt.
    if (tooLong[0] !== undefined) throw tooLong[0];
    if (ids.length === 0) return;
  }
}

/** A short queue id may be somebody else's by the time postsuper reads it: that mail goes back where it was. */
async function letGoOthers(
  question: OwnerQuestion,
  login: string,
  moved: readonly QueuedMail[],
  signal: AbortSignal,
): Promise<void> {
  const arrivalOf = new Map(moved.map(({ queueId, arrivedAt }) => [queueId, arrivedAt]));
  const { programs } = question;
  const others = readListing(await programs.listing(signal)).filter(
    ({ queueId, arrivedAt, place }) =>
      place === 'hold' && (arrivalOf.get(queueId) ?? arrivedAt) !== arrivedAt,
  );
  if (others.length === 0) return;
  const own = new Set(await mailsOf(question, login, others, signal));
  const ids = others.filter((mail) => !own.has(mail)).map(({ queueId }) => queueId);
  if (ids.length > 0) await programs.operate('-H', ids, ['hold'], signal);
}
