// A person lets an account go. The gate is asked under the case's lock; past it only a reason leads. The measures are
// ordered to end; the release itself is done when the last of them is proved lifted (complete-release.ts).

import { raiseVersion, record } from '@/lib/cases/decide-store';
import { transition } from '@/lib/cases/transitions';
import { lockMeasuresInForce } from '@/lib/containment/order-store';
import { wantLifted } from '@/lib/containment/store';
import { sql, type Tx } from '@/lib/db/sql';
import type { LockedCase } from '@/lib/cases/decide-store';
import { loadRelease } from '@/lib/replies/release-queries';
import { wantRelease } from '@/lib/replies/release-store';
import { completeRelease } from './complete-release';
import { lockForDecision, type DecisionCode, type DecisionInput } from './decide-case';
import { deskContext } from './desk-context';
import { done, refused, refusedField, type Outcome } from './outcome';

export type ReleaseCode = DecisionCode | 'reason-needed';

/** Expected errors come back as values and change nothing. `reason`: why in spite of what the gate misses. */
export async function releaseAccount(
  input: DecisionInput & { reason: string | null },
  now = new Date(),
): Promise<Outcome<null, ReleaseCode>> {
  const context = await deskContext();
  return sql().begin(async (tx): Promise<Outcome<null, ReleaseCode>> => {
    const locked = await lockForDecision(tx, input);
    if (!locked.ok) return locked;
    const held = locked.data;
    const release = await loadRelease(tx, held.id);
    if (release === null) return refused('not-found');
    if (!transition(held.state, 'release').ok || release.wantedAt !== null)
      return refused('case-not-allowed', { values: { state: held.state } });
    const note = release.gate.isOpen ? null : input.reason;
    if (!release.gate.isOpen && note === null) return refusedField('reason', 'reason-needed');
    await wantRelease(tx, held.id, input.userId, now);
    await raiseVersion(tx, held.id);
    await record(tx, held, input.userId, { kind: 'release', detail: { action: 'wanted', note } }, now);
    await liftAll(tx, held, input.userId, now);
    await completeRelease(tx, held, context, now);
    return done(null);
  }) as Promise<Outcome<null, ReleaseCode>>;
}

async function liftAll(tx: Tx, held: LockedCase, userId: number, now: Date): Promise<void> {
  const inForce = await lockMeasuresInForce(tx, held.accountId);
  const ids = inForce.map(({ id }) => id);
  const lifted = new Set(await wantLifted(tx, ids, userId, now));
  for (const { id, kind, connector } of inForce.filter((one) => lifted.has(one.id))) {
    const detail = {
      action: 'lift-wanted',
      measureId: id,
      measure: kind,
      connector,
      code: null,
      note: null,
    } as const;
    await record(tx, held, userId, { kind: 'measure', detail }, now);
  }
}
