// Reads for screens: the campaign that a case belongs to, with whoever else sends it and their cases.

import type { AccountKind } from '@/lib/attribution/types';
import type { CaseState } from '@/lib/cases/types';
import { sql } from '@/lib/db/sql';
import type { SharedFeature } from './types';

/** Accounts shown beside a case. */
export const shownMembers = 20;

export interface CampaignOther {
  accountId: number;
  login: string;
  kind: AccountKind;
  customer: { number: string; name: string } | null;
  complaints: number;
  lastAt: Date;
  /** Its open case, else its latest; null where it never had one. */
  case: { number: string; state: CaseState; stage: number } | null;
}

export interface CaseCampaign {
  id: number;
  firstAt: Date;
  lastAt: Date;
  /** All accounts, this one included. */
  accounts: number;
  complaints: number;
  /** Of them, open cases, this one included where it is open. */
  openCases: number;
  evidence: SharedFeature[];
  /** At most `shownMembers` others: open cases first, most complaints first. */
  others: CampaignOther[];
}

/**
 * The campaigns of an account whose complaints fall into the time of its case, most accounts first; at most three.
 * `closedAt` null: the case is open.
 */
export async function listCaseCampaigns(
  accountId: number,
  { firstSeenAt, closedAt }: { firstSeenAt: Date | null; closedAt: Date | null },
): Promise<CaseCampaign[]> {
  const rows = await sql()<CaseCampaign[]>`
    SELECT c.id, c.first_at AS "firstAt", c.last_at AS "lastAt", c.accounts, c.complaints, c.evidence,
      (SELECT count(*)::int FROM campaign_account m JOIN "case" o ON o.account_id = m.account_id AND o.is_open
        WHERE m.campaign_id = c.id) AS "openCases",
      others.list AS others
    FROM campaign_account a JOIN campaign c ON c.id = a.campaign_id
    CROSS JOIN LATERAL (
      SELECT coalesce(json_agg(json_build_object('accountId', o.id, 'login', k.login, 'kind', k.kind,
          'complaints', o.complaints, 'lastAt', o.last_at,
          'customer', CASE WHEN u.id IS NOT NULL THEN json_build_object('number', u.number, 'name', u.name) END,
          'case', CASE WHEN o.number IS NOT NULL
            THEN json_build_object('number', o.number, 'state', o.state, 'stage', o.stage) END)
          ORDER BY o.is_open DESC, o.complaints DESC, o.id), '[]') AS list
      FROM (
        SELECT m.account_id AS id, m.complaints, m.last_at, f.number, f.state, f.stage,
          coalesce(f.is_open, false) AS is_open
        FROM campaign_account m
        LEFT JOIN LATERAL (
          SELECT number, state, stage, is_open FROM "case" WHERE account_id = m.account_id
          ORDER BY is_open DESC, opened_at DESC LIMIT 1) f ON true
        WHERE m.campaign_id = c.id AND m.account_id <> ${accountId}
        ORDER BY is_open DESC, m.complaints DESC, m.account_id LIMIT ${shownMembers}) o
      JOIN account k ON k.id = o.id LEFT JOIN customer u ON u.id = k.customer_id) others
    WHERE a.account_id = ${accountId}
      AND (${closedAt}::timestamptz IS NULL OR a.first_at <= ${closedAt}::timestamptz)
      AND (${firstSeenAt}::timestamptz IS NULL OR a.last_at >= ${firstSeenAt}::timestamptz)
    ORDER BY c.accounts DESC, c.id LIMIT 3`;
  return rows.map((row) => ({
    ...row,
    // JSON carries times as text.
    others: row.others.map((other) => ({ ...other, lastAt: new Date(other.lastAt) })),
  }));
}

/** How many accounts a campaign has; null where there is no such campaign. */
export async function campaignSize(id: number): Promise<number | null> {
  const [row] = await sql()<{ accounts: number }[]>`SELECT accounts FROM campaign WHERE id = ${id}`;
  return row?.accounts ?? null;
}
