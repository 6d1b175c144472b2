// The sample provider's rows, written as sets. Promise: every function may run twice; what stands already stays.

import type { Tx } from '@/lib/db/sql';
import { SAMPLE_LISTS } from './block-lists';
import type { MailLogFiles } from './mail-log/files';
import { WEB_HOST } from './network';
import { loopHistory, SILENT_LOOP, type LoopDay, type SampleLoop } from './loop-history';
import { SAMPLE_SUBSCRIBERS, spamMaildirs } from './own-loop';
import type { Provider } from './provider';

/** What the database remembers of the sample provider: the setting `sample-provider`. */
export interface SampleWorld {
  seed: number;
  /** ISO 8601: the moment its stories were told from. */
  anchor: string;
  /** The first load lies in the Maildir and the mailbox is polled. */
  isLoaded: boolean;
}

const SETTING = 'sample-provider';

/** The remembered world; null before the first start. Locked against a second start until the transaction ends. */
export async function selectWorld(tx: Tx): Promise<SampleWorld | null> {
  await tx`SELECT pg_advisory_xact_lock(hashtext(${SETTING}))`;
  const [row] = await tx<{ value: SampleWorld }[]>`SELECT value FROM setting WHERE key = ${SETTING}`;
  return row?.value ?? null;
}

export async function saveWorld(tx: Tx, world: SampleWorld): Promise<void> {
  await saveSetting(tx, SETTING, world);
}

/** Own domains, hosts and ranges, and the authserv-id whose verdicts count. */
export async function insertOwnNetwork(tx: Tx, provider: Provider, authservId: string): Promise<void> {
  const rows = [
    ...provider.hostedDomains.map((value) => ({ kind: 'domain', value })),
    ...provider.hostNames.map((value) => ({ kind: 'host', value })),
    ...provider.ranges.map((value) => ({ kind: 'range', value })),
  ];
  await tx`
    INSERT INTO own_resource (kind, value, note)
    SELECT kind, value, 'Musterpost' FROM json_to_recordset(${tx.json(rows)}::json) AS r (kind text, value text)
    ON CONFLICT (kind, value) DO NOTHING`;
  await saveSetting(tx, 'authserv-ids', [authservId]);
}

/** Programs that the directory has under another id. */
const DIRECTORY_IDS: Readonly<Record<string, string>> = { 'outlook-jmrp': 'microsoft-jmrp' };

/** The subscriptions, each with the identities that prove its reports. Answers the reporter key of each program. */
export async function insertLoops(
  tx: Tx,
  { loops: told, seed }: Pick<Provider, 'loops' | 'seed'>,
  anchor: Date,
): Promise<Map<string, string>> {
  const loops: SampleLoop[] = [...told, SILENT_LOOP];
  for (const loop of loops) {
    await tx`
      INSERT INTO feedback_loop (name, program, intake_alias, from_addresses, envelope_domains, dkim_domains, default_kind)
      VALUES (${loop.name}, ${DIRECTORY_IDS[loop.id] ?? loop.id}, ${loop.intakeAlias}, ${[...loop.fromAddresses]}, ${[...loop.envelopeDomains]},
        ${[...loop.dkimDomains]}, ${loop.defaultKind})
      ON CONFLICT (name) DO NOTHING`;
  }
  await insertLoopHistory(tx, loopHistory(loops, seed, anchor));
  const rows = await tx<{ id: number; name: string }[]>`SELECT id, name FROM feedback_loop`;
  const ids = new Map(rows.map(({ id, name }) => [name, `loop:${id}`]));
  return new Map(loops.map(({ id, name }) => [id, ids.get(name) ?? id]));
}

async function insertLoopHistory(tx: Tx, days: readonly LoopDay[]): Promise<void> {
  await tx`
    INSERT INTO feedback_loop_day (feedback_loop_id, day, reports)
    SELECT l.id, d.day, d.reports
    FROM json_to_recordset(${tx.json(days as never)}::json) AS d (name text, day date, reports int)
    JOIN feedback_loop l ON l.name = d.name
    ON CONFLICT DO NOTHING`;
  // The mails of that time are gone, as they would be at a provider: what is known of it is how many came.
  await tx`
    INSERT INTO statistic_day (dimension, key, day, count)
    SELECT 'program', 'loop:' || l.id, d.day, d.reports
    FROM json_to_recordset(${tx.json(days as never)}::json) AS d (name text, day date, reports int)
    JOIN feedback_loop l ON l.name = d.name
    ON CONFLICT DO NOTHING`;
  await tx`
    UPDATE feedback_loop l SET watched_since = d.first, created_at = d.first,
      last_report_at = greatest(l.last_report_at, d.last + interval '15 hours')
    FROM (SELECT feedback_loop_id, min(day) AS first, max(day) AS last FROM feedback_loop_day GROUP BY 1) d
    WHERE d.feedback_loop_id = l.id`;
}

