// The stored steps of restricted mails, read by the screens and under the lock of a step.

import type { Sql, Tx } from '@/lib/db/sql';
import type { RestrictedStep } from './types';

/** The steps of each of these mails that has any, oldest first. */
export async function readSteps(
  db: Sql | Tx,
  mailIds: readonly number[],
): Promise<Map<number, RestrictedStep[]>> {
  const rows = await db<(RestrictedStep & { mailId: number })[]>`
    SELECT s.raw_message_id AS "mailId", s.kind, s.at, s.note,
      json_build_object('id', u.id, 'name', u.name) AS user
    FROM restricted_step s JOIN app_user u ON u.id = s.user_id
    WHERE s.raw_message_id = ANY(${[...mailIds]}::bigint[]) ORDER BY s.id`;
  const byMail = new Map<number, RestrictedStep[]>();
  for (const { mailId, ...step } of rows) byMail.set(mailId, [...(byMail.get(mailId) ?? []), step]);
  return byMail;
}
