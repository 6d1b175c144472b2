// The last measure is proved lifted and somebody had decided to release: now the account is free. Its complaints up to the
// lock weigh nothing, its probation begins, and the customer is told. Whoever locked it again meanwhile took the decision
// away.

import { changeCase, record, type LockedCase } from '@/lib/cases/decide-store';
import { transition } from '@/lib/cases/transitions';
import { hasMeasuresInForce } from '@/lib/containment/order-store';
import type { Tx } from '@/lib/db/sql';
import { voiceFor } from '@/lib/notices/types';
import { beginProbation, takeRelease } from '@/lib/replies/release-store';
import { raiseTasks } from '@/lib/tasks/store';
import { composeNotice } from './compose-notice';
import type { DeskContext } from './desk-context';
import { noticeAddresses } from './notice-settings';
import { rebuildAccountsIn } from './rebuild-accounts';
import { callTask, writeComposedNotice } from './write-composed-notice';

/** Does nothing while a measure stands, or where nobody decided to release. The caller holds the case. */
export async function completeRelease(
  tx: Tx,
  held: LockedCase,
  context: DeskContext,
  now: Date,
): Promise<void> {
  if (await hasMeasuresInForce(tx, held.accountId)) return;
  const userId = await takeRelease(tx, held.id);
  if (userId === null) return;
  const step = transition(held.state, 'release');
  if (!step.ok) return;
  const until = new Date(now.getTime() + context.policy.probation.days * 86_400_000);
  await beginProbation(tx, { accountId: held.accountId, caseId: held.id }, until, now);
  await changeCase(tx, held.id, { to: step.to });
  await rebuildAccountsIn(tx, [held.accountId], context, now, { reweigh: false });
  await record(tx, held, userId, { kind: 'release', detail: { action: 'done', note: null } }, now);
  await tellCustomer(tx, held, userId, now);
}

/** By mail where there is somewhere to write to; else somebody has to call. */
async function tellCustomer(tx: Tx, held: LockedCase, userId: number, now: Date): Promise<void> {
  const kind = 'released';
  const request = { caseId: held.id, kind, to: null, remark: null, upTo: null } as const;
  const first = await composeNotice(tx, { ...request, voice: voiceFor('de', null) }, now);
  if (first === null) throw new Error(`case ${held.id} vanished while it was locked`);
  const { customer } = first.found;
  const voice = voiceFor(customer?.language ?? 'de', customer?.tone ?? null);
  const composed = (await composeNotice(tx, { ...request, voice }, now)) ?? first;
  if (noticeAddresses() === null) await raiseTasks(tx, [callTask(composed)]);
  else await writeComposedNotice(tx, held, composed, userId, now);
}
