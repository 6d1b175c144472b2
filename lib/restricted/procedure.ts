// The rules of the procedure for restricted mail. Pure.
// Promise: where a mail stands follows from its steps alone; nobody destroys a mail by themselves.

import type { RestrictedStep, Stage, Standing, StepKind, StepRefusal } from './types';

/** Where the procedure stands after these steps, oldest first. */
export function standingOf(steps: readonly RestrictedStep[]): Standing {
  let handler: Standing['handler'] = null;
  let request: Standing['request'] = null;
  let isHandedOver = false;
  let isDestroyed = false;
  for (const step of steps) {
    if (step.kind === 'taken-over') handler = step.user;
    if (step.kind === 'handed-over') isHandedOver = true;
    if (step.kind === 'destruction-requested') request = step;
    if (step.kind === 'destruction-withdrawn') request = null;
    if (step.kind === 'destroyed') isDestroyed = true;
  }
  const settled: Stage = isHandedOver ? 'handed-over' : handler === null ? 'open' : 'taken-over';
  const waiting: Stage = request === null ? settled : 'destruction-requested';
  return { stage: isDestroyed ? 'destroyed' : waiting, handler, request };
}

/** Why `userId` cannot take this step now; null where they can. A note can always be added. */
export function refusalOf(
  kind: StepKind,
  steps: readonly RestrictedStep[],
  userId: number,
): StepRefusal | null {
  if (kind === 'note') return null;
  const { stage, handler, request } = standingOf(steps);
  if (stage === 'destroyed') return 'destroyed';
  switch (kind) {
    case 'taken-over':
      return handler?.id === userId ? 'already-yours' : null;
    case 'handed-over':
      return steps.some((step) => step.kind === 'handed-over') ? 'already-handed-over' : null;
    case 'destruction-requested':
      return request === null ? null : 'already-requested';
    case 'destruction-withdrawn':
      return request === null ? 'not-requested' : null;
    case 'destroyed':
      if (request === null) return 'not-requested';
      return request.user.id === userId ? 'second-person' : null;
  }
}

/** Steps that mean nothing without a word on why or to whom. */
export function needsNote(kind: StepKind): boolean {
  return kind === 'note' || kind === 'handed-over' || kind === 'destruction-requested';
}
