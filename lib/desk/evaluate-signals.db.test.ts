// The desk's own look at all accounts: a log alone opens a case, a gap in it changes nothing, and the hours that are kept
// are those of the log, however its lines came in.

import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { freshDatabase, type TestDatabase } from '@/lib/db/testing';
import type { Tx } from '@/lib/db/sql';
import { explaining, type Plan } from '@/lib/maillog-lookup/testing/explain';
import { defaultPolicy } from '@/lib/scoring/policy';
import { countLogDays, readFormerNetworks, readHabits, readWindows } from '@/lib/scoring/signals/facts-store';
import { recountHours } from '@/lib/scoring/signals/hour-store';
import { spanOf } from '@/lib/scoring/signals/span';
import type { ScoreLine } from '@/lib/scoring/types';
import { evaluateSignals } from './evaluate-signals';
import { refreshScores } from './refresh-scores';
import { prepareDesk } from './testing/desk';
import { writeLog } from './testing/log-lines';
import { trafficLines, type Traffic } from './testing/log-traffic';

const HOUR = 3_600_000;
/** The hour of the burst: within the days that the log keeps, whenever the test runs. */
const burstAt = Math.floor((Date.now() - 6 * HOUR) / HOUR) * HOUR;
const at = (hours: number): Date => new Date(burstAt + hours * HOUR);
const later = (hours: number) => (): Date => at(hours);

let db: TestDatabase;
beforeEach(async () => {
  db = await freshDatabase();
  await prepareDesk(db, ['loop-a.example.net']);
});
afterEach(() => db.drop());

const THIEF: Traffic = {
  login: 'anna@example.com',
  at: at(0),
  mails: 150,
  recipients: 4,
  networks: ['203.0.113.0', '198.51.100.0', '192.0.2.0', '198.18.1.0', '198.18.2.0', '198.18.3.0'],
  bounced: 40,
  from: 'anna@example.net',
};

/** Ten days in which people write a little, every day at the same hours. */
async function writeHabits(...logins: string[]): Promise<void> {
  let text = '';
  for (let day = 10; day >= 1; day -= 1)
    for (const login of logins)
      text += trafficLines({ login, at: at(-24 * day - 1), mails: 3, recipients: 2 });
  await writeLog(text);
}

/** A line of somebody else: it shows how far the log reaches. */
async function reachTo(hours: number, host = 'mail1'): Promise<void> {
  await writeLog(trafficLines({ login: 'other@example.com', at: at(hours), mails: 1, host }));
}

interface Seen {
  login: string;
  score: number;
  stage: number;
  ownDetection: boolean | null;
  reason: string | null;
  points: number | null;
  codes: string[];
}

async function seen(login: string): Promise<Seen | undefined> {
  const [row] = await db.sql<(Omit<Seen, 'codes'> & { lines: ScoreLine[] })[]>`
    SELECT a.login, a.score, a.stage, c.own_detection AS "ownDetection", e.detail ->> 'reason' AS reason, f.points,
      a.score_lines AS lines
    FROM account a LEFT JOIN "case" c ON c.account_id = a.id AND c.is_open
    LEFT JOIN case_event e ON e.case_id = c.id AND e.kind = 'opened'
    LEFT JOIN account_log_facts f ON f.kind = a.kind AND f.login = a.login
    WHERE a.login = ${login}`;
  if (row === undefined) return undefined;
  const { lines, ...rest } = row;
  return { ...rest, codes: lines.map(({ code }) => code).filter((code) => /signal|^complaints$/.test(code)) };
}

/** What is kept of hours, beside what the log itself says. */
async function expectHoursAreTheLog(): Promise<number> {
  const kept = await db.sql`
    SELECT login, hour, messages, recipients, delivered, bounced, refused, foreign_from, networks FROM account_hour
    WHERE messages > 0 ORDER BY login, hour`;
  const counted = await db.sql`
    SELECT coalesce(sasl_user, 'uid' || uid || '@mail1.example.com') AS login, date_trunc('hour', first_at, 'UTC') AS hour,
      count(*)::int AS messages, sum(recipients)::int AS recipients, sum(delivered)::int AS delivered,
      sum(bounced)::int AS bounced, (count(*) FILTER (WHERE is_rejected))::int AS refused,
      (count(*) FILTER (WHERE envelope_from <> '' AND envelope_from NOT LIKE '%@example.com'))::int AS foreign_from,
      coalesce(array_agg(DISTINCT network(set_masklen(client_ip, 24))::text) FILTER (WHERE client_ip IS NOT NULL), '{}') AS networks
    FROM mail_transaction WHERE (sasl_user IS NOT NULL OR uid IS NOT NULL) AND fate <> 'handed-on'
    GROUP BY 1, 2 ORDER BY 1, 2`;
  const plain = (rows: readonly object[]) =>
    rows.map((row) => ({ ...row, networks: [...(row as { networks: string[] }).networks].sort() }));
  expect(plain(kept)).toEqual(plain(counted));
  return kept.length;
}

