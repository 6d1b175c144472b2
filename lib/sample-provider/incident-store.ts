// The incidents of before: cases that were closed as confirmed abuse long before the sample begins, with their history.

import type { CaseEvent } from '@/lib/cases/types';
import type { Tx } from '@/lib/db/sql';

/** One closed case, ready to be written. */
export interface ClosedIncident {
  login: string;
  openedAt: Date;
  closedAt: Date;
  stage: number;
  score: number;
  lines: unknown;
  complaints: number;
  reporters: number;
  subjects: readonly string[];
  note: string;
  /** In order; each with its moment. */
  events: { at: Date; event: CaseEvent }[];
}

/** Writes one incident and counts it on its account. */
export async function insertIncident(tx: Tx, incident: ClosedIncident): Promise<void> {
  const [row] = await tx<{ id: number }[]>`
    INSERT INTO "case" (number, account_id, state, stage, score, peak_stage, initial_score, initial_lines, opened_at,
      closed_at, outcome, outcome_reason, is_incident, complaints, complainants, reporters, first_seen_at, last_seen_at,
      latest_subjects, search_text)
    SELECT n.number, a.id, 'closed', ${incident.stage}, ${incident.score}, ${incident.stage}, ${incident.score},
      ${tx.json(incident.lines as never)}, ${incident.openedAt}, ${incident.closedAt}, 'confirmed-abuse', ${incident.note},
      true, ${incident.complaints}, ${incident.complaints}, ${incident.reporters}, ${incident.openedAt},
      ${incident.openedAt}, ${[...incident.subjects]}, lower(concat_ws(' ', n.number, a.login, c.number, c.name))
    FROM account a JOIN customer c ON c.id = a.customer_id, next_case_number(${incident.openedAt}) AS n (number)
    WHERE a.kind = 'mailbox' AND a.login = ${incident.login}
    RETURNING id`;
  if (row === undefined)
    throw new Error(`no account ${incident.login} for the sample provider's earlier incident`);
  await tx`UPDATE account SET incidents = incidents + 1 WHERE kind = 'mailbox' AND login = ${incident.login}`;
  for (const { at, event } of incident.events) {
    await tx`
      INSERT INTO case_event (case_id, at, kind, detail)
      VALUES (${row.id}, ${at}, ${event.kind}, ${tx.json(event.detail as never)})`;
  }
}
