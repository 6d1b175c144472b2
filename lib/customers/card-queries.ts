// The rows of customer cards: the customers with their chain of resellers, ways to reach them, and what is known of the
// mailboxes and domains that these ways lie in. Set-based: any number of customers, one statement each.

import type { Sql, Tx } from '@/lib/db/sql';
import type { CustomerCard } from './types';
import type { KnownContact, MailboxFacts } from './usable-contact';

/** Resellers of resellers: more steps than this are a circle. */
const maxChain = 8;

export type CardRow = Omit<CustomerCard, 'contacts' | 'resellers'> & {
  id: number;
  /** Numbers of the resellers' rows, the nearest first. */
  chain: number[];
};

/** The customers with these ids and all their resellers, by id. */
export async function loadCardRows(db: Sql | Tx, ids: readonly number[]): Promise<Map<number, CardRow>> {
  const rows = await db<CardRow[]>`
    WITH RECURSIVE up (start, id, steps) AS (
      SELECT id, id, 0 FROM customer WHERE id = ANY(${ids as number[]}::int[])
      UNION ALL
      SELECT u.start, c.reseller_id, u.steps + 1 FROM up u JOIN customer c ON c.id = u.id
      WHERE c.reseller_id IS NOT NULL AND u.steps < ${maxChain}
    )
    SELECT k.id, k.number, k.name, k.contract, k.language, k.tone, k.is_reseller AS "isReseller",
      k.ask_first AS "askFirst", k.declared_bulk_sender AS "declaredBulkSender",
      to_char(k.customer_since, 'YYYY-MM-DD') AS "customerSince",
      to_char(k.gone_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') AS "goneAt",
      CASE WHEN s.id IS NOT NULL THEN json_build_object('name', s.name, 'kind', s.kind,
        'readAt', to_char(s.last_read_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')) END AS source,
      coalesce((SELECT array_agg(u.id ORDER BY u.steps) FROM up u WHERE u.start = k.id AND u.steps > 0), '{}') AS chain
    FROM (SELECT DISTINCT id FROM up) d JOIN customer k ON k.id = d.id
    LEFT JOIN directory_source s ON s.id = k.source_id`;
  return new Map(rows.map((row) => [row.id, row]));
}

/** The ways to reach these customers, as their sources order them. */
export async function loadContacts(
  db: Sql | Tx,
  customerIds: readonly number[],
): Promise<Map<number, KnownContact[]>> {
  const rows = await db<(KnownContact & { customerId: number })[]>`
    SELECT customer_id AS "customerId", kind, value, origin, to_char(verified_on, 'YYYY-MM-DD') AS "verifiedOn"
    FROM customer_contact WHERE customer_id = ANY(${customerIds as number[]}::int[]) ORDER BY customer_id, position, id`;
  const byCustomer = new Map<number, KnownContact[]>();
  for (const { customerId, ...contact } of rows)
    byCustomer.set(customerId, [...(byCustomer.get(customerId) ?? []), contact]);
  return byCustomer;
}

/** The mailboxes here with these logins, by login. */
export async function loadMailboxes(
  db: Sql | Tx,
  logins: readonly string[],
): Promise<Map<string, MailboxFacts>> {
  if (logins.length === 0) return new Map();
  const rows = await db<MailboxFacts[]>`
    SELECT a.login, a.customer_id AS "customerId", c.number AS "openCase"
    FROM account a LEFT JOIN "case" c ON c.account_id = a.id AND c.is_open
    WHERE a.kind = 'mailbox' AND a.login = ANY(${logins as string[]}::text[])`;
  return new Map(rows.map((row) => [row.login, row]));
}

/** Which of these domains have accounts of that customer and of nobody else; as `domain customer`. */
export async function loadSoleDomains(
  db: Sql | Tx,
  pairs: readonly { domain: string; customerId: number }[],
): Promise<Set<string>> {
  if (pairs.length === 0) return new Set();
  const rows = await db<{ domain: string; customerId: number }[]>`
    SELECT p.domain, p.customer AS "customerId"
    FROM unnest(${pairs.map((p) => p.domain)}::text[], ${pairs.map((p) => p.customerId)}::int[]) AS p (domain, customer)
    WHERE EXISTS (SELECT FROM account a WHERE a.domain = p.domain AND a.customer_id = p.customer)
      AND NOT EXISTS (SELECT FROM account a WHERE a.domain = p.domain AND a.customer_id < p.customer)
      AND NOT EXISTS (SELECT FROM account a WHERE a.domain = p.domain AND a.customer_id > p.customer)`;
  return new Set(rows.map(({ domain, customerId }) => soleDomainKey(domain, customerId)));
}

/** The status with which each of these addresses (lower case) refused mail for good; only those that did. */
export async function loadRefusals(db: Sql | Tx, addresses: readonly string[]): Promise<Map<string, string>> {
  if (addresses.length === 0) return new Map();
  const rows = await db<{ address: string; status: string }[]>`
    SELECT address, status FROM undeliverable_address WHERE address = ANY(${addresses as string[]}::text[])`;
  return new Map(rows.map(({ address, status }) => [address, status]));
}

/** The key of a pair in the answer of `loadSoleDomains`. */
export function soleDomainKey(domain: string, customerId: number): string {
  return `${domain} ${customerId}`;
}

/** Whose these accounts are, where that is known; customer by account. */
export async function customersOfAccounts(
  db: Sql | Tx,
  accountIds: readonly number[],
): Promise<Map<number, number>> {
  const rows = await db<{ id: number; customerId: number }[]>`
    SELECT id, customer_id AS "customerId" FROM account
    WHERE id = ANY(${accountIds as number[]}::int[]) AND customer_id IS NOT NULL`;
  return new Map(rows.map(({ id, customerId }) => [id, customerId]));
}
