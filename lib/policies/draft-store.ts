// Writes of drafts and replays. One draft is open at most: `policy_draft_one_open` decides.

import type { Tx, Sql } from '@/lib/db/sql';
import { policySchema, type Policy } from '@/lib/scoring/policy';
import type { ReplayResult } from '@/lib/scoring/replay/types';
import { digestOf } from './digest';
import type { PolicyReplay, ReplaySource } from './types';

export interface HeldDraft {
  id: number;
  baseId: number;
  policy: Policy;
  digest: string;
  note: string;
  version: number;
}

/** The open draft, locked; null where none is. */
export async function lockOpenDraft(tx: Tx): Promise<HeldDraft | null> {
  const [row] = await tx<(Omit<HeldDraft, 'policy' | 'digest'> & { body: unknown })[]>`
    SELECT id, base_id AS "baseId", body, note, version FROM policy_draft WHERE closed_at IS NULL FOR UPDATE`;
  if (row === undefined) return null;
  const { body, ...rest } = row;
  return { ...rest, policy: policySchema.parse(body), digest: digestOf(body) };
}

/** The newest policy; writers of policies and drafts wait for one another here. */
export async function lockPolicies(tx: Tx): Promise<{ id: number; policy: Policy } | null> {
  await tx`LOCK TABLE policy IN SHARE ROW EXCLUSIVE MODE`;
  const [row] = await tx<
    { id: number; body: unknown }[]
  >`SELECT id, body FROM policy ORDER BY id DESC LIMIT 1`;
  return row ? { id: row.id, policy: policySchema.parse(row.body) } : null;
}

export async function insertDraft(
  tx: Tx,
  draft: { baseId: number; policy: Policy; note: string; userId: number },
): Promise<{ id: number; version: number }> {
  const [row] = await tx<{ id: number; version: number }[]>`
    INSERT INTO policy_draft (base_id, body, note, updated_by_id)
    VALUES (${draft.baseId}, ${tx.json(draft.policy as never)}, ${draft.note}, ${draft.userId}) RETURNING id, version`;
  return row as { id: number; version: number };
}

export async function changeDraft(
  tx: Tx,
  id: number,
  draft: { policy: Policy; note: string; userId: number },
): Promise<{ id: number; version: number }> {
  const [row] = await tx<{ id: number; version: number }[]>`
    UPDATE policy_draft SET body = ${tx.json(draft.policy as never)}, note = ${draft.note}, version = version + 1,
      updated_at = now(), updated_by_id = ${draft.userId} WHERE id = ${id} RETURNING id, version`;
  return row as { id: number; version: number };
}

/** Ends a draft; `policyId` is what it became, null where it was discarded. */
export async function closeDraft(tx: Tx, id: number, policyId: number | null): Promise<void> {
  await tx`UPDATE policy_draft SET closed_at = now(), policy_id = ${policyId} WHERE id = ${id}`;
}

/** Appends a policy and returns its number. */
export async function insertPolicy(
  tx: Tx,
  policy: { policy: Policy; note: string; userId: number | null },
): Promise<number> {
  const [row] = await tx<{ id: number }[]>`
    INSERT INTO policy (body, note, created_by_id)
    VALUES (${tx.json(policy.policy as never)}, ${policy.note}, ${policy.userId}) RETURNING id`;
  return (row as { id: number }).id;
}

/** A replay of the draft as it is now; wakes the worker. */
export async function insertReplay(
  tx: Tx,
  draft: HeldDraft,
  by: { userId: number; source: ReplaySource; fileName: string | null },
): Promise<number> {
  const state = by.source === 'kept' ? 'waiting' : 'uploading';
  const [row] = await tx<{ id: number }[]>`
    INSERT INTO policy_replay (draft_id, base_id, body, digest, source, file_name, state, requested_by_id)
    VALUES (${draft.id}, ${draft.baseId}, ${tx.json(draft.policy as never)}, ${draft.digest}, ${by.source},
      ${by.fileName}, ${state}, ${by.userId}) RETURNING id`;
  if (state === 'waiting') await wakeReplays(tx);
  return (row as { id: number }).id;
}

/** Tells the worker that a replay waits. */
export async function wakeReplays(tx: Tx): Promise<void> {
  await tx`SELECT pg_notify('policy_replay', '')`;
}

/** Replays of a draft that could cover it: the latest done over kept complaints. */
export async function loadDoneReplays(
  tx: Tx,
  draftId: number,
): Promise<Pick<PolicyReplay, 'digest' | 'source' | 'state' | 'baseId' | 'finishedAt'>[]> {
  return tx<Pick<PolicyReplay, 'digest' | 'source' | 'state' | 'baseId' | 'finishedAt'>[]>`
    SELECT digest, source, state, base_id AS "baseId", finished_at AS "finishedAt" FROM policy_replay
    WHERE draft_id = ${draftId} AND state = 'done' AND source = 'kept' ORDER BY id DESC LIMIT 20`;
}

