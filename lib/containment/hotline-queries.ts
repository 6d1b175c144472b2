// What the hotline sees of an account: what is locked since when, what spoke for it in counts, what is still missing.
// Promise: nothing of any mail and nothing that a complainant could be known by is ever read here.

import type { AccountKind } from '@/lib/attribution/types';
import type { CaseState } from '@/lib/cases/types';
import { sql } from '@/lib/db/sql';
import type { MeasureKind, MeasureState, Wanted } from './types';

/** A measure that stands, or that is being ordered or lifted. */
export interface HotlineMeasure {
  id: number;
  kind: MeasureKind;
  wanted: Wanted;
  state: MeasureState;
  /** When it was first proved; null: not yet. */
  confirmedAt: Date | null;
}

export interface HotlineCall {
  id: number;
  at: Date;
  by: string | null;
  text: string;
}

/** The open case, or where none is open the latest one. */
export interface HotlineCase {
  id: number;
  number: string;
  state: CaseState;
  isOpen: boolean;
  complaints: number;
  ownDetection: boolean;
  firstSeenAt: Date | null;
  /** Checklist steps that a person confirmed. */
  confirmed: string[];
  /** The latest calls, newest first. */
  calls: HotlineCall[];
}

export interface HotlineAccount {
  id: number;
  login: string;
  kind: AccountKind;
  customer: { number: string; name: string } | null;
  measures: HotlineMeasure[];
  case: HotlineCase | null;
}

/** Of one customer; what is locked or has an open case comes first. */
export const hotlineAccountsMax = 50;
const callsShown = 5;

/**
 * The accounts of a customer number or of a mailbox address, which may be an alias. Whole words only: a hotline is told
 * an address or a number, and must not be a place to leaf through customers. `query` is trimmed.
 */
export async function findForHotline(query: string): Promise<HotlineAccount[]> {
  const word = query.trim();
  const rows = await sql()<RawAccount[]>`
    WITH found AS (
      SELECT id FROM account WHERE login = lower(${word})
      UNION SELECT a.id FROM account_alias t JOIN account a ON a.login = t.target AND a.kind = 'mailbox'
        WHERE t.address = lower(${word}) AND t.address NOT LIKE '@%'
      UNION SELECT a.id FROM customer k JOIN account a ON a.customer_id = k.id WHERE k.number = ${word})
    SELECT a.id, a.login, a.kind::text AS kind,
      CASE WHEN k.id IS NOT NULL THEN json_build_object('number', k.number, 'name', k.name) END AS customer,
      m.measures, c.case
    FROM found f JOIN account a ON a.id = f.id LEFT JOIN customer k ON k.id = a.customer_id
    CROSS JOIN LATERAL (
      SELECT coalesce(json_agg(json_build_object('id', id, 'kind', kind, 'wanted', wanted, 'state', state,
        'confirmedAt', confirmed_at) ORDER BY id), '[]') AS measures
      FROM measure WHERE account_id = a.id AND ended_at IS NULL) m
    LEFT JOIN LATERAL (
      SELECT json_build_object('id', c.id, 'number', c.number, 'state', c.state, 'isOpen', c.is_open,
        'complaints', c.complaints, 'ownDetection', c.own_detection, 'firstSeenAt', c.first_seen_at,
        'confirmed', (SELECT coalesce(json_agg(item), '[]') FROM checklist_tick
          WHERE case_id = c.id AND confirmed_by_id IS NOT NULL),
        'calls', (SELECT coalesce(json_agg(e ORDER BY e.id DESC), '[]') FROM (
          SELECT v.id, v.at, u.name AS by, v.detail->>'text' AS text
          FROM case_event v LEFT JOIN app_user u ON u.id = v.user_id
          WHERE v.case_id = c.id AND v.kind = 'call' ORDER BY v.id DESC LIMIT ${callsShown}) e)) AS case, c.is_open
      FROM "case" c WHERE c.account_id = a.id ORDER BY c.is_open DESC, c.id DESC LIMIT 1) c ON true
    ORDER BY (m.measures::text = '[]'), c.is_open DESC NULLS LAST, a.login LIMIT ${hotlineAccountsMax}`;
  return rows.map(withDates);
}

interface RawAccount extends Omit<HotlineAccount, 'measures' | 'case'> {
  measures: (Omit<HotlineMeasure, 'confirmedAt'> & { confirmedAt: string | null })[];
  case:
    | (Omit<HotlineCase, 'firstSeenAt' | 'calls'> & {
        firstSeenAt: string | null;
        calls: (Omit<HotlineCall, 'at'> & { at: string })[];
      })
    | null;
}

function withDates(row: RawAccount): HotlineAccount {
  const date = (text: string | null) => (text === null ? null : new Date(text));
  return {
    ...row,
    measures: row.measures.map((one) => ({ ...one, confirmedAt: date(one.confirmedAt) })),
    case: row.case && {
      ...row.case,
      firstSeenAt: date(row.case.firstSeenAt),
      calls: row.case.calls.map((one) => ({ ...one, at: new Date(one.at) })),
    },
  };
}
