// What the schedule follows from, read for one case or for all that wait.

import type { CaseState } from '@/lib/cases/types';
import type { Sql, Tx } from '@/lib/db/sql';
import { stageOfRank } from '@/lib/scoring/stages';
import type { NoticeState } from './outbox';
import type { DoneStep, FollowUpFacts } from './schedule';
import { noticeKinds, asksCustomer } from './types';

const reminderKind = 'reminder';
/** Kinds of mail after which the schedule waits for an answer; `answer` is the team's own word on the case. */
const asking: string[] = [...noticeKinds.filter(asksCustomer), 'answer'];
const first = asking.filter((kind) => kind !== reminderKind);

interface Row {
  caseId: number;
  state: CaseState;
  stage: number;
  isStopped: boolean;
  releaseWanted: boolean;
  noticeId: number | null;
  writtenAt: Date | null;
  arrivedAt: Date | null;
  latestState: NoticeState | null;
  hasAmbiguous: boolean;
  isAnswered: boolean;
  done: { step: number; kind: DoneStep['kind']; at: string }[];
  byHand: string[];
}

/** One run looks at no more; those that wait longest have the lowest numbers. */
const MOST_CASES = 5_000;

/** Facts of the case with this id, or of all that may wait for an answer, by id. */
export async function loadFollowUps(
  db: Sql | Tx,
  caseId: number | null,
): Promise<(FollowUpFacts & { caseId: number })[]> {
  const rows = await db<Row[]>`
    SELECT c.id AS "caseId", c.state, c.stage, c.reminders_stopped_at IS NOT NULL AS "isStopped",
      c.release_wanted_at IS NOT NULL AS "releaseWanted", n.id AS "noticeId", n.created_at AS "writtenAt",
      CASE WHEN n.state = 'accepted' THEN n.accepted_at WHEN n.state = 'kept' THEN n.created_at END AS "arrivedAt",
      (SELECT l.state FROM notice l WHERE l.case_id = c.id AND l.kind = ANY(${asking}) AND l.state <> 'withdrawn'
        ORDER BY l.id DESC LIMIT 1) AS "latestState",
      EXISTS (SELECT FROM notice l WHERE l.case_id = c.id AND l.state = 'ambiguous') AS "hasAmbiguous",
      EXISTS (SELECT FROM reply r WHERE r.kind = 'answer' AND r.case_id = c.id
        AND (r.handled_at IS NULL OR r.received_at > n.created_at))
        -- One that only names the case may be its answer: a person has not said yet.
        OR EXISTS (SELECT FROM reply r WHERE r.kind = 'answer' AND r.case_id IS NULL AND r.handled_at IS NULL
          AND (position(c.number IN coalesce(r.subject, '')) > 0 OR position(c.number IN r.text) > 0)) AS "isAnswered",
      coalesce((SELECT json_agg(json_build_object('step', f.step, 'kind', f.kind, 'at', f.at) ORDER BY f.step)
        FROM follow_up f WHERE f.notice_id = n.id), '[]') AS done,
      coalesce((SELECT json_agg(l.created_at) FROM notice l WHERE l.case_id = c.id AND l.kind = ${reminderKind}
        AND l.released_by_id IS NOT NULL AND l.state <> 'withdrawn' AND l.id > n.id), '[]') AS "byHand"
    FROM "case" c LEFT JOIN LATERAL (
      SELECT * FROM notice n WHERE n.case_id = c.id AND n.kind = ANY(${first}) AND n.state <> 'withdrawn'
      ORDER BY n.id DESC LIMIT 1) n ON true
    WHERE ${caseId === null ? db`c.state IN ('waiting_for_customer', 'contained') AND n.id IS NOT NULL` : db`c.id = ${caseId}`}
    ORDER BY c.id LIMIT ${MOST_CASES}`;
  return rows.map(factsOf);
}

function factsOf({ noticeId, writtenAt, arrivedAt, done, byHand, stage, ...row }: Row) {
  return {
    ...row,
    stage: stageOfRank(stage),
    notice: noticeId === null || writtenAt === null ? null : { id: noticeId, writtenAt, arrivedAt },
    done: done.map(({ at, ...one }) => ({ ...one, at: new Date(at) })),
    byHand: byHand.map((at) => new Date(at)),
  };
}

/**
 * Whether mail may lie unread in which the customer answered: a mailbox that was not read lately, or mail that is stored
 * and not looked at. Silence is no answer only where somebody listens.
 */
export async function mayHaveUnread(db: Sql | Tx, now: Date): Promise<boolean> {
  const [row] = await db<{ may: boolean }[]>`
    SELECT EXISTS (SELECT FROM mailbox WHERE kind IN ('imap', 'maildir') AND (paused AND role <> 'complaints'
        OR NOT paused AND (last_proved_at IS NULL OR last_proved_at < ${now}::timestamptz - interval '1 hour')))
      OR EXISTS (SELECT FROM raw_message WHERE state = 'received'
        AND stored_at < ${now}::timestamptz - interval '15 minutes') AS may`;
  return row?.may ?? true;
}
