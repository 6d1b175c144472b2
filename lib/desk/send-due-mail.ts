// The worker's use case for mail that belongs to no case: one that is due goes to the mail server. As with notices, the
// attempt is committed before the server is spoken to, and what nobody can know is ambiguous until a person says.

import { sql, type Tx } from '@/lib/db/sql';
import { statusIn } from '@/lib/notices/undeliverable';
import { findMail } from '@/lib/outgoing/queries';
import {
  abandonLostMails,
  claimMail,
  markMailBounced,
  settleMail,
  type ClaimedMail,
} from '@/lib/outgoing/store';
import { settleAttempt } from '@/lib/smtp/settle-attempt';
import type { SendOutcome } from '@/lib/smtp/types';
import { afterMail } from './after-mail';
import { claimSeconds, configuredWay, type WayOut } from './way-out';

export interface SendMailOptions {
  now?: () => Date;
  send?: WayOut;
}

/** Sends one mail; false where none is due. Throws where the database fails; the claim then runs out. */
export async function sendDueMail(options: SendMailOptions = {}): Promise<boolean> {
  const { now = () => new Date(), send = configuredWay() } = options;
  if (send === 'not-configured') return false;
  const claim = await claimMail(sql(), now(), claimSeconds);
  if (claim === null) return false;
  const { envelopeFrom, to, mime } = claim;
  const outcome = send === 'nothing-leaves' ? null : await send({ envelopeFrom, to, mime });
  await settle(claim, outcome, now());
  return true;
}

/** Attempts whose worker died become ambiguous; returns how many. */
export async function giveUpLostMails(now = new Date()): Promise<number> {
  return sql().begin(async (tx) => {
    const lost = await abandonLostMails(tx, now);
    for (const id of lost) await tell(tx, id, { state: 'ambiguous', status: null, response: null }, now);
    return lost.length;
  });
}

/** A delivery status notification (RFC 3464, 5.x.x) with the mail's token came back. False where the mail is not out. */
export async function noteMailBounce(tx: Tx, id: number, status: string, now: Date): Promise<boolean> {
  if (!(await markMailBounced(tx, id, status))) return false;
  await tell(tx, id, { state: 'bounced', status, response: null }, now);
  return true;
}

async function settle(claim: ClaimedMail, outcome: SendOutcome | null, now: Date): Promise<void> {
  const ageHours = (now.getTime() - claim.triedSince.getTime()) / 3_600_000;
  const settlement =
    outcome === null
      ? ({ state: 'kept', dueInSeconds: null } as const)
      : settleAttempt(outcome, claim.attempts, ageHours);
  const response = outcome?.response ?? '';
  await sql().begin(async (tx) => {
    if (!(await settleMail(tx, claim, settlement, response, now))) return;
    const { state } = settlement;
    if (state === 'due') return;
    const isAboutRecipient = outcome?.kind === 'permanent' && outcome.isAboutMail;
    const status = isAboutRecipient ? statusIn(response) : null;
    await tell(tx, claim.id, { state, status, response }, now);
  });
}

async function tell(tx: Tx, id: number, end: Parameters<typeof afterMail>[2], now: Date): Promise<void> {
  const mail = await findMail(tx, id);
  if (mail === null) throw new Error(`mail ${id} vanished while it was settled`);
  await afterMail(tx, mail, end, now);
}
