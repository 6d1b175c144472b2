// Use case: an administrator has a code sent to the postmaster or the abuse mailbox of a subscriber's domain.

import { hashOfCode, newCode } from '@/lib/own-loop/code';
import { lockDomain, lockSubscriber, saveCode } from '@/lib/own-loop/subscriber-store';
import type { ProofMailbox } from '@/lib/own-loop/types';
import { proofMail } from '@/lib/own-loop/words';
import { loadSenderDetails } from '@/lib/notices/fact-queries';
import { sql } from '@/lib/db/sql';
import type { SignedInUser } from '@/lib/users/types';
import { noticeAddresses } from './notice-settings';
import { done, refused, type Outcome } from './outcome';
import { writeMail } from './write-mail';

const codeDays = 7;

/** A new code makes the one before worthless. Expected errors: `not-found`, `proved-already`, `not-configured`. */
export function sendOwnLoopCode(
  { subscriberId, domainId, mailbox }: { subscriberId: number; domainId: number; mailbox: ProofMailbox },
  admin: Pick<SignedInUser, 'id'>,
  { now = new Date(), code = newCode() }: { now?: Date; code?: string } = {},
): Promise<Outcome<{ to: string }>> {
  return sql().begin(async (tx): Promise<Outcome<{ to: string }>> => {
    if (noticeAddresses() === null) return refused('not-configured');
    const subscriber = await lockSubscriber(tx, subscriberId);
    const domain = await lockDomain(tx, subscriberId, domainId);
    if (subscriber === null || domain === null) return refused('not-found');
    if (domain.verifiedAt !== null) return refused('proved-already');
    const to = `${mailbox}@${domain.domain}`;
    const until = new Date(now.getTime() + codeDays * 86_400_000);
    await saveCode(tx, domain.id, { hash: hashOfCode(code), sentTo: to, until });
    const { provider } = await loadSenderDetails(tx);
    const { organisation } = subscriber;
    const words = proofMail(provider, { organisation, domain: domain.domain, code, days: codeDays });
    const key = `own-loop-code:${domain.id}:${now.getTime()}`;
    const relatedTo = { kind: 'own-loop-subscriber', id: subscriberId };
    await writeMail(
      tx,
      { purpose: 'own-loop-verification', key, to, ...words, relatedTo, userId: admin.id },
      now,
    );
    const detail = tx.json({ to });
    const subject = `own-loop-subscriber:${subscriberId}`;
    await tx`SELECT append_audit(${admin.id}, 'own-loop-code-sent', ${subject}, ${detail})`;
    return done({ to });
  }) as Promise<Outcome<{ to: string }>>;
}
