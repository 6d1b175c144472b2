// Who had an address at a time: a few probes of the index over address and time for each question, all in one statement.

import { sql, type Sql } from '@/lib/db/sql';
import type { ConnectionCandidate } from './types';

export interface ConnectionQuestion {
  ip: string;
  /** Null where the report names none. */
  port: number | null;
  from: Date;
  to: Date;
}

/** More connections than anybody can tell apart: a shared address without a port has a thousand of them. */
const MOST_CANDIDATES = 20;

type Row = Omit<ConnectionCandidate, 'from' | 'to'> & { n: number; from: Date | null; to: Date | null };

/** The candidates of each question, in the order of the questions: sessions first, then prefixes, the narrowest first. */
export async function findConnections(
  questions: readonly ConnectionQuestion[],
): Promise<ConnectionCandidate[][]> {
  const answers: ConnectionCandidate[][] = questions.map(() => []);
  if (questions.length === 0) return answers;
  const rows = await sql()<Row[]>`
    SELECT q.n::int AS n, c.* FROM unnest(${questions.map(({ ip }) => ip)}::inet[],
        ${questions.map(({ port }) => port)}::int[], ${questions.map(({ from }) => from.toISOString())}::timestamptz[],
        ${questions.map(({ to }) => to.toISOString())}::timestamptz[])
      WITH ORDINALITY AS q (ip, port, from_at, to_at, n)
    CROSS JOIN LATERAL (
      (SELECT 'session' AS kind, s.address::text AS network, s.port_from AS "portFrom", s.port_to AS "portTo",
        s.from_at AS "from", s.to_at AS "to", s.connection, s.customer_no AS "customerNo",
        s.is_end_guessed AS "isEndGuessed"
      FROM connection_session s
      WHERE s.address >>= q.ip AND tstzrange(s.from_at, s.to_at, '[]') && tstzrange(q.from_at, q.to_at, '[]')
        AND (q.port IS NULL OR s.port_from IS NULL OR q.port BETWEEN s.port_from AND s.port_to)
      LIMIT ${MOST_CANDIDATES})
      UNION ALL
      (SELECT 'prefix', p.network::text, NULL, NULL, p.valid_from, p.valid_to, p.connection, p.customer_no, false
      FROM connection_prefix p
      WHERE p.network >>= q.ip AND tstzrange(p.valid_from, p.valid_to, '[]') && tstzrange(q.from_at, q.to_at, '[]')
      ORDER BY masklen(p.network) DESC LIMIT ${MOST_CANDIDATES})) AS c
    ORDER BY q.n, c.kind DESC, c."from" NULLS LAST, c.connection`;
  for (const { n, from, to, network, ...row } of rows) {
    answers[n - 1]?.push({
      ...row,
      // A single address is written as one.
      network: network.replace(network.includes(':') ? /\/128$/ : /\/32$/, ''),
      from: from?.getTime() ?? null,
      to: to?.getTime() ?? null,
    });
  }
  return answers;
}

/** Whether any connection is known: where not, nobody needs to ask. */
export async function hasConnections(pool: Sql): Promise<boolean> {
  const [row] = await pool<{ known: boolean }[]>`
    SELECT EXISTS (SELECT FROM connection_session) OR EXISTS (SELECT FROM connection_prefix) AS known`;
  return row?.known ?? false;
}
