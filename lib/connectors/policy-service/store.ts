// The restrictions that the policy service answers from, written by its connector.

import type { Sql } from '@/lib/db/sql';

export interface NewRestriction {
  login: string;
  mode: 'locked' | 'throttled';
  recipientsPerHour: number | null;
  caseNumber: string;
  idempotencyKey: string;
}

/** Restricts a login; the language of the refusal is its customer's. Twice is once. */
export async function restrict(sql: Sql, one: NewRestriction): Promise<void> {
  await sql`
    INSERT INTO send_restriction (login, mode, recipients_per_hour, case_number, idempotency_key, language)
    VALUES (${one.login}, ${one.mode}, ${one.recipientsPerHour}, ${one.caseNumber}, ${one.idempotencyKey},
      coalesce((SELECT k.language FROM account a JOIN customer k ON k.id = a.customer_id
        WHERE a.kind = 'mailbox' AND a.login = ${one.login}), 'de'))
    ON CONFLICT (login, mode) DO UPDATE SET recipients_per_hour = excluded.recipients_per_hour,
      case_number = excluded.case_number, idempotency_key = excluded.idempotency_key, language = excluded.language`;
}

export async function unrestrict(sql: Sql, login: string, mode: string): Promise<void> {
  await sql`DELETE FROM send_restriction WHERE login = ${login} AND mode = ${mode}`;
}

/** What holds for a login; null where nothing does. */
export async function restrictionOf(
  sql: Sql,
  login: string,
  mode: string,
): Promise<{ key: string; caseNumber: string } | null> {
  const [row] = await sql<{ key: string; caseNumber: string }[]>`
    SELECT idempotency_key AS key, case_number AS "caseNumber" FROM send_restriction
    WHERE login = ${login} AND mode = ${mode}`;
  return row ?? null;
}