describe('own detection', () => {
  it('a burst opens a case without a complaint, of an account that nobody knew', async () => {
    await writeHabits('anna@example.com', 'berta@example.com');
    await writeLog(trafficLines(THIEF) + trafficLines({ login: 'berta@example.com', at: at(0), mails: 5 }));
    expect(await evaluateSignals(later(1))).toMatchObject({ opened: 1, scored: 1 });
    expect(await seen('anna@example.com')).toEqual({
      ...{ login: 'anna@example.com', score: 40, stage: 2, ownDetection: true, reason: 'own-detection' },
      points: 40,
      codes: [
        'complaints',
        'signal-volume',
        'signal-spread',
        'signal-bounces',
        'signal-foreign-from',
        'log-signals-cap',
      ],
    });
    expect(await seen('berta@example.com')).toBeUndefined();
    const [row] = await db.sql<{ lines: ScoreLine[]; complaints: number; domain: string }[]>`
      SELECT c.initial_lines AS lines, c.complaints, a.domain FROM "case" c JOIN account a ON a.id = c.account_id`;
    expect(row).toMatchObject({ complaints: 0, domain: 'example.com' });
    expect(row?.lines.find(({ code }) => code === 'signal-volume')).toMatchObject({
      factor: 15,
      detail: { recipients: 600, median: 6, largest: 6, at: burstAt },
    });
    expect(row?.lines.find(({ code }) => code === 'signal-spread')?.detail).toMatchObject({
      networks: 6,
      newNetworks: 5,
    });
    expect(row?.lines.find(({ code }) => code === 'signal-bounces')?.detail).toMatchObject({
      bounced: 160,
      finished: 600,
    });
  });

  it('looked at again, nothing is counted twice and no second case opens', async () => {
    await writeHabits('anna@example.com');
    await writeLog(trafficLines(THIEF));
    await evaluateSignals(later(1));
    const once = await db.sql`SELECT * FROM account_hour ORDER BY login, hour`;
    expect(await evaluateSignals(later(1))).toMatchObject({ hours: 0, opened: 0, scored: 0, judged: 1 });
    await db.sql`
      INSERT INTO account_hour_change SELECT sasl_user, '', date_trunc('hour', first_at, 'UTC') FROM mail_transaction`;
    expect(await evaluateSignals(later(1))).toMatchObject({ opened: 0, scored: 0 });
    expect(await db.sql`SELECT * FROM account_hour ORDER BY login, hour`).toEqual(once);
    expect(await db.sql`SELECT 1 FROM "case"`).toHaveLength(1);
  });

  it('a mailing that comes every week is no surprise, one that never came, from elsewhere, is', async () => {
    const mailing = (hours: number): string =>
      trafficLines({ login: 'club@example.com', at: at(hours), mails: 300, bounced: 90 });
    await writeHabits('club@example.com');
    await writeLog(mailing(-7 * 24) + mailing(0));
    await evaluateSignals(later(1));
    expect(await db.sql`SELECT points FROM account_log_facts WHERE login = 'club@example.com'`).toEqual([
      { points: 10 },
    ]);
    const elsewhere = { networks: ['203.0.113.0'] };
    await writeLog(
      trafficLines({ login: 'club@example.com', at: at(1), mails: 301, bounced: 90, ...elsewhere }),
    );
    expect(await evaluateSignals(later(2))).toMatchObject({ opened: 1 });
  });

  it('a site is found as the site, by what its programs send', async () => {
    await writeHabits('anna@example.com');
    await writeLog(trafficLines({ login: null, at: at(0), mails: 150, bounced: 60 }));
    expect(await evaluateSignals(later(1))).toMatchObject({ opened: 1 });
    expect(await seen('uid10017@mail1.example.com')).toMatchObject({ stage: 2, points: 25 });
    expect(await db.sql`SELECT kind FROM account`).toEqual([{ kind: 'site' }]);
  });

  it('an account that complaints brought into being goes on with both', async () => {
    await writeHabits('anna@example.com');
    await db.sql`INSERT INTO account (kind, login, domain) VALUES ('mailbox', 'anna@example.com', 'example.com')`;
    await db.sql`
      INSERT INTO reporter_sum (account_id, reporter_key, unauthenticated, epoch, sum, complaints)
      SELECT id, 'loop:1', false, ${at(1)}, 10, 2 FROM account`;
    await writeLog(trafficLines({ ...THIEF, bounced: 0, networks: ['198.51.100.0'] }));
    await evaluateSignals(later(1));
    expect(await seen('anna@example.com')).toMatchObject({
      ...{ score: 30, stage: 2, points: 20, reason: 'threshold', ownDetection: false },
    });
  });

  it('what an open case is about does not become a habit', async () => {
    await writeHabits('anna@example.com');
    await writeLog(trafficLines(THIEF));
    await evaluateSignals(later(1));
    await db.sql`UPDATE "case" SET opened_at = ${at(1)}`;
    await writeLog(trafficLines({ ...THIEF, at: at(23) }));
    await reachTo(24);
    await evaluateSignals(later(25));
    expect(await seen('anna@example.com')).toMatchObject({ points: 40, score: 40 });
  });

  it('a new policy judges the same facts anew', async () => {
    await writeHabits('anna@example.com');
    await writeLog(trafficLines({ ...THIEF, bounced: 0, networks: ['198.51.100.0'] }));
    expect(await evaluateSignals(later(1))).toMatchObject({ opened: 0 });
    const stricter = { ...defaultPolicy, logSignals: { ...defaultPolicy.logSignals, ownDetection: 20 } };
    await db.sql`INSERT INTO policy (body, note) VALUES (${db.sql.json(stricter as never)}, 'stricter')`;
    expect(await evaluateSignals(later(1))).toMatchObject({ opened: 1 });
    expect(await seen('anna@example.com')).toMatchObject({ stage: 2, points: 20, reason: 'own-detection' });
  });
});

