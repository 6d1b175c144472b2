// What the gate of a release follows from, and the checklist as a person sees it.

import type { AccountKind } from '@/lib/attribution/types';
import type { Sql, Tx } from '@/lib/db/sql';
import { releaseGate, type Gate } from './release-gate';
import { checklistFor, checklistItems, type ChecklistItem } from './types';

export interface Tick {
  item: ChecklistItem;
  confirmedBy: string | null;
  at: Date;
}

export interface ReleaseView {
  items: ChecklistItem[];
  ticks: Tick[];
  /** Steps that answers speak of, or the customer ticked, and nobody has confirmed. */
  proposals: ChecklistItem[];
  /** Those that the customer ticked on their page, confirmed or not. */
  ticked: ChecklistItem[];
  gate: Gate;
  /** Somebody decided to release; the measures are being lifted. */
  wantedAt: Date | null;
}

interface Row {
  accountKind: AccountKind;
  wantedAt: Date | null;
  lockedAt: Date | null;
  passwordSetAt: Date | null;
  openAnswers: number;
  proposals: string[];
  ticks: { item: string; confirmedBy: string | null; confirmed: boolean; at: string }[];
}

/** Everything about the release of this case's account; null where there is no such case. */
export async function loadRelease(db: Sql | Tx, caseId: number): Promise<ReleaseView | null> {
  const [row] = await db<Row[]>`
    SELECT a.kind AS "accountKind", c.release_wanted_at AS "wantedAt",
      (SELECT max(m.confirmed_at) FROM measure m WHERE m.account_id = a.id AND m.case_id = c.id
        AND m.kind IN ('send-lock', 'login-lock', 'walled-garden')) AS "lockedAt",
      (SELECT max(m.confirmed_at) FROM measure m WHERE m.account_id = a.id AND m.kind = 'new-password') AS "passwordSetAt",
      (SELECT count(*)::int FROM reply r WHERE r.case_id = c.id AND r.kind = 'answer' AND r.handled_at IS NULL) AS "openAnswers",
      ARRAY(SELECT DISTINCT p FROM reply r, unnest(r.proposals) AS p WHERE r.case_id = c.id AND r.kind = 'answer') AS proposals,
      coalesce((SELECT json_agg(json_build_object('item', t.item, 'confirmedBy', u.name,
          'confirmed', t.confirmed_by_id IS NOT NULL, 'at', t.at))
        FROM checklist_tick t LEFT JOIN app_user u ON u.id = t.confirmed_by_id WHERE t.case_id = c.id), '[]') AS ticks
    FROM "case" c JOIN account a ON a.id = c.account_id WHERE c.id = ${caseId}`;
  if (row === undefined) return null;
  const items = checklistFor(row.accountKind);
  const ticks = row.ticks.flatMap(({ item: written, confirmedBy, confirmed, at }) => {
    const item = checklistItems.find((one) => one === written);
    return item === undefined || !confirmed ? [] : [{ item, confirmedBy, at: new Date(at) }];
  });
  const isProposed = (item: string) =>
    row.proposals.includes(item) || row.ticks.some((one) => one.item === item && !one.confirmed);
  const confirmed = new Set(ticks.map(({ item }) => item));
  const { lockedAt, passwordSetAt, openAnswers, wantedAt } = row;
  return {
    items,
    ticks,
    proposals: items.filter((item) => isProposed(item) && !confirmed.has(item)),
    ticked: items.filter((item) => row.ticks.some((one) => one.item === item)),
    gate: releaseGate({ items, confirmed, lockedAt, passwordSetAt, openAnswers }),
    wantedAt,
  };
}
