// What the case shows of what the desk did by itself.

import { sql } from '@/lib/db/sql';
import type { AutomaticFacts, AutomaticKind } from '@/lib/scoring/automatic';

export interface AutomaticView {
  id: number;
  kind: AutomaticKind;
  outcome: 'acted' | 'proposed';
  code: string | null;
  facts: AutomaticFacts;
  policyId: number;
  at: Date;
  seenBy: string | null;
  seenAt: Date | null;
}

/** Newest first; at most 20. */
export async function listAutomatic(caseId: number): Promise<AutomaticView[]> {
  const rows = await sql()<AutomaticView[]>`
    SELECT m.id, m.kind, m.outcome, m.code, m.facts, m.policy_id AS "policyId", m.at, u.name AS "seenBy",
      m.seen_at AS "seenAt"
    FROM automatic_measure m LEFT JOIN app_user u ON u.id = m.seen_by_id
    WHERE m.case_id = ${caseId} ORDER BY m.id DESC LIMIT 20`;
  return [...rows];
}
