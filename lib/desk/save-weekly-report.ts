// Use case: somebody switches their weekly report on, names another address for it, or switches it off. Not audited: it
// changes nothing for others, and the report names nobody.

import { prisma } from '@/lib/db/prisma';
import type { SignedInUser } from '@/lib/users/types';
import { done, type Outcome } from './outcome';

/** `to`: null switches it off. No expected errors. */
export async function saveWeeklyReport(
  to: string | null,
  { id }: Pick<SignedInUser, 'id'>,
): Promise<Outcome<null>> {
  await prisma().user.update({ where: { id }, data: { weeklyReportTo: to } });
  return done(null);
}
