// A settled stage becomes the desk's customers, accounts, contacts, aliases and domains, each with one statement. A row
// belongs to one source: another's living rows are left alone. What is no longer listed is marked, never deleted, and
// comes back when it is listed again. Rows that say the same as before are not written.

import type { Tx } from '@/lib/db/sql';

/** What a merge changed. */
export interface MergeChanges {
  customersNew: number;
  customersChanged: number;
  customersGone: number;
  accountsNew: number;
  accountsChanged: number;
  accountsGone: number;
}

/** Ours, nobody's, or given up by the source that had it. */
const mine = (tx: Tx, row: string, sourceId: number) =>
  tx`(${tx(row)}.source_id IS NULL OR ${tx(row)}.source_id = ${sourceId} OR ${tx(row)}.gone_at IS NOT NULL)`;

/** Customers, then who resells to whom; a number that nobody lists leaves the reseller as it was. */
export async function mergeCustomers(
  tx: Tx,
  sourceId: number,
): Promise<Pick<MergeChanges, 'customersNew' | 'customersChanged' | 'customersGone'>> {
  const added = await tx`
    INSERT INTO customer (number, name, contract, language, tone, is_reseller, ask_first, declared_bulk_sender,
      customer_since, source_id)
    SELECT s.number, coalesce(s.name, s.number), s.contract, coalesce(s.language, 'de'), s.tone,
      coalesce(s.is_reseller, false), coalesce(s.ask_first, false), coalesce(s.bulk, false), s.since, ${sourceId}
    FROM stage_customer s WHERE NOT EXISTS (SELECT FROM customer c WHERE c.number = s.number)
    ON CONFLICT (number) DO NOTHING`;
  const changed = await tx`
    WITH next AS (
      SELECT c.id, coalesce(s.name, c.name) AS name, coalesce(s.contract, c.contract) AS contract,
        coalesce(s.language, c.language) AS language, coalesce(s.tone, c.tone) AS tone,
        coalesce(s.is_reseller, c.is_reseller) AS is_reseller, coalesce(s.ask_first, c.ask_first) AS ask_first,
        -- What a person declared here, with a reason, no source takes back.
        coalesce((SELECT d.declared FROM bulk_declaration d WHERE d.customer_id = c.id ORDER BY d.id DESC LIMIT 1),
          s.bulk, c.declared_bulk_sender) AS bulk, coalesce(s.since, c.customer_since) AS since
      FROM customer c JOIN stage_customer s ON s.number = c.number WHERE ${mine(tx, 'c', sourceId)}
    )
    UPDATE customer c SET name = n.name, contract = n.contract, language = n.language, tone = n.tone,
      is_reseller = n.is_reseller, ask_first = n.ask_first, declared_bulk_sender = n.bulk, customer_since = n.since,
      source_id = ${sourceId}, gone_at = NULL
    FROM next n WHERE n.id = c.id
      AND (c.name, c.contract, c.language, c.tone, c.is_reseller, c.ask_first, c.declared_bulk_sender, c.customer_since,
        c.source_id, c.gone_at)
      IS DISTINCT FROM (n.name, n.contract, n.language, n.tone, n.is_reseller, n.ask_first, n.bulk, n.since,
        ${sourceId}::int, NULL::timestamptz)`;
  const gone = await tx`
    UPDATE customer c SET gone_at = now() WHERE c.source_id = ${sourceId} AND c.gone_at IS NULL
      AND NOT EXISTS (SELECT FROM stage_customer s WHERE s.number = c.number)`;
  await tx`
    UPDATE customer c SET reseller_id = r.id FROM stage_customer s JOIN customer r ON r.number = s.reseller_number
    WHERE c.number = s.number AND c.source_id = ${sourceId} AND r.id <> c.id AND c.reseller_id IS DISTINCT FROM r.id`;
  return { customersNew: added.count, customersChanged: changed.count, customersGone: gone.count };
}

/** The ways to reach our customers: those listed, and no others. What people verified stays with its value. */
export async function mergeContacts(tx: Tx, sourceId: number): Promise<void> {
  await tx`
    DELETE FROM customer_contact t USING customer c
    WHERE c.id = t.customer_id AND c.source_id = ${sourceId} AND c.gone_at IS NULL
      AND EXISTS (SELECT FROM stage_customer s WHERE s.number = c.number)
      AND NOT EXISTS (SELECT FROM stage_contact s WHERE s.number = c.number AND s.kind = t.kind AND s.value = t.value)`;
  await tx`
    INSERT INTO customer_contact AS t (customer_id, kind, value, origin, position)
    SELECT c.id, s.kind, s.value, s.origin, row_number() OVER (PARTITION BY c.id ORDER BY s.ord) - 1
    FROM stage_contact s JOIN customer c ON c.number = s.number WHERE c.source_id = ${sourceId}
    ON CONFLICT (customer_id, kind, value) DO UPDATE SET origin = excluded.origin, position = excluded.position
    WHERE (t.origin, t.position) IS DISTINCT FROM (excluded.origin, excluded.position)`;
}

