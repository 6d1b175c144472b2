// When logins were refused, out of our own tables.

import type { Sql } from '@/lib/db/sql';
import type { RefusalHour, Window } from './types';
import { windowBounds } from './window-bounds';

/** `MailLogLookup.refusalsOf` over `pool`. */
export async function refusalsOf(
  pool: Sql,
  logins: readonly string[],
  window: Window,
): Promise<RefusalHour[][]> {
  if (logins.length === 0) return [];
  const { from, to } = windowBounds(window);
  type Row = Omit<RefusalHour, 'at' | 'firstAt' | 'lastAt'> & {
    at: Date;
    firstAt: Date;
    lastAt: Date;
    n: number;
  };
  const rows = await pool<Row[]>`
    SELECT q.n::int AS n, r.hour AS at, r.kind, r.refused, r.first_at AS "firstAt", r.last_at AS "lastAt",
      (SELECT coalesce(array_agg(host(client)), '{}') FROM unnest(r.clients) AS c(client)) AS clients, r.examples
    FROM unnest(${logins as string[]}::text[]) WITH ORDINALITY AS q (login, n)
    JOIN mail_refusal AS r ON r.login = lower(q.login)
    WHERE r.first_at <= ${to} AND r.last_at >= ${from}
      AND r.day BETWEEN (${from} AT TIME ZONE 'UTC')::date AND (${to} AT TIME ZONE 'UTC')::date
    ORDER BY q.n, r.hour, r.kind`;
  const answers: RefusalHour[][] = logins.map(() => []);
  for (const { n, at, firstAt, lastAt, ...row } of rows)
    answers[n - 1]?.push({
      ...row,
      at: at.getTime(),
      firstAt: firstAt.getTime(),
      lastAt: lastAt.getTime(),
    });
  return answers;
}