describe('gaps', () => {
  it('a log that stands still neither raises nor lowers; going on, its hours pass', async () => {
    await writeHabits('anna@example.com');
    await writeLog(trafficLines(THIEF));
    await evaluateSignals(later(1));
    const before = await seen('anna@example.com');
    expect(await evaluateSignals(later(60))).toMatchObject({ scored: 0 });
    await refreshScores(later(60));
    expect(await seen('anna@example.com')).toEqual(before);
    // The hour of the burst is still within the window.
    await reachTo(23);
    await evaluateSignals(later(60));
    expect((await seen('anna@example.com'))?.points).toBe(40);
    await reachTo(24);
    await evaluateSignals(later(60));
    expect(await seen('anna@example.com')).toMatchObject({
      ...{ points: null, score: 0, codes: ['complaints', 'log-signals-none'] },
    });
  });

  it('one server that is behind holds the window, one that is gone for a day does not', async () => {
    await writeHabits('anna@example.com');
    await writeLog(trafficLines({ ...THIEF, host: 'mail2' }));
    await evaluateSignals(later(1));
    await reachTo(23);
    await reachTo(24);
    await evaluateSignals(later(25));
    expect((await seen('anna@example.com'))?.points).toBe(40);
    await reachTo(26);
    await evaluateSignals(later(26));
    expect((await seen('anna@example.com'))?.points).toBe(null);
  });

  it('late lines correct the hour they belong to', async () => {
    await writeHabits('anna@example.com');
    await reachTo(3);
    expect(await evaluateSignals(later(3))).toMatchObject({ opened: 0 });
    await writeLog(trafficLines(THIEF));
    expect(await evaluateSignals(later(3))).toMatchObject({ opened: 1 });
    await expectHoursAreTheLog();
  });

  it('a young log knows no habit: volume is unknown and adds nothing', async () => {
    await writeLog(trafficLines({ ...THIEF, bounced: 0 }));
    expect(await evaluateSignals(later(1))).toMatchObject({ opened: 0 });
    const [row] = await db.sql<
      { facts: { busiest: unknown; widest: unknown } }[]
    >`SELECT facts FROM account_log_facts`;
    expect(row?.facts.busiest).toMatchObject({ recipients: 600, median: null, largest: null });
    expect(row?.facts.widest).toMatchObject({ newNetworks: null, countries: null });
  });

  it('a server whose log was connected today makes nobody loud: what he sent before is not known', async () => {
    await writeHabits('anna@example.com');
    const onNew = { ...THIEF, bounced: 0, from: 'x@example.com', host: 'mail2' };
    await writeLog(trafficLines({ ...onNew, login: 'otto@example.com' }) + trafficLines(onNew));
    await reachTo(1);
    await evaluateSignals(later(1));
    const busiest = async (login: string) => {
      const [row] = await db.sql`
        SELECT facts->'busiest'->'median' AS median, facts->'widest'->'newNetworks' AS networks
        FROM account_log_facts WHERE login = ${login}`;
      return row;
    };
    expect(await busiest('otto@example.com')).toEqual({ median: null, networks: null });
    expect(await busiest('anna@example.com')).toEqual({ median: 6, networks: 5 });
    expect(await seen('otto@example.com')).toBeUndefined();
  });

  it('without a log signals are unknown, not quiet', async () => {
    await writeHabits('anna@example.com');
    await writeLog(trafficLines(THIEF));
    await evaluateSignals(later(1));
    await db.sql`DELETE FROM mail_log_span`;
    await evaluateSignals(later(1));
    expect(await seen('anna@example.com')).toMatchObject({
      ...{ points: null, score: 0, codes: ['complaints', 'log-signals-missing'] },
    });
  });
});

