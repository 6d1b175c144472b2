// What a person sees beside a mail to check: its text, and what is known of the account it would count against.

import { sql } from '@/lib/db/sql';

/** Mails to check on one page: each takes the place of several rows. */
export const candidatePageSize = 20;

/** The texts of these mails, as their formats read them; mails without a text are left out. */
export async function readMailTexts(ids: readonly number[]): Promise<Map<number, string>> {
  const rows = await sql()<{ id: number; text: string }[]>`
    SELECT id, facts->>'text' AS text FROM raw_message
    WHERE id = ANY(${[...ids]}::bigint[]) AND state <> 'restricted' AND facts->>'text' IS NOT NULL`;
  return new Map(rows.map(({ id, text }) => [id, text]));
}

export interface SuggestedAccount {
  id: number;
  login: string;
  /** Of its open case; null where it has none. */
  caseNumber: string | null;
}

/** The accounts among these logins that the desk knows already, by login. */
export async function findAccounts(logins: readonly string[]): Promise<Map<string, SuggestedAccount>> {
  const rows = await sql()<SuggestedAccount[]>`
    SELECT a.id, a.login, k.number AS "caseNumber"
    FROM account a LEFT JOIN "case" k ON k.account_id = a.id AND k.is_open
    WHERE a.login = ANY(${[...logins]}) ORDER BY a.kind DESC`;
  return new Map(rows.map((row) => [row.login, row]));
}
