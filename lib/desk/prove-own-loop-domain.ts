// Use case: the code that the postmaster of a domain told back proves the domain; the first one makes its subscriber
// active. A code holds for some days and some tries.

import { isCode } from '@/lib/own-loop/code';
import { countTry, lockDomain, lockSubscriber, saveProof, saveState } from '@/lib/own-loop/subscriber-store';
import { sql } from '@/lib/db/sql';
import type { SignedInUser } from '@/lib/users/types';
import { done, refused, refusedField, type Outcome } from './outcome';

const mostTries = 5;

/** Expected errors: `not-found`, `no-code` (none was sent, it ran out, or was tried too often), `proved-elsewhere`; field `code`: `wrong-code`. */
export function proveOwnLoopDomain(
  { subscriberId, domainId, code }: { subscriberId: number; domainId: number; code: string },
  admin: Pick<SignedInUser, 'id'>,
  now = new Date(),
): Promise<Outcome<{ domain: string }>> {
  return sql().begin(async (tx): Promise<Outcome<{ domain: string }>> => {
    const subscriber = await lockSubscriber(tx, subscriberId);
    const domain = await lockDomain(tx, subscriberId, domainId);
    if (subscriber === null || domain === null) return refused('not-found');
    const { codeHash, codeUntil, tries } = domain;
    if (codeHash === null || codeUntil === null || codeUntil < now || tries >= mostTries)
      return refused('no-code');
    if (!isCode(code, codeHash)) {
      await countTry(tx, domain.id);
      return refusedField('code', 'wrong-code');
    }
    if (!(await saveProof(tx, domain, now))) return refused('proved-elsewhere');
    if (subscriber.state === 'pending') await saveState(tx, subscriberId, 'active', now);
    const subject = `own-loop-subscriber:${subscriberId}`;
    const detail = tx.json({ domain: domain.domain });
    await tx`SELECT append_audit(${admin.id}, 'own-loop-domain-proved', ${subject}, ${detail})`;
    return done({ domain: domain.domain });
  }) as Promise<Outcome<{ domain: string }>>;
}
