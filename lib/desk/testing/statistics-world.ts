// Half a year of a made-up desk, written as rows, and kept as plain data so that a test can count it in its own way.

import type { TestDatabase } from '@/lib/db/testing';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const begin = Date.parse('2026-05-20T00:00:00Z');
const outcomes = [
  'confirmed-abuse',
  'confirmed-abuse',
  'cleaned',
  'no-abuse',
  'forged-complaints',
  'wanted-mail',
  'forwarding',
  'duplicate',
];
const loops = ['loop:1', 'loop:2', 'loop:3'];
const kinds = ['user', 'trap', 'automatic', 'not-spam'];
const verdicts = ['sent-by-account', 'forwarded', 'claimed'];

export interface WorldCase {
  id: number;
  accountId: number;
  openedAt: number;
  firstAt: number;
  closedAt: number | null;
  outcome: string | null;
  locks: { kind: string; wantedAt: number; confirmedAt: number | null; endedAt: number | null }[];
  reporters: string[];
}

export interface WorldReport {
  id: number;
  at: number;
  loop: number | null;
  trust: 'verified' | 'known' | 'signed' | 'unauthenticated';
  kind: string;
  verdict: string | null;
  accountId: number | null;
  caseId: number | null;
}

export interface World {
  cases: WorldCase[];
  reports: WorldReport[];
  /** By day. */
  delivered: Map<string, number>;
  /** Account to customer; null where nobody knows whose it is. Customers 2 and 3 are those of reseller 1. */
  customerOf(accountId: number): number | null;
}

/** Numbers from 0 to 1, the same for the same seed (mulberry32). */
function numbers(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
  };
}

/** The same world for the same seed. */
export function makeWorld(seed: number): World {
  const next = numbers(seed);
  const upTo = (n: number) => Math.floor(next() * n);
  const pick = <T>(from: readonly T[]): T => from[upTo(from.length)] as T;
  const cases = Array.from({ length: 160 }, (_, i): WorldCase => {
    const openedAt = begin + upTo(184 * 24 * 60) * 60_000;
    const isOpen = next() < 0.15;
    const firstAt = openedAt - upTo(180) * 60_000;
    // An account is under one measure of a kind at a time: of closed cases all have ended.
    const lock = (kind: string) => {
      const wantedAt = firstAt + (upTo(40 * 60) - 120) * 60_000;
      const confirmedAt = next() < 0.8 ? wantedAt + upTo(120) * 60_000 : null;
      const stands = isOpen && next() < 0.5;
      return { kind, wantedAt, confirmedAt, endedAt: stands ? null : wantedAt + (1 + upTo(9)) * DAY };
    };
    return {
      id: i + 1,
      // An account has one open case: those have accounts of their own.
      accountId: isOpen ? 100 + i : 1 + upTo(40),
      openedAt,
      firstAt,
      closedAt: isOpen ? null : openedAt + (1 + upTo(20 * 24)) * HOUR,
      outcome: isOpen ? null : pick(outcomes),
      locks: ['send-lock', 'login-lock', 'throttle'].filter(() => next() < 0.4).map(lock),
      reporters: [...loops, 'domain:example.net'].filter(() => next() < 0.4),
    };
  });
  const reports = Array.from({ length: 1_500 }, (_, i): WorldReport => {
    const trust = pick(['verified', 'verified', 'known', 'signed', 'unauthenticated'] as const);
    const about = next() < 0.7 ? pick(cases) : null;
    const accountId = about?.accountId ?? (next() < 0.6 ? 1 + upTo(40) : null);
    return {
      id: i + 1,
      at: begin + upTo(185 * 24 * 60) * 60_000,
      loop: trust === 'verified' ? 1 + upTo(3) : null,
      trust,
      kind: pick(kinds),
      verdict: accountId === null ? null : pick(verdicts),
      accountId,
      caseId: about?.id ?? null,
    };
  });
  const days = Array.from({ length: 186 }, (_, i) => new Date(begin + i * DAY).toISOString().slice(0, 10));
  const delivered = new Map(days.flatMap((day) => (next() < 0.8 ? [[day, 200 + upTo(800)] as const] : [])));
  return { cases, reports, delivered, customerOf: (id) => (id % 5 === 0 ? null : id % 5) };
}

