// A unique key said no: the database decides conflicts, and the use case turns its answer into an expected error.

import { Prisma } from '@/lib/db/generated/client';

/** Whether `error` is a violated unique key: Prisma's report of it (P2002), or PostgreSQL's own (23505). */
export function isUniqueViolation(error: unknown): boolean {
  if (error instanceof Prisma.PrismaClientKnownRequestError) return error.code === 'P2002';
  return error instanceof Error && 'code' in error && error.code === '23505';
}
