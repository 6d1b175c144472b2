// What the screens show of our own feedback loop.

import { sql } from '@/lib/db/sql';
import type { Subscriber } from './types';

interface LoopCounts {
  queued: number;
  held: number;
  lastAt: Date | null;
}

export type SubscriberRow = Subscriber & LoopCounts;

const columns = `s.id, s.organisation, s.report_address AS "reportAddress", s.ranges, s.per_hour AS "perHour",
  s.per_day AS "perDay", s.note, s.state, s.state_since AS "stateSince", s.updated_at AS "updatedAt",
  c.queued, c.held, c."lastAt"`;
const counts = `CROSS JOIN LATERAL (
  SELECT coalesce(sum(queued) FILTER (WHERE day > current_date - 30), 0)::int AS queued,
    coalesce(sum(held) FILTER (WHERE day > current_date - 30), 0)::int AS held, max(last_at) AS "lastAt"
  FROM own_loop_report_day r WHERE r.subscriber_id = s.id AND r.day > current_date - 90) c`;

async function withDomains(rows: readonly Omit<SubscriberRow, 'domains'>[]): Promise<SubscriberRow[]> {
  const domains = await sql()<(Subscriber['domains'][number] & { subscriberId: number })[]>`
    SELECT id, subscriber_id AS "subscriberId", domain, sent_to AS "sentTo", code_until AS "codeUntil", tries,
      verified_at AS "verifiedAt"
    FROM own_loop_domain WHERE subscriber_id = ANY(${rows.map(({ id }) => id)}::int[]) ORDER BY domain`;
  return rows.map((row) => ({
    ...row,
    domains: domains
      .filter(({ subscriberId }) => subscriberId === row.id)
      .map(({ subscriberId: _subscriberId, ...domain }) => domain),
  }));
}

/** All subscribers by name, with their numbers of the last 30 days. */
export async function listSubscribers(): Promise<SubscriberRow[]> {
  return withDomains(
    await sql().unsafe<Omit<SubscriberRow, 'domains'>[]>(
      `SELECT ${columns} FROM own_loop_subscriber s ${counts} ORDER BY s.state = 'ended', s.organisation LIMIT 500`,
    ),
  );
}

/** One subscriber; null where there is none. */
export async function findSubscriber(id: number): Promise<SubscriberRow | null> {
  const [row] = await withDomains(
    await sql().unsafe<Omit<SubscriberRow, 'domains'>[]>(
      `SELECT ${columns} FROM own_loop_subscriber s ${counts} WHERE s.id = $1`,
      [id],
    ),
  );
  return row ?? null;
}

export interface ReportRow {
  id: number;
  kind: 'click' | 'trap';
  matchedBy: 'dkim' | 'address';
  matched: string;
  state: 'queued' | 'held-hour' | 'held-day';
  at: Date;
  /** Of the mail in the outbox; null where none was queued or it is forgotten. */
  mailState: string | null;
}

/** A page of a subscriber's reports, newest first; `before`: the last id of the page before. */
export async function listReports(
  subscriberId: number,
  before: number | null,
  limit: number,
): Promise<ReportRow[]> {
  const rows = await sql()<ReportRow[]>`
    SELECT r.id, r.kind, r.matched_by AS "matchedBy", r.matched, r.state, r.at, o.state AS "mailState"
    FROM own_loop_report r LEFT JOIN outgoing_mail o ON o.key = 'own-loop:' || r.id
    WHERE r.subscriber_id = ${subscriberId} ${before === null ? sql()`` : sql()`AND r.id < ${before}`}
    ORDER BY r.id DESC LIMIT ${limit}`;
  return [...rows];
}
