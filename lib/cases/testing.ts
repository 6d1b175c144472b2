// A provider's worth of cases by a few set-based statements, deterministic: for the tests that read plans and for the
// bench. One account in twenty has an open case, as many an ended one; complaints spread over thirty days.

import type { Sql, Tx } from '@/lib/db/sql';

export interface DeskSize {
  accounts: number;
  reports: number;
}

/** Fills an empty, migrated database and analyses it. `now` is when the world is looked at. */
export async function seedDesk(sql: Sql, { accounts, reports }: DeskSize, now: Date): Promise<void> {
  await sql.begin(async (tx) => {
    await tx`SELECT setseed(0.42)`;
    await seedPeople(tx, accounts);
    await seedReports(tx, accounts, reports, now);
    await seedCases(tx, accounts, now);
    await seedHours(tx);
    await seedCampaigns(tx, accounts, now);
    await tx`UPDATE account SET incidents = 1 WHERE id % 97 = 0`;
  });
  await sql.unsafe('VACUUM ANALYZE');
}

async function seedPeople(sql: Tx, accounts: number): Promise<void> {
  await sql`INSERT INTO app_user (login, name) SELECT 'agent' || i, 'Agent ' || i FROM generate_series(1, 8) i`;
  await sql`
    INSERT INTO customer (number, name) SELECT 'K-' || i, 'Kunde ' || i FROM generate_series(1, ${accounts / 4}::int) i`;
  await sql`
    INSERT INTO account (login, domain, customer_id, score, stage, complaints)
    SELECT 'konto' || i || '@kunde' || (i / 4) || '.example', 'kunde' || (i / 4) || '.example',
      1 + (i - 1) / 4, round((random() * 150)::numeric, 3), 0, 1
    FROM generate_series(1, ${accounts}::int) i`;
}

async function seedReports(sql: Tx, accounts: number, reports: number, now: Date): Promise<void> {
  await sql`
    INSERT INTO raw_message (sha256, size_bytes, received_at, month, state, format, from_text, subject)
    SELECT sha256(('mail' || i)::bytea), 5000, ${now}::timestamptz - random() * interval '30 days',
      date_trunc('month', ${now}::timestamptz)::date, 'processed', 'arf', 'fbl@feedback.example', 'Beschwerde ' || i
    FROM generate_series(1, ${reports}::int) i`;
  await sql`
    INSERT INTO report (raw_message_id, format, feedback_type, kind, reporter_key, trust, trust_factor, received_at, subject)
    SELECT id, 'arf', 'abuse', 'user', 'domain:feedback' || id % 7 || '.example', 'signed', 0.6, received_at, 'Betreff ' || id % 50
    FROM raw_message`;
  await sql`
    INSERT INTO complaint (report_id, account_id, reporter_key, complainant, received_at, value, standing, kind,
      trust_factor, attribution_factor, lines, policy_id, subject)
    SELECT id, 1 + id % ${accounts}, reporter_key, 'person' || id % 1000 || '@example.net', received_at, 1.8, 'counted',
      'user', 0.6, 0.6, '[]', 1, subject
    FROM report`;
}

async function seedCases(sql: Tx, accounts: number, now: Date): Promise<void> {
  await sql`
    INSERT INTO "case" (number, account_id, state, stage, score, peak_stage, initial_score, initial_lines, opened_at,
      last_seen_at, complaints, latest_subjects, assignee_id, search_text)
    SELECT 'AD-2026-' || lpad(i::text, 6, '0'), i * 20,
      (ARRAY['new','in_review','waiting_for_customer','answered','watching']::case_state[])[1 + i % 5],
      2 + i % 3, round((25 + random() * 150)::numeric, 3), 2 + i % 3, 25, '[]',
      ${now}::timestamptz - random() * interval '20 days', ${now}::timestamptz - random() * interval '5 days',
      10 + (random() * 300)::int, ARRAY['Betreff eins', 'Betreff zwei'],
      CASE WHEN i % 2 = 0 THEN 1 WHEN i % 3 = 0 THEN 1 + i % 8 END, lower('AD-2026-' || lpad(i::text, 6, '0') || ' ' || a.login || ' kunde ' || a.customer_id)
    FROM generate_series(1, ${accounts / 20}::int) i JOIN account a ON a.id = i * 20`;
  await sql`
    INSERT INTO "case" (number, account_id, state, stage, score, peak_stage, initial_score, initial_lines, opened_at,
      closed_at, last_seen_at, complaints, latest_subjects, search_text)
    SELECT 'AD-2025-' || lpad(i::text, 6, '0'), i * 20 - 1, 'closed', 2, 30, 2, 25, '[]',
      ${now}::timestamptz - interval '40 days', ${now}::timestamptz - random() * interval '30 days',
      ${now}::timestamptz - interval '35 days', 12, '{}', lower('AD-2025-' || lpad(i::text, 6, '0') || ' ' || a.login)
    FROM generate_series(1, ${accounts / 20}::int) i JOIN account a ON a.id = i * 20 - 1`;
}

/** One account in ten sends with nine others; most campaigns have ended and lost their accounts. */
async function seedCampaigns(sql: Tx, accounts: number, now: Date): Promise<void> {
  await sql`
    INSERT INTO campaign (first_at, last_at, evidence, features, accounts, complaints)
    SELECT ${now}::timestamptz - interval '20 days', ${now}, '[]', '{}', 10, 40
    FROM generate_series(1, ${accounts}::int / 10)`;
  await sql`
    INSERT INTO campaign_account (campaign_id, account_id, complaints, first_at, last_at)
    SELECT 1 + (i % (${accounts}::int / 100)), i * 10, 4, ${now}::timestamptz - interval '20 days', ${now}
    FROM generate_series(1, ${accounts}::int / 10) i`;
}

async function seedHours(sql: Tx): Promise<void> {
  await sql`
    INSERT INTO complaint_hour (account_id, hour, complaints)
    SELECT account_id, date_trunc('hour', received_at, 'UTC'), count(*) FROM complaint GROUP BY 1, 2`;
}
