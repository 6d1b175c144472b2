// Reads for the screen "Policy": the version in force and those before it.

import { prisma } from '@/lib/db/prisma';
import { defaultPolicy, policySchema, type Policy } from '@/lib/scoring/policy';

export interface PolicyVersion {
  /** 0 before the first version was written: the shipped numbers. */
  id: number;
  policy: Policy;
  note: string;
  createdAt: Date | null;
  createdBy: string | null;
}

/** How many versions the screen shows. */
const SHOWN = 20;

/** The versions, newest first; never empty. Throws where a stored one cannot be read. */
export async function listPolicies(): Promise<PolicyVersion[]> {
  const rows = await prisma().policy.findMany({ orderBy: { id: 'desc' }, take: SHOWN });
  if (rows.length === 0)
    return [{ id: 0, policy: defaultPolicy, note: '', createdAt: null, createdBy: null }];
  const ids = rows.map((row) => row.createdById).filter((id) => id !== null);
  const users = await prisma().user.findMany({
    where: { id: { in: ids } },
    select: { id: true, name: true },
  });
  const names = new Map(users.map(({ id, name }) => [id, name]));
  return rows.map((row) => ({
    id: row.id,
    policy: policySchema.parse(row.body),
    note: row.note,
    createdAt: row.createdAt,
    createdBy: row.createdById === null ? null : (names.get(row.createdById) ?? null),
  }));
}
