// Writes how the sample provider's feedback loops fare. Promise: may run twice; what stands already stays.

import type { Tx } from '@/lib/db/sql';
import { bodyOf, entryOf, type CorrectionBody } from '@/lib/feedback-loops/programs/correction';
import { programOf } from '@/lib/feedback-loops/programs/directory';
import {
  ADDED_DAYS,
  CONTACTS_CONFIRMED_DAYS,
  HIDES_RECIPIENT,
  MAILBOX_DOMAINS,
  OWN_PROGRAM,
  SEEN,
  SELF_CHECKS,
  STALE_CONTACTS,
} from './loop-health';
import { MAIL_HOSTS } from './recipient-mx';

/** After the subscriptions. The last week beside what is added here comes from the mails of the first load. */
export async function insertLoopHealth(tx: Tx, now: Date): Promise<void> {
  const [known] = await tx`SELECT FROM feedback_loop_upkeep LIMIT 1`;
  if (known !== undefined) return;
  const today = now.toISOString().slice(0, 10);
  await tx`
    INSERT INTO feedback_loop_health_day (feedback_loop_id, day, verified, reports, ours, hidden_recipient)
    SELECT d.feedback_loop_id, d.day, d.reports, d.reports, d.reports,
      CASE WHEN l.name = ${HIDES_RECIPIENT} THEN d.reports ELSE 0 END
    FROM feedback_loop_day d JOIN feedback_loop l ON l.id = d.feedback_loop_id
    WHERE d.day BETWEEN ${today}::date - 40 AND ${today}::date - 8`;
  await insertAddedDays(tx, today);
  await tx`
    INSERT INTO feedback_loop_seen (feedback_loop_id, kind, value, first_day, last_day, mails)
    SELECT l.id, s.kind, s.value, ${today}::date - s.from, ${today}::date - 1, s.mails
    FROM json_to_recordset(${tx.json(SEEN as never)}::json) AS s (name text, kind text, value text, "from" int, mails int)
    JOIN feedback_loop l ON l.name = s.name`;
  await insertUpkeep(tx, now);
  await insertCorrections(tx);
}

async function insertAddedDays(tx: Tx, today: string): Promise<void> {
  await tx`
    INSERT INTO feedback_loop_health_day AS d (feedback_loop_id, day, verified, failed, reports, ours, not_ours,
      hidden_recipient)
    SELECT l.id, ${today}::date - back, coalesce(a.verified, 0), coalesce(a.failed, 0), coalesce(a.reports, 0),
      coalesce(a.reports, 0) - coalesce(a."notOurs", 0), coalesce(a."notOurs", 0), coalesce(a."hiddenRecipient", 0)
    FROM json_to_recordset(${tx.json(ADDED_DAYS as never)}::json) AS a (name text, "from" int, "to" int, verified int,
      failed int, reports int, "notOurs" int, "hiddenRecipient" int)
    JOIN feedback_loop l ON l.name = a.name CROSS JOIN LATERAL generate_series(a."to", a."from") AS back
    ON CONFLICT (feedback_loop_id, day) DO UPDATE SET verified = d.verified + excluded.verified,
      failed = d.failed + excluded.failed, reports = d.reports + excluded.reports, ours = d.ours + excluded.ours,
      not_ours = d.not_ours + excluded.not_ours, hidden_recipient = d.hidden_recipient + excluded.hidden_recipient`;
}

async function insertUpkeep(tx: Tx, now: Date): Promise<void> {
  const names = [...new Set(SELF_CHECKS.map(({ name }) => name))];
  await tx`
    INSERT INTO feedback_loop_upkeep (feedback_loop_id, self_check, contacts_confirmed_at, contacts_confirmed_by_id)
    SELECT id, name = ANY (${names}::text[]),
      CASE WHEN name <> ${STALE_CONTACTS} THEN ${now}::timestamptz - make_interval(days => ${CONTACTS_CONFIRMED_DAYS}) END,
      CASE WHEN name <> ${STALE_CONTACTS} THEN owner_id END
    FROM feedback_loop WHERE state = 'active'`;
  await tx`
    INSERT INTO feedback_loop_self_check (feedback_loop_id, address, sent_at, arrived_at)
    SELECT l.id, l.intake_alias, s.sent, s.sent + make_interval(mins => c.minutes)
    FROM json_to_recordset(${tx.json(SELF_CHECKS as never)}::json) AS c (name text, "daysAgo" int, minutes int)
    JOIN feedback_loop l ON l.name = c.name
    CROSS JOIN LATERAL (SELECT ${now}::timestamptz - make_interval(days => c."daysAgo") AS sent) AS s
    ORDER BY s.sent`;
}

async function insertCorrections(tx: Tx): Promise<void> {
  const told = [...new Set([...Object.keys(MAILBOX_DOMAINS), ...Object.keys(MAIL_HOSTS)])];
  const corrected = told.flatMap((id) => {
    const shipped = programOf(id);
    if (shipped === null) return [];
    const body = bodyOf(entryOf(id, shipped, null));
    const mailboxDomains = MAILBOX_DOMAINS[id] ?? body.mailboxDomains ?? [];
    const mailHosts = MAIL_HOSTS[id] ?? body.mailHosts ?? [];
    return [{ id, body: { ...body, mailboxDomains: [...mailboxDomains], mailHosts: [...mailHosts] } }];
  });
  const { id, name, url, note, mailboxDomains } = OWN_PROGRAM;
  const body: CorrectionBody = {
    ...{ name, status: 'live', keyedOn: ['dkim'], way: 'form', url, note },
    ...{ from: [], envelopeDomains: [], dkimDomains: [] },
    ...{ mailboxDomains: [...mailboxDomains], mailHosts: [] },
  };
  for (const one of [...corrected, { id, body }])
    await tx`
      INSERT INTO program_correction (program_id, body) VALUES (${one.id}, ${tx.json(one.body as never)})
      ON CONFLICT (program_id) DO NOTHING`;
}
