// What the health of feedback loops is judged from: a few rows a loop, however many reports there are.

import { sql, type Sql, type Tx } from '@/lib/db/sql';
import { READ_DAYS, type HealthDay, type HealthFacts } from './health';
import type { RegisteredIdentities, SeenValue } from './new-senders';

export interface LoopHealthFacts extends HealthFacts {
  id: number;
  name: string;
}

interface LoopRow extends RegisteredIdentities {
  id: number;
  name: string;
  decided: number;
  confirmed: number;
}

/** Facts of the active loops, or of one loop whatever its state. */
export async function loadHealth(db: Sql | Tx, now: Date, only?: number): Promise<LoopHealthFacts[]> {
  const today = now.toISOString().slice(0, 10);
  const loops = await db<LoopRow[]>`
    SELECT l.id, l.name, l.from_addresses AS "fromAddresses", l.envelope_domains AS "envelopeDomains",
      l.dkim_domains AS "dkimDomains", coalesce(u.decided_cases, 0) AS decided, coalesce(u.confirmed_cases, 0) AS confirmed
    FROM feedback_loop l LEFT JOIN feedback_loop_upkeep u ON u.feedback_loop_id = l.id
    WHERE ${only === undefined ? db`l.state = 'active'` : db`l.id = ${only}`} ORDER BY l.id`;
  const ids = loops.map(({ id }) => id);
  const days = await db<(HealthDay & { id: number })[]>`
    SELECT feedback_loop_id AS id, day::text, verified, unverified, failed, broken, unknown, reports, ours,
      not_ours AS "notOurs", hidden_recipient AS "hiddenRecipient", hidden_message_id AS "hiddenMessageId",
      hidden_subject AS "hiddenSubject"
    FROM feedback_loop_health_day
    WHERE feedback_loop_id = ANY (${ids}::int[]) AND day > ${today}::date - ${READ_DAYS}::int`;
  const seen = await db<(SeenValue & { id: number })[]>`
    SELECT feedback_loop_id AS id, kind, value, first_day::text AS "firstDay", last_day::text AS "lastDay", mails,
      raw_message_id AS "rawMessageId"
    FROM feedback_loop_seen WHERE feedback_loop_id = ANY (${ids}::int[]) AND kind <> 'foreign'`;
  return loops.map(({ id, name, decided, confirmed, ...identities }) => ({
    ...{ id, name, today, identities, cases: { decided, confirmed } },
    days: days.filter((one) => one.id === id),
    seen: seen.filter((one) => one.id === id),
  }));
}

/** Of one loop, whatever its state; null where there is none. */
export async function findHealth(id: number, now: Date): Promise<LoopHealthFacts | null> {
  const [facts] = await loadHealth(sql(), now, id);
  return facts ?? null;
}

export interface ForeignExample {
  value: string;
  mails: number;
  lastDay: string;
  rawMessageId: number | null;
}

/** Addresses that are not ours in a loop's reports, the most frequent ones. */
export async function listForeign(loopId: number, limit = 5): Promise<ForeignExample[]> {
  const rows = await sql()<ForeignExample[]>`
    SELECT value, mails, last_day::text AS "lastDay", raw_message_id AS "rawMessageId"
    FROM feedback_loop_seen WHERE feedback_loop_id = ${loopId} AND kind = 'foreign'
    ORDER BY mails DESC, last_day DESC, value LIMIT ${limit}`;
  return [...rows];
}
