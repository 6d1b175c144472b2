// What the screens show of suppression lists. Complainants are named by their tokens here too: who may see them finds
// them on the complaint.

import { sql } from '@/lib/db/sql';
import { entryPageSize } from './limits';
import type { EntryView } from './list-parameters';
import type { BulkLine, EntryEnd } from './types';

export interface ListRow {
  customerId: number;
  number: string;
  name: string;
  declared: boolean;
  active: number;
  ended: number;
  lastAt: Date | null;
  givesAddresses: boolean;
  refuses: boolean;
  webhookOn: boolean;
  /** The list software did not take what it was sent last. */
  webhookFails: boolean;
}

/** One page of the lists there are, those that changed last on top; `after` is the key of the next page. */
export async function listSuppressionLists(
  after: [at: string, id: number] | null,
  pageSize = entryPageSize,
): Promise<{ rows: ListRow[]; after: string | null }> {
  const [at, id] = after ?? [null, null];
  const rows = await sql()<(ListRow & { key: string })[]>`
    SELECT l.customer_id AS "customerId", c.number, c.name, c.declared_bulk_sender AS declared, l.active, l.ended,
      l.last_at AS "lastAt", l.gives_addresses AS "givesAddresses", l.refuses, l.webhook_on AS "webhookOn",
      l.webhook_on AND l.webhook_failures > 0 AS "webhookFails",
      to_char(l.last_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') || '~' || l.customer_id AS key
    FROM suppression_list l JOIN customer c ON c.id = l.customer_id
    WHERE l.last_at IS NOT NULL AND (${at}::text IS NULL
      OR (l.last_at, l.customer_id) < (${at}::text::timestamptz, ${id}::int))
    ORDER BY l.last_at DESC, l.customer_id DESC LIMIT ${pageSize + 1}`;
  const shown = rows.slice(0, pageSize);
  return { rows: shown, after: rows.length > pageSize ? (shown.at(-1)?.key ?? null) : null };
}

export interface SuppressionList extends Omit<ListRow, 'webhookFails'> {
  refuseDays: number;
  change: number;
  webhookUrl: string | null;
  webhookCa: string;
  hasSecret: boolean;
  /** Changes up to this one were taken. */
  webhookChange: number;
  webhookFailures: number;
  webhookFault: { code: string; detail: Record<string, string | number> } | null;
  webhookDueAt: Date | null;
  webhookTakenAt: Date | null;
}

/** The list of a customer; null where the customer has none. */
export async function findSuppressionList(customerId: number): Promise<SuppressionList | null> {
  const [row] = await sql()<SuppressionList[]>`
    SELECT l.customer_id AS "customerId", c.number, c.name, c.declared_bulk_sender AS declared, l.active, l.ended,
      l.last_at AS "lastAt", l.gives_addresses AS "givesAddresses", l.refuses, l.refuse_days AS "refuseDays", l.change,
      l.webhook_on AS "webhookOn", l.webhook_url AS "webhookUrl", l.webhook_ca AS "webhookCa",
      l.webhook_secret_sealed IS NOT NULL AS "hasSecret", l.webhook_change AS "webhookChange",
      l.webhook_failures AS "webhookFailures", l.webhook_fault AS "webhookFault", l.webhook_due_at AS "webhookDueAt",
      l.webhook_taken_at AS "webhookTakenAt"
    FROM suppression_list l JOIN customer c ON c.id = l.customer_id WHERE l.customer_id = ${customerId}`;
  return row ?? null;
}

export interface EntryRow {
  id: number;
  change: number;
  listId: string;
  token: string;
  recipientId: string | null;
  recipientRule: string | null;
  campaign: string | null;
  accountId: number;
  accountLogin: string;
  loopName: string | null;
  evidence: BulkLine[];
  complaints: number;
  firstAt: Date;
  lastAt: Date;
  endedAt: Date | null;
  endedBy: EntryEnd | null;
  removedBy: string | null;
  removedReason: string | null;
  /** The latest complaint and its mail; null where it was read anew since. */
  reportId: number | null;
  mailId: number | null;
}

export interface EntryPage {
  rows: EntryRow[];
  after: string | null;
  before: string | null;
}

const inTab = { active: 'AND e.ended_at IS NULL', ended: 'AND e.ended_at IS NOT NULL', all: '' };

/** One page of a customer's entries, the latest change on top. */
export async function listEntries(
  customerId: number,
  { tab, after, before }: EntryView,
  pageSize = entryPageSize,
): Promise<EntryPage> {
  const isBackwards = before !== null;
  const from = before ?? after;
  const found = await sql().unsafe<EntryRow[]>(entriesSql(tab, from !== null, isBackwards), [
    customerId,
    pageSize + 1,
    ...(from === null ? [] : [from]),
  ]);
  const rows = [...found].sort((a, b) => (isBackwards ? a.change - b.change : b.change - a.change));
  const hasMore = rows.length > pageSize;
  const shown = rows.slice(0, pageSize);
  if (isBackwards) shown.reverse();
  const key = (row: EntryRow | undefined) => (row === undefined ? null : String(row.change));
  return {
    rows: shown,
    before: (isBackwards ? hasMore : from !== null) ? key(shown[0]) : null,
    after: isBackwards || hasMore ? key(shown.at(-1)) : null,
  };
}

// The page is chosen first, by index; what else is shown is looked up for its rows alone.
function entriesSql(tab: EntryView['tab'], isKeyed: boolean, isBackwards: boolean): string {
  const key = isKeyed ? `AND e.change ${isBackwards ? '>' : '<'} $3::bigint` : '';
  return `SELECT p.id, p.change, p.list_id AS "listId", p.token, p.recipient_id AS "recipientId",
      p.recipient_rule AS "recipientRule", p.campaign, p.account_id AS "accountId", a.login AS "accountLogin",
      f.name AS "loopName", p.evidence, p.complaints, p.first_at AS "firstAt", p.last_at AS "lastAt",
      p.ended_at AS "endedAt", p.ended_by AS "endedBy", u.name AS "removedBy", p.removed_reason AS "removedReason",
      r.id AS "reportId", r.raw_message_id AS "mailId"
    FROM (SELECT e.* FROM suppression_entry e WHERE e.customer_id = $1::int ${inTab[tab]} ${key}
      ORDER BY e.change ${isBackwards ? 'ASC' : 'DESC'} LIMIT $2::int) p
    JOIN account a ON a.id = p.account_id
    LEFT JOIN feedback_loop f ON f.id = p.feedback_loop_id
    LEFT JOIN app_user u ON u.id = p.removed_by_id AND p.ended_by = 'person'
    LEFT JOIN LATERAL (SELECT g.report_id FROM suppression_ground g
      WHERE g.customer_id = p.customer_id AND g.token = p.token AND g.list_id = p.list_id AND NOT g.is_not_spam
      ORDER BY g.received_at DESC, g.id DESC LIMIT 1) g ON true
    LEFT JOIN report r ON r.id = g.report_id`;
}

/** What a customer's list comes to, for the customer's card; null where there is none. */
export async function countSuppressions(
  customerId: number,
): Promise<{ customerId: number; active: number } | null> {
  const [row] = await sql()<{ customerId: number; active: number }[]>`
    SELECT customer_id AS "customerId", active FROM suppression_list WHERE customer_id = ${customerId}`;
  return row ?? null;
}

/** Feedback loops whose terms allow a complainant's address in a suppression list. */
export async function countAllowingLoops(): Promise<number> {
  const [row] = await sql()<{ loops: number }[]>`
    SELECT count(*)::int AS loops FROM feedback_loop WHERE may_suppress_address`;
  return row?.loops ?? 0;
}
