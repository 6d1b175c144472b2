// Use case: once a month a mail to the address of each loop that an administrator switched it on for; what has not arrived
// within a day becomes a task.

import { sql, type Tx } from '@/lib/db/sql';
import { selfCheckToken } from '@/lib/feedback-loops/self-check';
import { insertCheck, markMissed, takeDueChecks, type DueCheck } from '@/lib/feedback-loops/self-check-store';
import { raiseMissed, SELF_CHECK_KIND } from './after-self-check';
import { messageIdKey, noticeAddresses } from './notice-settings';
import { writeMail } from './write-mail';

/** Sends what is due and tells what is missing. Returns how many of each. */
export function selfCheckLoops(now = new Date()): Promise<{ sent: number; missed: number }> {
  return sql().begin(async (tx) => {
    const missing = await markMissed(tx, now);
    for (const check of missing) await raiseMissed(tx, check, null);
    // Where nothing can be sent nothing is due.
    const due = noticeAddresses() === null ? [] : await takeDueChecks(tx, now);
    for (const check of due) await send(tx, check, now);
    return { sent: due.length, missed: missing.length };
  }) as Promise<{ sent: number; missed: number }>;
}

async function send(tx: Tx, check: DueCheck, now: Date): Promise<void> {
  const id = await insertCheck(tx, check, now);
  await writeMail(
    tx,
    {
      purpose: 'self-check',
      key: `loop-self-check:${id}`,
      to: check.address,
      subject: `Meldestelle: Selbsttest / self-check (${check.name})`,
      text: textOf(check, selfCheckToken(id, messageIdKey())),
      relatedTo: { kind: SELF_CHECK_KIND, id },
    },
    now,
  );
}

/** The token has a line of its own, in a text that people understand. */
function textOf({ name, address }: DueCheck, token: string): string {
  return [
    `Diese Mail prüft, ob Post an ${address} (${name}) in der Meldestelle ankommt. Sie braucht keine Antwort.`,
    `This mail checks that mail to ${address} (${name}) reaches the abuse desk. It needs no answer.`,
    '',
    token,
    '',
  ].join('\n');
}
