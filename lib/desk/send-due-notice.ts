// The worker's use case: one notice that is due goes to the mail server. The attempt is committed before the server is
// spoken to; what came of it is written with the case's history in one transaction. Never silently twice, never silently
// not at all (invariant 7): what nobody can know is ambiguous, and a person says.

import { changeAttention, lockCase, record, type LockedCase } from '@/lib/cases/decide-store';
import type { NoticeAction } from '@/lib/cases/types';
import { sql, type Tx } from '@/lib/db/sql';
import type { NoticeSettlement } from '@/lib/notices/outbox';
import { findNotice, type NoticeRow } from '@/lib/notices/queries';
import {
  abandonSending,
  claimNotice,
  listLostSendings,
  settleNotice,
  type ClaimedNotice,
} from '@/lib/notices/store';
import { statusIn } from '@/lib/notices/undeliverable';
import { settleAttempt } from '@/lib/smtp/settle-attempt';
import type { SendOutcome } from '@/lib/smtp/types';
import { raiseTasks } from '@/lib/tasks/store';
import { awaitCustomer } from './await-customer';
import { failedTask, tryNextContact } from './note-undelivered';
import { claimSeconds, configuredWay, type WayOut } from './way-out';

export interface SendOptions {
  now?: () => Date;
  send?: WayOut;
}

/** Sends one notice; false where none is due. Throws where the database fails; the claim then runs out. */
export async function sendDueNotice(options: SendOptions = {}): Promise<boolean> {
  const { now = () => new Date(), send = configuredWay() } = options;
  if (send === 'not-configured') return false;
  const claim = await claimNotice(sql(), now(), claimSeconds);
  if (claim === null) return false;
  const { envelopeFrom, toAddress: to, mime } = claim;
  const outcome = send === 'nothing-leaves' ? null : await send({ envelopeFrom, to, mime });
  await settle(claim, outcome, now());
  return true;
}

/** Attempts whose worker died become ambiguous; returns how many. */
export async function giveUpLostSendings(now = new Date()): Promise<number> {
  const lost = await listLostSendings(sql(), now);
  for (const { id, caseId } of lost) {
    await sql().begin(async (tx) => {
      const held = await lockCase(tx, caseId);
      const notice = await findNotice(tx, id);
      if (held === null || notice === null) throw new Error(`case ${caseId} of notice ${id} is gone`);
      if (!(await abandonSending(tx, id, now))) return;
      await changeAttention(tx, caseId);
      await note(tx, held, notice, 'ambiguous', now);
    });
  }
  return lost.length;
}

async function settle(claim: ClaimedNotice, outcome: SendOutcome | null, now: Date): Promise<void> {
  const ageHours = (now.getTime() - claim.createdAt.getTime()) / 3_600_000;
  const settlement: NoticeSettlement =
    outcome === null
      ? { state: 'kept', dueInSeconds: null }
      : settleAttempt(outcome, claim.attempts, ageHours);
  await sql().begin(async (tx) => {
    // The case before the notice, as everybody locks them.
    const held = await lockCase(tx, claim.caseId);
    const notice = await findNotice(tx, claim.id);
    if (held === null || notice === null)
      throw new Error(`case ${claim.caseId} of notice ${claim.id} is gone`);
    if (!(await settleNotice(tx, claim, settlement, outcome?.response ?? '', now))) return;
    await changeAttention(tx, held.id);
    const { state } = settlement;
    if (state === 'accepted' || state === 'kept') await awaitCustomer(tx, held, notice, now);
    if (state === 'failed') await fail(tx, held, notice, outcome, now);
    // A wait for another attempt is in the notice's row; the history hears of the first one.
    if (state !== 'due') await note(tx, held, notice, state as NoticeAction, now);
    else if (claim.attempts === 1) await note(tx, held, notice, 'delayed', now);
  });
}

/** A refused recipient has other contacts; a server that takes nothing from us, or for two days, needs somebody. */
async function fail(
  tx: Tx,
  held: LockedCase,
  notice: NoticeRow,
  outcome: SendOutcome | null,
  now: Date,
): Promise<void> {
  if (outcome?.kind === 'permanent' && outcome.isAboutMail)
    return tryNextContact(tx, held, notice, statusIn(outcome.response), now);
  await raiseTasks(tx, [failedTask(held, notice, outcome?.response ?? null)]);
}

function note(tx: Tx, held: LockedCase, notice: NoticeRow, action: NoticeAction, now: Date): Promise<void> {
  const detail = { action, noticeId: notice.id, notice: notice.kind, code: null };
  return record(tx, held, null, { kind: 'notice', detail }, now);
}
