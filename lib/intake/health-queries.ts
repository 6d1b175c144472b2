// The state of the whole intake in one cheap look: are the mailboxes read, what waits, what was set aside.

import { sql } from '@/lib/db/sql';
import { mailCountCap } from './queries';

/** Of the mailboxes that are polled; mail handed over by LMTP, HTTP or upload has no poll to be proved. */
export interface HealthSummary {
  /** The oldest last proof among the mailboxes that are polled; null where one was never proved or none is polled. */
  oldestProvedAt: Date | null;
  /** Mailboxes that are polled, paused ones included. */
  mailboxes: number;
  paused: number;
  withError: number;
  /** When mail was last handed over by LMTP or HTTP; null where it never was. */
  lastPushedAt: Date | null;
  /** Log clusters that do not answer. */
  silentLogs: number;
  /** Mails the servers still hold, by the last polls. */
  backlog: number;
  /** Each at most `mailCountCap + 1`. */
  waiting: number;
  quarantined: number;
  notRecognised: number;
  /** Mails that a person has to judge. */
  toCheck: number;
}

/** The state of intake in one look, the same cost whatever the tables hold. */
export async function healthSummary(): Promise<HealthSummary> {
  const [[boxes], counts] = await Promise.all([
    sql()<Boxes[]>`
      SELECT CASE WHEN bool_and(paused OR last_proved_at IS NOT NULL)
                  THEN min(last_proved_at) FILTER (WHERE NOT paused) END AS "oldestProvedAt",
             count(*)::int AS mailboxes, count(*) FILTER (WHERE paused)::int AS paused,
             count(*) FILTER (WHERE last_error IS NOT NULL AND NOT paused)::int AS "withError",
             coalesce(sum(backlog) FILTER (WHERE NOT paused), 0)::int AS backlog,
             (SELECT max(last_mail_at) FROM mailbox WHERE kind IN ('lmtp', 'http')) AS "lastPushedAt",
             (SELECT count(*)::int FROM log_source WHERE down_since IS NOT NULL AND NOT paused) AS "silentLogs"
      FROM mailbox WHERE kind IN ('imap', 'maildir')`,
    countUnsettled(),
  ]);
  if (boxes === undefined) throw new Error('counting the mailboxes gave no row');
  return { ...boxes, ...counts };
}

type Boxes = Pick<
  HealthSummary,
  'oldestProvedAt' | 'mailboxes' | 'paused' | 'withError' | 'backlog' | 'lastPushedAt' | 'silentLogs'
>;
type Unsettled = Pick<HealthSummary, 'waiting' | 'quarantined' | 'notRecognised' | 'toCheck'>;

/** What waits or was set aside; the processed mail, nearly all of it, is not looked at. */
async function countUnsettled(): Promise<Unsettled> {
  const cap = mailCountCap + 1;
  const [row] = await sql()<Unsettled[]>`
    SELECT
      (SELECT count(*)::int FROM (SELECT FROM raw_message WHERE state = 'received' LIMIT ${cap}) t) AS waiting,
      (SELECT count(*)::int FROM (SELECT FROM raw_message WHERE state = 'not_recognised' LIMIT ${cap}) t) AS "notRecognised",
      (SELECT count(*)::int FROM (SELECT FROM raw_message WHERE state = 'quarantined' LIMIT ${cap}) t) AS quarantined,
      (SELECT count(*)::int FROM (SELECT FROM raw_message WHERE state = 'to_check' LIMIT ${cap}) t) AS "toCheck"`;
  if (row === undefined) throw new Error('counting the mail gave no row');
  return row;
}
