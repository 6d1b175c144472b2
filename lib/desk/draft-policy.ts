// Use case: an administrator changes numbers. They go into the draft, which everybody shares and which counts for nothing
// until it was replayed and put in force.

import { sql, type Tx } from '@/lib/db/sql';
import {
  changeDraft,
  insertDraft,
  insertPolicy,
  lockOpenDraft,
  lockPolicies,
} from '@/lib/policies/draft-store';
import { changesBetween, withLines } from '@/lib/policies/policy-fields';
import { beginFirstTrial } from '@/lib/policies/trial-store';
import { defaultPolicy, policySchema, type Policy } from '@/lib/scoring/policy';
import type { SignedInUser } from '@/lib/users/types';
import { done, refused, refusedField, type Outcome } from './outcome';

export interface DraftPolicyInput {
  /** The version of the draft that the form showed; 0 where there was none. */
  version: number;
  lines: ReadonlyMap<string, string | number>;
  note: string;
}

export type DraftOutcome = Outcome<{ id: number; version: number }>;

/**
 * Writes the draft, or begins it. Expected errors: `stale` (somebody else changed, began or ended it), `fields`
 * (`out-of-range`, `must-rise`, `nothing-changed`).
 */
export function draftPolicy(input: DraftPolicyInput, admin: Pick<SignedInUser, 'id'>): Promise<DraftOutcome> {
  return sql().begin(async (tx): Promise<DraftOutcome> => {
    const inForce = await policyInForce(tx);
    const open = await lockOpenDraft(tx);
    if ((open?.version ?? 0) !== input.version) return refused('stale');
    const read = policySchema.safeParse(withLines(open?.policy ?? inForce.policy, input.lines));
    if (!read.success) return refused('fields', { fields: fieldsOf(read.error.issues) });
    if (changesBetween(inForce.policy, read.data).length === 0)
      return refusedField('note', 'nothing-changed');
    const draft = { policy: read.data, note: input.note, userId: admin.id };
    if (open !== null) return done(await changeDraft(tx, open.id, draft));
    return done(await insertDraft(tx, { ...draft, baseId: inForce.id }));
  }) as Promise<DraftOutcome>;
}

/**
 * Begins a draft with the numbers of an older version: the way back goes by the same replay. Expected errors:
 * `not-found`, `draft-open`, `nothing-changed`.
 */
export function draftFromVersion(
  input: { policyId: number; note: string },
  admin: Pick<SignedInUser, 'id'>,
): Promise<DraftOutcome> {
  return sql().begin(async (tx): Promise<DraftOutcome> => {
    const inForce = await policyInForce(tx);
    const [row] = await tx<{ body: unknown }[]>`SELECT body FROM policy WHERE id = ${input.policyId}`;
    if (row === undefined) return refused('not-found');
    if ((await lockOpenDraft(tx)) !== null) return refused('draft-open');
    const policy = policySchema.parse(row.body);
    if (changesBetween(inForce.policy, policy).length === 0) return refused('nothing-changed');
    return done(await insertDraft(tx, { baseId: inForce.id, policy, note: input.note, userId: admin.id }));
  }) as Promise<DraftOutcome>;
}

/** So that the first change of all has something to be compared with, the shipped numbers become a version. */
async function policyInForce(tx: Tx): Promise<{ id: number; policy: Policy }> {
  const latest = await lockPolicies(tx);
  if (latest !== null) return latest;
  const id = await insertPolicy(tx, { policy: defaultPolicy, note: '', userId: null });
  await beginFirstTrial(tx, id, defaultPolicy.automatic.trialDays);
  return { id, policy: defaultPolicy };
}

interface Issue {
  path: PropertyKey[];
  code: string;
}

// A rule over a group (thresholds rise, steps ascend) is said at the group's first line.
function fieldsOf(issues: Issue[]): Record<string, string> {
  return Object.fromEntries(
    issues.map(({ path, code }) =>
      code === 'custom' ? [groupField(path), 'must-rise'] : [path.join('.'), 'out-of-range'],
    ),
  );
}

function groupField(path: PropertyKey[]): string {
  const first: Record<string, string> = {
    thresholds: '.notable',
    ageSteps: '.0.hours',
    'rate.steps': '.0.abovePerMille',
  };
  return path.join('.') + (first[path.join('.')] ?? '');
}
