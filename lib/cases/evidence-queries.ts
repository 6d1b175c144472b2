// What a case's page shows of the mail log: the copy in the case, never the log itself.

import { sql } from '@/lib/db/sql';
import type { KeptEvidence } from './evidence/types';

export interface CaseEvidenceRow {
  takenAt: Date;
  kept: KeptEvidence;
}

/** The case's copy; null where none has been made yet. */
export async function getCaseEvidence(caseId: number): Promise<CaseEvidenceRow | null> {
  const [row] = await sql()<CaseEvidenceRow[]>`
    SELECT taken_at AS "takenAt", body AS kept FROM case_log_evidence WHERE case_id = ${caseId}`;
  return row ?? null;
}

/** Whether any mail log is known at all. */
export async function hasMailLog(): Promise<boolean> {
  const [row] = await sql()<{ known: boolean }[]>`
    SELECT EXISTS (SELECT FROM mail_log_span) OR EXISTS (SELECT FROM log_source) AS known`;
  return row?.known ?? false;
}
