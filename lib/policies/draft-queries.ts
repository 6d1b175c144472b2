// Reads for the screen "Draft": the open draft and its replays.

import { sql } from '@/lib/db/sql';
import { policySchema } from '@/lib/scoring/policy';
import { digestOf } from './digest';
import type { PolicyDraft, PolicyReplay } from './types';

/** The open draft; null where none is. Throws where its numbers cannot be read. */
export async function openDraft(): Promise<PolicyDraft | null> {
  const [row] = await sql()<(Omit<PolicyDraft, 'policy' | 'digest'> & { body: unknown })[]>`
    SELECT d.id, d.base_id AS "baseId", d.body, d.note, d.version, d.updated_at AS "updatedAt", u.name AS "updatedBy"
    FROM policy_draft d LEFT JOIN app_user u ON u.id = d.updated_by_id WHERE d.closed_at IS NULL`;
  if (row === undefined) return null;
  const { body, ...rest } = row;
  return { ...rest, policy: policySchema.parse(body), digest: digestOf(body) };
}

/** The latest replays of a draft, newest first, a few of them; results are large. */
export async function replaysOf(draftId: number): Promise<PolicyReplay[]> {
  return sql()<PolicyReplay[]>`
    SELECT r.id, r.draft_id AS "draftId", r.base_id AS "baseId", r.digest, r.source, r.file_name AS "fileName", r.state,
      r.progress, r.total, r.result, r.failure, r.requested_at AS "requestedAt", u.name AS "requestedBy",
      r.finished_at AS "finishedAt"
    FROM policy_replay r LEFT JOIN app_user u ON u.id = r.requested_by_id
    WHERE r.draft_id = ${draftId} ORDER BY r.id DESC LIMIT 5`;
}
