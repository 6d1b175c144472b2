// Use case: an administrator writes the next version of the policy. The one before stays as it is, so that every
// complaint can still name the numbers it was weighed with. A worker then brings all accounts under the new one.

import { appendAudit } from '@/lib/audit/store';
import { prisma } from '@/lib/db/prisma';
import { changesBetween, withLines } from '@/lib/policies/policy-fields';
import { defaultPolicy, policySchema } from '@/lib/scoring/policy';
import type { SignedInUser } from '@/lib/users/types';
import { forgetDeskContext } from './desk-context';
import { done, refused, refusedField, type Outcome } from './outcome';

export interface SucceedPolicyInput {
  /** The version that the form showed; 0 where none was stored yet. */
  baseId: number;
  lines: ReadonlyMap<string, string | number>;
  note: string;
}

/** Expected errors: `stale`, `nothing-changed`, `fields` (`out-of-range`, `must-rise`). Answers the version's number. */
export async function succeedPolicy(
  { baseId, lines, note }: SucceedPolicyInput,
  admin: SignedInUser,
): Promise<Outcome<{ id: number }>> {
  const outcome = await prisma().$transaction(async (tx) => {
    // Writers of policies wait for one another; readers do not.
    await tx.$executeRaw`LOCK TABLE policy IN SHARE ROW EXCLUSIVE MODE`;
    const latest = await tx.policy.findFirst({ orderBy: { id: 'desc' } });
    if ((latest?.id ?? 0) !== baseId) return refused('stale');
    const before = latest === null ? defaultPolicy : policySchema.parse(latest.body);
    const read = policySchema.safeParse(withLines(before, lines));
    if (!read.success) return refused('fields', { fields: fieldsOf(read.error.issues) });
    const changes = changesBetween(before, read.data);
    if (changes.length === 0) return refusedField('note', 'nothing-changed');
    // So that the first change of all has something to be compared with.
    if (latest === null) await tx.policy.create({ data: { body: defaultPolicy, note: '' } });
    const { id } = await tx.policy.create({ data: { body: read.data, note, createdById: admin.id } });
    await appendAudit(tx, {
      userId: admin.id,
      action: 'policy-succeeded',
      subject: `policy:${id}`,
      detail: { baseId, changes },
    });
    return done({ id });
  });
  forgetDeskContext();
  return outcome;
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
