// What the screens show of block lists: the lists, listings by the page, one listing with who was sending.

import { sql } from '@/lib/db/sql';
import { listColumns, listRow, type ListRow } from './list-row';
import type { ListingKey, ListingTab } from './list-parameters';
import { ownTargets, type OwnTargets, type Scope } from './own-targets';
import { readOwnRows } from './own-things-queries';
import { readScope } from './scope-store';
import { listCodes, type ListCode, type ListingSender, type ListingStep } from './types';

const pageSize = 50;

export interface ListingRow {
  id: number;
  list: { id: number; name: string; codes: ListCode[] };
  subject: string;
  host: string | null;
  codes: string[];
  firstSeenAt: Date;
  lastSeenAt: Date;
  endedAt: Date | null;
  endedBy: 'delisted' | 'not-checked' | null;
  senderCount: number;
  stepsDone: number;
  stepCount: number;
}

const listingColumns = `b.id, json_build_object('id', l.id, 'name', l.name, 'codes', l.codes) AS list, b.subject, b.host,
  b.codes, b.first_seen_at AS "firstSeenAt", b.last_seen_at AS "lastSeenAt", b.ended_at AS "endedAt",
  b.ended_by AS "endedBy", b.sender_count AS "senderCount", jsonb_array_length(b.steps) AS "stepCount",
  jsonb_array_length(jsonb_path_query_array(b.steps, '$[*] ? (@.doneAt != null)')) AS "stepsDone"`;

function readListing<T extends ListingRow>(row: T): T {
  return { ...row, list: { ...row.list, codes: listCodes.catch([]).parse(row.list.codes) } };
}

/** A page of a tab: open listings by when they began, ended ones by when they ended; newest first. */
export async function listListings(
  tab: ListingTab,
  after: ListingKey | null,
): Promise<{ rows: ListingRow[]; after: ListingKey | null }> {
  const column = tab === 'open' ? 'b.first_seen_at' : 'b.ended_at';
  const found = await sql().unsafe<(ListingRow & { keyAt: string })[]>(
    `SELECT ${listingColumns}, to_char(${column} AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') AS "keyAt"
     FROM block_listing b JOIN block_list l ON l.id = b.block_list_id
     WHERE b.ended_at IS ${tab === 'open' ? 'NULL' : 'NOT NULL'}
       ${after === null ? '' : `AND (${column}, b.id) < ($2::text::timestamptz, $3::bigint)`}
     ORDER BY ${column} DESC, b.id DESC LIMIT $1`,
    [pageSize + 1, ...(after === null ? [] : [after.at, after.id])],
  );
  const shown = found.slice(0, pageSize);
  const last = shown.at(-1);
  return {
    rows: shown.map(({ keyAt: _keyAt, ...row }) => readListing(row)),
    after: found.length > pageSize && last !== undefined ? { at: last.keyAt, id: last.id } : null,
  };
}

export interface ListingDetail extends ListingRow {
  reason: string | null;
  clearBefore: Date | null;
  senders: ListingSender[];
  sendersFrom: Date | null;
  steps: ListingStep[];
  lookupUrl: string | null;
}

/** One listing; null where there is none. */
export async function findListing(id: number): Promise<ListingDetail | null> {
  const [row] = await sql().unsafe<ListingDetail[]>(
    `SELECT ${listingColumns}, b.reason, b.clear_before AS "clearBefore", b.senders, b.senders_from AS "sendersFrom",
       b.steps, l.lookup_url AS "lookupUrl"
     FROM block_listing b JOIN block_list l ON l.id = b.block_list_id WHERE b.id = $1::bigint`,
    [id],
  );
  return row === undefined ? null : readListing(row);
}

export interface KnownSender extends ListingSender {
  /** Of the account of that login, where the desk knows it and it has an open case. */
  caseNumber: string | null;
  isKnown: boolean;
}

/** The senders of a listing with what the desk knows of their accounts. */
export async function knownSenders(senders: readonly ListingSender[]): Promise<KnownSender[]> {
  const logins = senders.map(({ sender }) => sender);
  const rows = await sql()<{ login: string; caseNumber: string | null }[]>`
    SELECT a.login, max(c.number) AS "caseNumber"
    FROM account a LEFT JOIN "case" c ON c.account_id = a.id AND c.is_open
    WHERE a.login = ANY(${logins}) GROUP BY a.login`;
  const cases = new Map(rows.map(({ login, caseNumber }) => [login, caseNumber]));
  return senders.map((one) => ({
    ...one,
    isKnown: cases.has(one.sender),
    caseNumber: cases.get(one.sender) ?? null,
  }));
}

/** Other listings of the same subject, newest first. */
export async function otherListings(listing: Pick<ListingRow, 'id' | 'subject'>): Promise<ListingRow[]> {
  const rows = await sql().unsafe<ListingRow[]>(
    `SELECT ${listingColumns} FROM block_listing b JOIN block_list l ON l.id = b.block_list_id
     WHERE b.subject = $1 AND b.id <> $2::bigint ORDER BY b.first_seen_at DESC LIMIT 20`,
    [listing.subject, listing.id],
  );
  return rows.map(readListing);
}

export interface ListWithCount extends ListRow {
  /** `countCap` where there are as many or more. */
  openListings: number;
}
export const countCap = 1_000;

/** All lists, active ones first, by name. */
export async function listBlockLists(): Promise<ListWithCount[]> {
  const rows = await sql().unsafe<ListWithCount[]>(
    `SELECT ${listColumns}, (SELECT count(*)::int FROM (SELECT FROM block_listing b
       WHERE b.block_list_id = block_list.id AND b.ended_at IS NULL LIMIT ${countCap}) o) AS "openListings"
     FROM block_list ORDER BY active DESC, name LIMIT 200`,
  );
  return rows.map((row) => ({ ...listRow(row), openListings: row.openListings }));
}

/** One list; null where there is none. */
export async function findBlockList(id: number): Promise<ListRow | null> {
  const [row] = await sql().unsafe<ListRow[]>(`SELECT ${listColumns} FROM block_list WHERE id = $1`, [id]);
  return row === undefined ? null : listRow(row);
}

export interface ScopeNumbers {
  addresses: number;
  domains: number;
  left: OwnTargets['left'];
}

/** How much the scope takes in, without the addresses of mail servers: those the DNS would have to be asked for. */
export async function readScopeNumbers(): Promise<{ scope: Scope; numbers: ScopeNumbers }> {
  const scope = await readScope(sql());
  const rows = await readOwnRows(sql(), scope.maxDomains);
  const { targets, left } = ownTargets({ ...rows, hosts: [] }, scope);
  const domains = targets.filter(({ kind }) => kind === 'domain').length;
  return { scope, numbers: { addresses: targets.length - domains, domains, left } };
}