/** Accounts and whose they are. Locked in the order in which scoring locks them. */
export async function mergeAccounts(
  tx: Tx,
  sourceId: number,
): Promise<Pick<MergeChanges, 'accountsNew' | 'accountsChanged' | 'accountsGone'>> {
  const added = await tx`
    INSERT INTO account (kind, login, domain, customer_id, active, provider_created_at, source_id)
    SELECT s.kind, s.login, CASE WHEN s.kind = 'mailbox' THEN substring(s.login FROM '@([^@]+)$') END, c.id, s.active,
      s.created_at, ${sourceId}
    FROM stage_account s LEFT JOIN customer c ON c.number = s.customer_number
    WHERE NOT EXISTS (SELECT FROM account a WHERE a.kind = s.kind AND a.login = s.login)
    ORDER BY s.kind, s.login
    ON CONFLICT (kind, login) DO NOTHING`;
  const changed = await tx`
    WITH next AS (
      SELECT a.id, coalesce(c.id, a.customer_id) AS customer_id, coalesce(s.active, a.active) AS active,
        coalesce(s.created_at, a.provider_created_at) AS created_at
      FROM account a JOIN stage_account s ON s.kind = a.kind AND s.login = a.login
      LEFT JOIN customer c ON c.number = s.customer_number
      WHERE ${mine(tx, 'a', sourceId)} AND (a.customer_id, a.active, a.provider_created_at, a.source_id, a.gone_at)
        IS DISTINCT FROM (coalesce(c.id, a.customer_id), coalesce(s.active, a.active),
          coalesce(s.created_at, a.provider_created_at), ${sourceId}::int, NULL::timestamptz)
      ORDER BY a.id FOR NO KEY UPDATE OF a
    )
    UPDATE account a SET customer_id = n.customer_id, active = n.active, provider_created_at = n.created_at,
      source_id = ${sourceId}, gone_at = NULL
    FROM next n WHERE n.id = a.id`;
  const gone = await tx`
    WITH lost AS (
      SELECT a.id FROM account a WHERE a.source_id = ${sourceId} AND a.gone_at IS NULL
        AND NOT EXISTS (SELECT FROM stage_account s WHERE s.kind = a.kind AND s.login = a.login)
      ORDER BY a.id FOR NO KEY UPDATE OF a
    )
    UPDATE account a SET gone_at = now() FROM lost WHERE lost.id = a.id`;
  return { accountsNew: added.count, accountsChanged: changed.count, accountsGone: gone.count };
}

/** Aliases and catch-alls as listed; one that no longer is, is no way to an account any more. */
export async function mergeAliases(tx: Tx, sourceId: number): Promise<void> {
  await tx`
    DELETE FROM account_alias t WHERE t.source_id = ${sourceId}
      AND NOT EXISTS (SELECT FROM stage_alias s WHERE s.address = t.address AND s.target = t.target)`;
  await tx`
    INSERT INTO account_alias AS t (address, target, source_id)
    SELECT DISTINCT address, target, ${sourceId}::int FROM stage_alias
    ON CONFLICT (address, target) DO UPDATE SET source_id = excluded.source_id WHERE t.source_id IS NULL`;
}

/** Hosted domains become ours where nobody entered them already; one that is no longer listed is ours no more. */
export async function mergeDomains(tx: Tx, sourceId: number): Promise<void> {
  await tx`
    DELETE FROM own_resource o WHERE o.source_id = ${sourceId} AND o.kind = 'domain'
      AND NOT EXISTS (SELECT FROM stage_domain s WHERE s.domain = o.value)`;
  await tx`
    INSERT INTO own_resource AS o (kind, value, origin, source_id)
    SELECT DISTINCT 'domain', domain, 'directory', ${sourceId}::int FROM stage_domain
    ON CONFLICT (kind, value) DO UPDATE SET source_id = excluded.source_id
    WHERE o.origin = 'directory' AND o.source_id IS NULL`;
}

/** Open cases are found by the customer's name and number: both may have changed. */
export async function renewSearchTexts(tx: Tx, sourceId: number): Promise<void> {
  await tx`
    UPDATE "case" c SET search_text = n.text
    FROM (
      SELECT c.id, lower(concat_ws(' ', c.number, a.login, k.number, k.name)) AS text
      FROM "case" c JOIN account a ON a.id = c.account_id LEFT JOIN customer k ON k.id = a.customer_id
      WHERE c.is_open AND a.source_id = ${sourceId}
    ) n
    WHERE n.id = c.id AND c.search_text <> n.text`;
}