/** Writes it as rows. What they refer to beyond what is counted is left out. */
export async function writeWorld(db: TestDatabase, { cases, reports, delivered }: World): Promise<void> {
  const at = (time: number | null) => (time === null ? null : new Date(time));
  await db.sql.begin(async (tx) => {
    await tx`SET LOCAL session_replication_role = replica`;
    await tx`
      INSERT INTO customer (id, number, name, is_reseller, reseller_id) VALUES (1, 'R-1', 'Reseller', true, NULL),
        (2, 'K-2', 'Zwei', false, 1), (3, 'K-3', 'Drei', false, 1), (4, 'K-4', 'Vier', false, NULL)`;
    await tx`
      INSERT INTO account (id, login, customer_id)
      SELECT n, 'a' || n || '@example.com', nullif(n % 5, 0) FROM generate_series(1, 300) n`;
    await tx`INSERT INTO connector (id, name, kind, measures) VALUES (1, 'C', 'manual', '{send-lock}')`;
    await tx`INSERT INTO feedback_loop (id, name, program) SELECT n, 'Loop ' || n, 'test' FROM generate_series(1, 3) n`;
    for (const one of cases) {
      await tx`
        INSERT INTO "case" (id, number, account_id, state, stage, score, peak_stage, initial_score, initial_lines,
          opened_at, closed_at, outcome, is_incident, first_seen_at)
        VALUES (${one.id}, ${`AD-2026-${1_000 + one.id}`}, ${one.accountId},
          ${one.closedAt === null ? 'in_review' : 'closed'}::case_state, 2, 50, 2, 50, '[]', ${at(one.openedAt)},
          ${at(one.closedAt)}, ${one.outcome}, ${one.outcome === 'confirmed-abuse'}, ${at(one.firstAt)})`;
      await tx`INSERT INTO case_event (case_id, kind) VALUES (${one.id}, 'opened')`;
      for (const key of one.reporters)
        await tx`INSERT INTO case_reporter (case_id, reporter_key, complaints) VALUES (${one.id}, ${key}, 1)`;
      for (const lock of one.locks)
        await tx`
          INSERT INTO measure (case_id, account_id, connector_id, kind, ground, wanted_at, confirmed_at, ended_at)
          VALUES (${one.id}, ${one.accountId}, 1, ${lock.kind}, '{}', ${at(lock.wantedAt)}, ${at(lock.confirmedAt)},
            ${at(lock.endedAt)})`;
    }
    const rows = tx`json_to_recordset(${tx.json(reports as never)}::json) AS r (id bigint, at float8, loop int, trust text,
      kind text, verdict text, "accountId" int, "caseId" int)`;
    await tx`
      INSERT INTO report (id, raw_message_id, ordinal, format, feedback_type, kind, reporter_key, feedback_loop_id, trust,
        trust_factor, received_at)
      SELECT id, id, 0, 'arf', 'abuse', kind, coalesce('loop:' || loop, 'domain:example.net'), loop, trust, 1,
        to_timestamp(at / 1000) FROM ${rows}`;
    await tx`
      INSERT INTO attribution (report_id, account_id, rung, verdict, factor, evidence)
      SELECT id, "accountId", 'log', verdict, 1, '[]' FROM ${rows} WHERE verdict IS NOT NULL`;
    await tx`
      INSERT INTO complaint (report_id, account_id, case_id, reporter_key, complainant, received_at, value, standing, kind,
        trust_factor, attribution_factor, lines, policy_id)
      SELECT id, "accountId", "caseId", 'x', '', to_timestamp(at / 1000), 1, 'counted', kind, 1, 1, '[]', 1
      FROM ${rows} WHERE "accountId" IS NOT NULL`;
    for (const [day, count] of delivered)
      await tx`
        INSERT INTO account_hour (kind, login, hour, messages, recipients, delivered, bounced, refused, foreign_from, networks)
        VALUES ('mailbox', 'a1@example.com', ${`${day}T09:00:00Z`}::timestamptz, 1, 1, ${count}, 0, 0, 0, '{}')`;
  });
}
