// A unique key said no: the database decides conflicts, and the use case turns its answer into an expected error.

import { Prisma } from '@/lib/db/generated/client';

/** Whether `error` is Prisma's report of a violated unique key (P2002). */
export function isUniqueViolation(error: unknown): boolean {
  return error instanceof Prisma.PrismaClientKnownRequestError && error.code === 'P2002';
}