describe('the hours', () => {
  it('are the log, with late, split, filtered, refused and local mail', async () => {
    const text =
      trafficLines({ ...THIEF, mails: 30, refused: 3 }) +
      trafficLines({ login: null, at: at(1), mails: 7 }) +
      trafficLines({
        login: 'berta@example.com',
        at: at(2),
        mails: 9,
        networks: ['198.18.7.0', '198.18.8.0'],
      });
    const lines = text.trimEnd().split('\n');
    for (let from = 0; from < lines.length; from += 23) {
      await writeLog(`${lines.slice(from, from + 23).join('\n')}\n`);
      if (from % 2 === 0) await evaluateSignals(later(3));
    }
    await evaluateSignals(later(3));
    expect(await expectHoursAreTheLog()).toBe(3);
    expect(await db.sql`SELECT 1 FROM account_hour_change`).toHaveLength(0);
  });
});

describe('a mail that goes on', () => {
  it('is counted anew in the hour it began, though its later lines name no sender', async () => {
    const lines = trafficLines({ login: 'berta@example.com', at: at(0), mails: 1, recipients: 2 }).split(
      '\n',
    );
    await writeLog(`${lines.slice(0, 3).join('\n')}\n`);
    await evaluateSignals(later(1));
    await writeLog(`${lines.slice(3).join('\n')}\n`);
    await evaluateSignals(later(1));
    expect(await db.sql`SELECT delivered FROM account_hour`).toEqual([{ delivered: 2 }]);
    await expectHoursAreTheLog();
  });
});

describe('plans', () => {
  it('an account costs some probes of indexes, whatever else the log holds', async () => {
    await db.sql`
      INSERT INTO account_hour (kind, login, hour, messages, recipients, delivered, bounced, refused, foreign_from, networks)
      SELECT 'mailbox', 'user' || u || '@example.com', ${at(0)}::timestamptz - h * interval '5 hours', 2, 3, 3, 0, 0, 0, '{198.51.100.0/24}'
      FROM generate_series(1, 1000) AS u, generate_series(0, 60) AS h`;
    await writeLog(trafficLines({ ...THIEF, login: 'user7@example.com' }));
    await db.sql`ANALYZE account_hour`;
    const keys = [{ kind: 'mailbox' as const, login: 'user7@example.com' }];
    const span = spanOf(burstAt + HOUR, defaultPolicy.logSignals);
    const hour = { ...keys[0]!, sender: 'user7@example.com', host: '', hour: at(0) };
    const plans: Plan[] = [];
    const tx = explaining(db.sql, plans, { forced: true }) as unknown as Tx;
    await recountHours(tx, [hour], { names: ['example.com'], endings: [] });
    await readWindows(tx, keys, span);
    await readHabits(tx, keys, span);
    await readFormerNetworks(tx, keys, span);
    await countLogDays(tx, span);
    const counting = plans.filter(({ text }) => /account_hour|mail_transaction/.test(text));
    expect(counting).toHaveLength(5);
    for (const { text, pages } of counting) {
      expect(text).not.toMatch(/Seq Scan on (account_hour|mail_transaction)/);
      expect(pages, text).toBeLessThan(140);
    }
  });
});