/** Customers with their resellers, then their accounts. */
export async function insertCustomers(tx: Tx, provider: Provider): Promise<void> {
  const customers = provider.customers.map(({ accounts: _accounts, ...facts }) => ({
    ...facts,
    customerSince: facts.customerSince.toISOString().slice(0, 10),
  }));
  await tx`
    INSERT INTO customer (number, name, contract, language, is_reseller, ask_first, declared_bulk_sender, customer_since)
    SELECT number, name, contract, language, "isReseller", "askFirst", "declaredBulkSender",
      "customerSince"
    FROM json_to_recordset(${tx.json(customers)}::json) AS c (number text, name text, contract text,
      language text, "isReseller" bool, "askFirst" bool, "declaredBulkSender" bool, "customerSince" date)
    ON CONFLICT (number) DO NOTHING`;
  await tx`
    INSERT INTO customer_contact (customer_id, kind, value, origin, position)
    SELECT k.id, t.kind, t.value, t.origin, t.position
    FROM json_to_recordset(${tx.json(customers)}::json) AS c (number text, "contactEmail" text, phone text)
    JOIN customer k ON k.number = c.number
    CROSS JOIN LATERAL (VALUES ('email', c."contactEmail", 'contact_email', 0), ('phone', c.phone, 'phone', 1))
      AS t (kind, value, origin, position)
    ON CONFLICT (customer_id, kind, value) DO NOTHING`;
  await tx`
    UPDATE customer SET reseller_id = r.id
    FROM json_to_recordset(${tx.json(customers)}::json) AS c (number text, "resellerNumber" text)
    JOIN customer r ON r.number = c."resellerNumber"
    WHERE customer.number = c.number AND customer.reseller_id IS NULL`;
  const accounts = provider.accounts.map(({ kind, login, domain, customerNumber }) => {
    return { kind, login, domain: kind === 'site' ? null : domain, customerNumber };
  });
  await tx`
    INSERT INTO account (kind, login, domain, customer_id)
    SELECT a.kind::account_kind, a.login, a.domain, c.id
    FROM json_to_recordset(${tx.json(accounts)}::json) AS a (kind text, login text, domain text, "customerNumber" text)
    JOIN customer c ON c.number = a."customerNumber"
    ON CONFLICT (kind, login) DO UPDATE SET customer_id = excluded.customer_id`;
}

/** The Maildir as a mailbox that is polled; a moved state directory moves it. */
export async function saveMailbox(tx: Tx, path: string): Promise<void> {
  const rows = [
    { name: 'Musterpost', role: 'complaints', path },
    { name: 'Spam-Meldungen', role: 'spam-clicks', path: spamMaildirs(path).clicks },
    { name: 'Fallen', role: 'spam-traps', path: spamMaildirs(path).traps },
  ];
  await tx`
    INSERT INTO mailbox (name, kind, role, path, poll_seconds, updated_at)
    SELECT name, 'maildir', role, path, 15, now()
    FROM json_to_recordset(${tx.json(rows)}::json) AS r (name text, role text, path text)
    ON CONFLICT (name) DO UPDATE SET path = excluded.path, updated_at = now()`;
  await tx`SELECT pg_notify('mailbox', '')`;
}

/**
 * The two log files as sources; a moved state directory moves them. New ones are paused, so that nobody but the seeding
 * reads them. Answers their numbers.
 */
export async function saveLogSources(tx: Tx, files: MailLogFiles): Promise<number[]> {
  // The Postfix hosts name themselves in each line; Exim's log is one host's.
  const rows = [
    { name: 'Musterpost Postfix', path: files.postfix, format: 'postfix', host: null },
    { name: 'Musterpost Exim', path: files.exim, format: 'exim', host: WEB_HOST.name },
  ];
  const saved = await tx<{ id: number }[]>`
    INSERT INTO log_source (name, kind, path, host, format, paused)
    SELECT name, 'file', path, host, format, true
    FROM json_to_recordset(${tx.json(rows)}::json) AS r (name text, path text, host text, format text)
    ON CONFLICT (name) DO UPDATE SET path = excluded.path
    RETURNING id`;
  return saved.map(({ id }) => id);
}

/** The CSV as a source that is read every hour; a moved state directory moves it. Answers its number. */
export async function saveDirectory(tx: Tx, path: string): Promise<number> {
  const [row] = await tx<{ id: number }[]>`
    INSERT INTO directory_source (name, kind, origin, settings)
    VALUES ('Musterpost Kundenverzeichnis', 'csv', 'sample', ${tx.json({ from: 'path', path })})
    ON CONFLICT (name) DO UPDATE SET settings = excluded.settings
    RETURNING id`;
  if (row === undefined) throw new Error('the sample provider’s directory could not be registered');
  return row.id;
}

