// The audit chain's one door: an entry is written in the transaction of what it records, by the SQL function that
// chains the hashes.

import type { PrismaTx } from '@/lib/db/prisma';

export interface AuditNote {
  /** Null: the desk itself. */
  userId: number | null;
  /** kebab-case verb phrase, such as `user-disabled`. */
  action: string;
  /** What it was done to, such as `user:7`. */
  subject: string;
  /** Never a secret: what changed, by name. */
  detail?: Record<string, unknown>;
}

/** Appends one entry within `tx`. */
export async function appendAudit(
  tx: PrismaTx,
  { userId, action, subject, detail = {} }: AuditNote,
): Promise<void> {
  await tx.$executeRaw`SELECT append_audit(${userId}::int, ${action}, ${subject}, ${JSON.stringify(detail)}::jsonb)`;
}