/** Whether a replay of these numbers is under way. */
export async function isReplayOpen(tx: Tx, draftId: number, source: ReplaySource): Promise<boolean> {
  const [row] = await tx`
    SELECT 1 FROM policy_replay
    WHERE draft_id = ${draftId} AND source = ${source} AND state IN ('uploading', 'waiting', 'running')`;
  return row !== undefined;
}

export interface DueReplay {
  id: number;
  source: ReplaySource;
  policy: Policy;
}

/** The next replay that waits, now running. Only one job runs at a time: what was running before was cut off. */
export async function takeReplay(sql: Sql): Promise<DueReplay | null> {
  const [row] = await sql<{ id: number; source: ReplaySource; body: unknown }[]>`
    UPDATE policy_replay SET state = 'running', started_at = now(), progress = 0, total = 0
    WHERE id = (SELECT id FROM policy_replay WHERE state IN ('waiting', 'running') ORDER BY id LIMIT 1)
    RETURNING id, source, body`;
  return row ? { id: row.id, source: row.source, policy: policySchema.parse(row.body) } : null;
}

/** Notes how far a replay is; false where it was given up meanwhile, as with its draft. */
export async function noteProgress(sql: Sql, id: number, progress: number, total: number): Promise<boolean> {
  const rows = await sql`
    UPDATE policy_replay SET progress = ${progress}, total = ${total} WHERE id = ${id} AND state = 'running' RETURNING id`;
  return rows.length > 0;
}

/** Ends a replay with what it came to, compared with the policy `baseId`. */
export async function finishReplay(
  sql: Sql,
  id: number,
  { result, baseId }: { result: ReplayResult; baseId: number },
): Promise<void> {
  await sql`
    UPDATE policy_replay SET state = 'done', result = ${sql.json(result as never)}, base_id = ${baseId},
      progress = total, finished_at = now() WHERE id = ${id} AND state = 'running'`;
}

/** Ends a replay that could not be run; `failure` is a code. */
export async function failReplay(sql: Sql | Tx, id: number, failure: string): Promise<void> {
  await sql`
    UPDATE policy_replay SET state = 'failed', failure = ${failure}, finished_at = now()
    WHERE id = ${id} AND state IN ('uploading', 'waiting', 'running')`;
}

/** Keeps mails of a file that is to be replayed; `bytes` are compressed. */
export async function addReplayMails(
  sql: Sql,
  replayId: number,
  mails: { position: number; bytes: Buffer }[],
): Promise<void> {
  if (mails.length === 0) return;
  const rows = mails.map(({ position, bytes }) => ({ replay_id: replayId, position, bytes }));
  await sql`INSERT INTO policy_replay_mail ${sql(rows)}`;
}

/** All of a file is there: the replay waits for the worker. False where it was given up meanwhile. */
export async function releaseReplay(tx: Tx, id: number): Promise<boolean> {
  const rows = await tx`
    UPDATE policy_replay SET state = 'waiting'
    WHERE id = ${id} AND state = 'uploading' RETURNING id`;
  if (rows.length > 0) await wakeReplays(tx);
  return rows.length > 0;
}

/** The next mails of a replay, by position. */
export async function nextReplayMails(
  sql: Sql,
  replayId: number,
  after: number,
  limit: number,
): Promise<{ position: number; bytes: Buffer }[]> {
  return sql<{ position: number; bytes: Buffer }[]>`
    SELECT position, bytes FROM policy_replay_mail
    WHERE replay_id = ${replayId} AND position > ${after} ORDER BY position LIMIT ${limit}`;
}

export async function countReplayMails(sql: Sql, replayId: number): Promise<number> {
  const [row] = await sql<{ n: number }[]>`
    SELECT count(*)::int AS n FROM policy_replay_mail WHERE replay_id = ${replayId}`;
  return row?.n ?? 0;
}

/** Deletes the mails of replays that are over, and ends uploads that nobody sends any more. */
export async function clearReplayMails(sql: Sql): Promise<void> {
  await sql`
    UPDATE policy_replay SET state = 'failed', failure = 'upload-broken', finished_at = now()
    WHERE state = 'uploading' AND requested_at < now() - interval '1 hour'`;
  await sql`
    DELETE FROM policy_replay_mail m USING policy_replay r
    WHERE r.id = m.replay_id AND r.state IN ('done', 'failed')`;
}

/** Gives up the replays of a draft that are under way. */
export async function giveUpReplays(tx: Tx, draftId: number): Promise<void> {
  await tx`
    UPDATE policy_replay SET state = 'failed', failure = 'draft-closed', finished_at = now()
    WHERE draft_id = ${draftId} AND state IN ('uploading', 'waiting', 'running')`;
}