/**
 * Connectors, so that an account can be locked and released at once: a policy service whose proof is simulated, a place for
 * new passwords that keeps none, and a person; and what the products' terms allow since when. Only where nobody has set up any.
 */
export async function saveContainment(tx: Tx): Promise<void> {
  await tx`
    INSERT INTO connector (name, kind, measures, settings)
    SELECT name, kind, measures, settings
    FROM (VALUES
      ('Muster-Policy-Dienst (simuliert)', 'policy-service', ARRAY['send-lock', 'throttle'], '{}'::jsonb),
      ('Muster-Passwortdatenbank (simuliert)', 'sql', ARRAY['new-password'], '{}'::jsonb),
      ('Muster-Warteschlange (simuliert)', 'postfix-queue', ARRAY['hold-queue'], '{}'::jsonb),
      ('Von Hand (Muster)', 'manual', ARRAY['login-lock', 'end-sessions'],
        ${tx.json({ instructions: SAMPLE_INSTRUCTIONS })}::jsonb)) AS c (name, kind, measures, settings)
    WHERE NOT EXISTS (SELECT FROM connector)`;
  await tx`
    INSERT INTO product_terms (contract, measure, since, clause)
    SELECT contract, measure, DATE '2021-01-01', 'AGB § 7 Abs. 2'
    FROM unnest(ARRAY['Mail S', 'Mail M', 'Mail L', 'Business', 'Freemail']) AS contract
    CROSS JOIN unnest(ARRAY['send-lock', 'throttle', 'end-sessions', 'hold-queue', 'new-password']) AS measure
    WHERE NOT EXISTS (SELECT FROM product_terms)`;
}

const SAMPLE_INSTRUCTIONS =
  'In der Verwaltung der Mailserver das Konto {login} heraussuchen, die Maßnahme setzen oder aufheben und als Grund {case} eintragen.';

/** Block lists that answer in the sample provider's world alone; only where nobody has set up any. */
export async function saveBlockLists(tx: Tx): Promise<void> {
  await tx`
    INSERT INTO block_list (name, zone, subjects, codes, lookup_url, steps, note, queries_per_minute, interval_minutes,
      active)
    SELECT name, zone, subjects, codes, "lookupUrl", steps, note, 600, 60, true
    FROM jsonb_to_recordset(${tx.json(SAMPLE_LISTS as never)}::jsonb) AS l
      (name text, zone text, subjects text[], codes jsonb, "lookupUrl" text, steps text[], note text)
    WHERE NOT EXISTS (SELECT FROM block_list)`;
}

/** Subscribers of the sample provider's own feedback loop, once. */
export async function saveOwnLoop(tx: Tx, anchor: Date): Promise<void> {
  for (const { organisation, reportAddress, domain, ranges, perHour, isProved } of SAMPLE_SUBSCRIBERS) {
    await tx`
      WITH saved AS (
        INSERT INTO own_loop_subscriber (organisation, report_address, ranges, per_hour, per_day, state, state_since)
        VALUES (${organisation}, ${reportAddress}, ${[...ranges]}, ${perHour}, 1000,
          ${isProved ? 'active' : 'pending'}, ${anchor})
        ON CONFLICT (organisation) DO NOTHING RETURNING id)
      INSERT INTO own_loop_domain (subscriber_id, domain, sent_to, verified_at)
      SELECT id, ${domain}, ${isProved ? `postmaster@${domain}` : null}, ${isProved ? anchor : null} FROM saved`;
  }
}

/** From now on the sources are followed. */
export async function resumeLogSources(tx: Tx, ids: readonly number[]): Promise<void> {
  await tx`UPDATE log_source SET paused = false WHERE id = ANY(${[...ids]}::int[])`;
}

async function saveSetting(tx: Tx, key: string, value: unknown): Promise<void> {
  await tx`
    INSERT INTO setting (key, value, updated_at) VALUES (${key}, ${tx.json(value as never)}, now())
    ON CONFLICT (key) DO UPDATE SET value = excluded.value, updated_at = now()`;
}

/** The accounting's export as a source of connections that somebody has looked at; answers its number. */
export async function saveConnections(tx: Tx, path: string, now: Date): Promise<number> {
  const [row] = await tx<{ id: number }[]>`
    INSERT INTO connection_source (name, kind, path, time_zone, confirmed_at)
    VALUES ('Musterpost Anschlüsse', 'sessions', ${path}, 'UTC', ${now})
    ON CONFLICT (name) DO UPDATE SET path = excluded.path
    RETURNING id`;
  if (row === undefined) throw new Error('the sample provider’s connections could not be registered');
  return row.id;
}
