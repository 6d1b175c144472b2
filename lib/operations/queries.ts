// One look at the installation for its operator, the same cost whatever the tables hold: kept rows, small tables, and counts
// that follow a partial index and stop at a cap. Restricted mail and its tasks are in no figure.

import type { Sql } from '@/lib/db/sql';
import { COUNT_CAP, type Counts, type Operations } from './types';

/** Labels of configured things; an installation has a handful. */
const MOST_LABELS = 100;
/** Failed notices of so long ago have been seen, or nobody looks. */
const FAILED_DAYS = 7;

export async function readOperations(db: Sql, now: Date): Promise<Operations> {
  const [workers, jobs, mailboxes, logs] = await Promise.all([
    db<Operations['workers']>`
      SELECT worker, max(at) AS at, max(memory_bytes)::float8 AS "memoryBytes" FROM worker_heartbeat
      GROUP BY worker ORDER BY worker LIMIT ${MOST_LABELS}`,
    db<Operations['jobs']>`
      SELECT name, succeeded_at AS "succeededAt", failed_at AS "failedAt", seconds FROM job_run
      ORDER BY name LIMIT ${MOST_LABELS}`,
    db<Operations['mailboxes']>`
      SELECT id, name, last_proved_at AS "provedAt", poll_seconds AS "pollSeconds", last_error IS NOT NULL AS "isFailing",
        backlog
      FROM mailbox WHERE kind IN ('imap', 'maildir') AND NOT paused ORDER BY id LIMIT ${MOST_LABELS}`,
    db<Operations['logs']>`
      SELECT id, name, last_line_at AS "lastLineAt", lines::float8 AS lines, unread::float8 AS unread,
        down_since IS NOT NULL AS "isDown"
      FROM log_source WHERE NOT paused AND kind <> 'import' ORDER BY id LIMIT ${MOST_LABELS}`,
  ]);
  return {
    workers: [...workers],
    jobs: [...jobs],
    mailboxes: [...mailboxes],
    logs: [...logs],
    ...(await readWork(db, now)),
    ...(await readOutboxes(db, now)),
  };
}

type Work = Pick<
  Operations,
  | 'mails'
  | 'oldestWaitingAt'
  | 'openCases'
  | 'casesWithAttention'
  | 'measures'
  | 'measuresOverdue'
  | 'loopsActive'
  | 'loopsSilent'
  | 'openTasks'
  | 'countedAt'
>;
type Single = Omit<Work, 'mails' | 'openCases' | 'measures'>;

async function readWork(db: Sql, now: Date): Promise<Work> {
  const [mails, openCases, measures, [single]] = await Promise.all([
    countMails(db),
    db<Counts>`
      SELECT stage::text AS label, count(*)::int AS count FROM "case" WHERE is_open GROUP BY stage ORDER BY stage`,
    db<Counts>`
      SELECT state AS label, count(*)::int AS count FROM measure WHERE ended_at IS NULL GROUP BY state ORDER BY state`,
    db<Single[]>`
      SELECT (SELECT stored_at FROM raw_message WHERE state = 'received' ORDER BY id LIMIT 1) AS "oldestWaitingAt",
        (SELECT count(*)::int FROM "case" WHERE is_open AND attention) AS "casesWithAttention",
        (SELECT count(*)::int FROM measure WHERE due_at < ${now}::timestamptz - interval '5 minutes') AS "measuresOverdue",
        (SELECT count(*)::int FROM feedback_loop WHERE state = 'active') AS "loopsActive",
        (SELECT count(*)::int FROM feedback_loop WHERE state = 'active' AND silent_since IS NOT NULL) AS "loopsSilent",
        (SELECT count(*)::int FROM (SELECT FROM task
          WHERE done_at IS NULL AND audience <> 'restricted' LIMIT ${COUNT_CAP}) AS capped) AS "openTasks",
        (SELECT counted_at FROM statistic_state) AS "countedAt"`,
  ]);
  if (single === undefined) throw new Error('the look at the desk gave no row');
  return { mails, openCases: [...openCases], measures: [...measures], ...single };
}

/** One statement a state, each with its state in it: the partial indexes are chosen by it. */
async function countMails(db: Sql): Promise<Counts> {
  const capped = (rows: ReturnType<Sql>) =>
    db`(SELECT count(*)::int FROM (${rows} LIMIT ${COUNT_CAP}) AS capped)`;
  const rows = await db<Counts>`
    SELECT 'received' AS label, ${capped(db`SELECT FROM raw_message WHERE state = 'received'`)} AS count
    UNION ALL SELECT 'to_check', ${capped(db`SELECT FROM raw_message WHERE state = 'to_check'`)}
    UNION ALL SELECT 'not_recognised', ${capped(db`SELECT FROM raw_message WHERE state = 'not_recognised'`)}
    UNION ALL SELECT 'quarantined', ${capped(db`SELECT FROM raw_message WHERE state = 'quarantined'`)}`;
  return [...rows];
}

interface OutboxRow {
  noticesDue: number;
  noticesSending: number;
  noticesAmbiguous: number;
  noticesFailed: number;
  mailsDue: number;
  mailsSending: number;
  noticeDueAt: Date | null;
  mailDueAt: Date | null;
}

async function readOutboxes(
  db: Sql,
  now: Date,
): Promise<Pick<Operations, 'notices' | 'outgoing' | 'oldestDue'>> {
  const [[row], trouble] = await Promise.all([
    db<OutboxRow[]>`
      SELECT (SELECT count(*)::int FROM notice WHERE state IN ('waiting', 'due') AND due_at <= ${now}) AS "noticesDue",
        (SELECT count(*)::int FROM notice WHERE state = 'sending') AS "noticesSending",
        (SELECT count(*)::int FROM notice WHERE state = 'ambiguous') AS "noticesAmbiguous",
        (SELECT count(*)::int FROM notice WHERE state = 'failed'
          AND created_at > ${now}::timestamptz - make_interval(days => ${FAILED_DAYS})) AS "noticesFailed",
        (SELECT min(due_at) FROM notice WHERE state IN ('waiting', 'due')) AS "noticeDueAt",
        (SELECT count(*)::int FROM outgoing_mail WHERE state = 'due' AND due_at <= ${now}) AS "mailsDue",
        (SELECT count(*)::int FROM outgoing_mail WHERE state = 'sending') AS "mailsSending",
        (SELECT min(due_at) FROM outgoing_mail WHERE state = 'due') AS "mailDueAt"`,
    db<Counts>`
      SELECT state AS label, count(*)::int AS count FROM (SELECT state FROM outgoing_mail
        WHERE state IN ('failed', 'ambiguous', 'bounced') ORDER BY id DESC LIMIT ${COUNT_CAP}) AS capped
      GROUP BY state ORDER BY state`,
  ]);
  if (row === undefined) throw new Error('the look at the outboxes gave no row');
  return {
    notices: [
      { label: 'due', count: row.noticesDue },
      { label: 'sending', count: row.noticesSending },
      { label: 'ambiguous', count: row.noticesAmbiguous },
      { label: 'failed', count: row.noticesFailed },
    ],
    outgoing: [
      { label: 'due', count: row.mailsDue },
      { label: 'sending', count: row.mailsSending },
      ...trouble,
    ],
    oldestDue: [
      { label: 'notices', at: row.noticeDueAt },
      { label: 'mail', at: row.mailDueAt },
    ],
  };
}
