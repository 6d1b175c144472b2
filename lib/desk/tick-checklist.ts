// A person confirms a step of the remediation checklist, or takes that back. What an answer says only proposes.

import { raiseVersion, record } from '@/lib/cases/decide-store';
import { isOpenState } from '@/lib/cases/types';
import { sql } from '@/lib/db/sql';
import { confirmTick, removeTick } from '@/lib/replies/release-store';
import type { ChecklistItem } from '@/lib/replies/types';
import { lockForDecision, type DecisionCode, type DecisionInput } from './decide-case';
import { done, refused, type Outcome } from './outcome';

/** Expected errors come back as values; a step that already stands so is no error and no news. */
export function tickChecklist(
  input: DecisionInput & { item: ChecklistItem; isDone: boolean },
  now = new Date(),
): Promise<Outcome<null, DecisionCode>> {
  return sql().begin(async (tx): Promise<Outcome<null, DecisionCode>> => {
    const locked = await lockForDecision(tx, input);
    if (!locked.ok) return locked;
    const { id, state } = locked.data;
    if (!isOpenState(state)) return refused('case-not-allowed', { values: { state } });
    const { item, isDone, userId } = input;
    const isNews = isDone ? await confirmTick(tx, id, item, userId, now) : await removeTick(tx, id, item);
    if (!isNews) return done(null);
    await raiseVersion(tx, id);
    const detail = { action: isDone ? 'confirmed' : 'unconfirmed', item } as const;
    await record(tx, locked.data, userId, { kind: 'checklist', detail }, now);
    return done(null);
  }) as Promise<Outcome<null, DecisionCode>>;
}
