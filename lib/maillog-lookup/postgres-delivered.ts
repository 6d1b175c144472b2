// How much of what senders sent was delivered to some domains, out of our own tables: one statement for all logins, one for
// all local users.

import type { Sql } from '@/lib/db/sql';
import { senderMails } from './postgres-senders';
import type { SenderKey, Window } from './types';

/** `MailLogLookup.deliveredTo` over `pool`. */
export async function deliveredTo(
  pool: Sql,
  domains: readonly string[],
  senders: readonly SenderKey[],
  window: Window,
): Promise<number[]> {
  const answers = senders.map(() => 0);
  const names = domains.map((domain) => domain.toLowerCase());
  const questions = senders.map((sender) => ({ sender, window }));
  for (const mails of senderMails(pool, questions)) {
    const rows = await pool<{ n: number; delivered: number }[]>`
      SELECT q.n, sum(d.value::int)::int AS delivered
      FROM ${mails} CROSS JOIN LATERAL jsonb_each_text(t.domains) AS d
      WHERE d.key = ANY (${names}::text[]) GROUP BY q.n`;
    for (const { n, delivered } of rows) answers[n] = delivered;
  }
  return answers;
}
