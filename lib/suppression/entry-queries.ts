// What the screens show of the entries of a suppression list. Complainants are named by their tokens here too: who may see
// them finds them on the complaint, and who knows an address can ask whether it is on the list.

import { sql } from '@/lib/db/sql';
import { entryPageSize } from './limits';
import type { EntryTab, EntryView } from './list-parameters';
import { spellingsOf } from './spellings';
import type { BulkLine, EntryEnd } from './types';

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

interface Asked {
  tab: EntryTab;
  isKeyed: boolean;
  isSearched: boolean;
  isBackwards: boolean;
}

const inTab: Record<EntryTab, string> = {
  active: 'AND e.ended_at IS NULL',
  ended: 'AND e.ended_at IS NOT NULL',
  all: '',
};

/** One page of a customer's entries, the latest change on top; of those that are searched for, where something is. */
export async function listEntries(
  customerId: number,
  { tab, search, after, before }: EntryView,
  pageSize = entryPageSize,
): Promise<EntryPage> {
  const isBackwards = before !== null;
  const from = before ?? after;
  const found = await sql().unsafe<EntryRow[]>(
    entriesSql({ tab, isKeyed: from !== null, isSearched: search !== null, isBackwards }),
    [
      customerId,
      pageSize + 1,
      ...(from === null ? [] : [from]),
      ...(search === null ? [] : [search, spellingsOf(search), listIdIn(search)]),
    ],
  );
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
function entriesSql(asked: Asked): string {
  const { isSearched, isBackwards } = asked;
  const way = isBackwards ? 'ASC' : 'DESC';
  const page = isSearched
    ? `SELECT e.* FROM (${hitsSql(asked).join(' UNION ')}) h JOIN suppression_entry e ON e.id = h.id
       ORDER BY h.change ${way} LIMIT $2::int`
    : pageSql('e.*', inTab[asked.tab], asked);
  return `SELECT p.id, p.change, p.list_id AS "listId", p.token, p.recipient_id AS "recipientId",
      p.recipient_rule AS "recipientRule", p.campaign, p.account_id AS "accountId", a.login AS "accountLogin",
      f.name AS "loopName", p.evidence, p.complaints, p.first_at AS "firstAt", p.last_at AS "lastAt",
      p.ended_at AS "endedAt", p.ended_by AS "endedBy", u.name AS "removedBy", p.removed_reason AS "removedReason",
      r.id AS "reportId", r.raw_message_id AS "mailId"
    FROM (${page}) p
    JOIN account a ON a.id = p.account_id
    LEFT JOIN feedback_loop f ON f.id = p.feedback_loop_id
    LEFT JOIN app_user u ON u.id = p.removed_by_id AND p.ended_by = 'person'
    LEFT JOIN LATERAL (SELECT g.report_id FROM suppression_ground g
      WHERE g.customer_id = p.customer_id AND g.token = p.token AND g.list_id = p.list_id AND NOT g.is_not_spam
      ORDER BY g.received_at DESC, g.id DESC LIMIT 1) g ON true
    LEFT JOIN report r ON r.id = g.report_id`;
}

/** One page of entries that fulfil a condition, in the order of the list. */
function pageSql(columns: string, condition: string, { isKeyed, isBackwards }: Asked): string {
  const key = isKeyed ? `AND e.change ${isBackwards ? '>' : '<'} $3::bigint` : '';
  return `SELECT ${columns} FROM suppression_entry e WHERE e.customer_id = $1::int ${condition} ${key}
    ORDER BY e.change ${isBackwards ? 'ASC' : 'DESC'} LIMIT $2::int`;
}

// Each way to find an entry has an index of its own and gives one page at most: none of them reads the list.
function hitsSql(asked: Asked): string[] {
  const first = asked.isKeyed ? 4 : 3;
  const [text, complainants, list] = [`$${first}::text`, `$${first + 1}::text[]`, `$${first + 2}::text`];
  const here = inTab[asked.tab];
  const tabs: EntryTab[] = asked.tab === 'all' ? ['active', 'ended'] : [asked.tab];
  return [
    `AND e.token = ${text} ${here}`,
    `AND e.complainant = ANY(${complainants}) ${here}`,
    `AND e.recipient_id = ${text} ${here}`,
    ...tabs.map((tab) => `AND e.list_id = ${list} ${inTab[tab]}`),
  ].map((condition) => `(${pageSql('e.id, e.change', condition, asked)})`);
}

/** A list as entries name it, also where it was copied with its angle brackets. */
function listIdIn(search: string): string {
  return search.replace(/^.*<|>$/g, '').toLowerCase();
}
