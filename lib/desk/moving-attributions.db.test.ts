// Invariant 4 with the mail log in play: complaints that move between accounts as the log comes in pieces, lags or names
// others, as people set accounts, with signals, rates and campaigns beside. Whatever the order was, what is kept is what
// reading everything again comes to.

import fc from 'fast-check';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { freshDatabase, type TestDatabase } from '@/lib/db/testing';
import { evaluateSignals } from './evaluate-signals';
import { linkCampaigns } from './link-campaigns';
import { measureRates } from './measure-rates';
import { recheckAttributions } from './recheck-attributions';
import { refreshScores } from './refresh-scores';
import { setAccountByHand } from './set-account-by-hand';
import { arfMail } from './testing/arf';
import { drain, prepareDesk, storeMails } from './testing/desk';
import { lastLine, submissionLines, writeLog } from './testing/log-lines';
import { trafficLines } from './testing/log-traffic';

const HOUR = 3_600_000;
const moment = new Date(Math.floor(Date.now() / 1_000) * 1_000);
const now = (): Date => moment;
const ago = (hours: number): Date => new Date(moment.getTime() - hours * HOUR);
const loops = ['loop-a.example.net', 'loop-b.example.net'];
const loginOf = (user: number): string | null => (user === 3 ? null : `user${user}@example.com`);

let db: TestDatabase;
beforeEach(() => start());
afterEach(() => db.drop());

/** A desk whose log has ten days of habits, ends three hours ago and holds mail of everybody to the reporters' domain. */
async function start(): Promise<void> {
  db = await freshDatabase();
  await prepareDesk(db, loops);
  await db.sql`INSERT INTO app_user (id, login, name) VALUES (1, 'ada', 'Ada')`;
  const days = Array.from({ length: 10 }, (_day, n) => 24 * (10 - n) + 4);
  const habits = days.map((hours) => trafficLines({ login: 'other@example.com', at: ago(hours), mails: 2 }));
  const deliveries = [0, 1, 2].map((user) =>
    trafficLines({ login: loginOf(user), at: ago(30), mails: 20, recipients: 10 * (user + 1) }),
  );
  await writeLog(habits.join('') + deliveries.join('') + lastLine(ago(3)));
}

type Step =
  /** Complaints about mails that name `sender`; each batch has queue ids of its own. */
  | { kind: 'complaints'; sender: number; count: number; loop: number }
  /** The log of a batch comes, and says who sent it: a login, or a site (3). A log comes in its order: not behind its end. */
  | { kind: 'log'; batch: number; user: number }
  | { kind: 'log-reaches-now' }
  | { kind: 'burst'; user: number }
  | { kind: 'by-hand'; report: number; user: number }
  | { kind: 'jobs' };

const small = (max: number): fc.Arbitrary<number> => fc.integer({ min: 0, max });
const complaints = fc.record({
  ...{ kind: fc.constant('complaints' as const), sender: small(2), loop: small(1) },
  count: fc.integer({ min: 1, max: 6 }),
});
const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 3, arbitrary: complaints },
  { weight: 3, arbitrary: fc.record({ kind: fc.constant('log' as const), batch: small(3), user: small(3) }) },
  { weight: 1, arbitrary: fc.constant({ kind: 'log-reaches-now' as const }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('burst' as const), user: small(2) }) },
  {
    weight: 1,
    arbitrary: fc.record({ kind: fc.constant('by-hand' as const), report: small(9), user: small(2) }),
  },
  { weight: 2, arbitrary: fc.constant({ kind: 'jobs' as const }) },
);

/** Queue ids of the batches, as long as real ones. */
const serialsOf = (batch: number, count: number): number[] =>
  Array.from({ length: count }, (_mail, n) => 2_000_000_000 + batch * 100 + n);

interface World {
  /** How many complaints each batch had. */
  batches: number[];
  isLogComplete: boolean;
}

async function take(one: Step, world: World): Promise<void> {
  const { batches } = world;
  switch (one.kind) {
    case 'complaints': {
      const serials = serialsOf(batches.length, one.count);
      batches.push(one.count);
      const mailOf = (serial: number) =>
        arfMail({ loop: loops[one.loop] ?? null, sender: loginOf(one.sender) ?? '', serial, sentAt: ago(2) });
      await storeMails(
        db,
        serials.map((serial) => ({ raw: mailOf(serial), receivedAt: ago(1) })),
      );
      return drain(now);
    }
    case 'log':
      if (world.isLogComplete) return;
      return writeLog(
        serialsOf(one.batch, batches[one.batch] ?? 0)
          .map((serial) => submissionLines({ serial, login: loginOf(one.user), at: ago(2) }))
          .join(''),
      );
    case 'log-reaches-now':
      world.isLogComplete = true;
      return writeLog(lastLine(moment));
    case 'burst':
      return writeLog(
        trafficLines({ login: loginOf(one.user), at: ago(4), mails: 60, recipients: 3, bounced: 20 }),
      );
    case 'by-hand': {
      const rows = await db.sql<{ id: number }[]>`SELECT id FROM report ORDER BY id`;
      const reportId = Number(rows[one.report]?.id ?? 0);
      await setAccountByHand({ reportId, accountLogin: loginOf(one.user), reason: 'Anruf' }, { id: 1 });
      return drain(now);
    }
    case 'jobs':
      return runJobs();
  }
}

async function runJobs(): Promise<void> {
  await recheckAttributions(now);
  await drain(now);
  await linkCampaigns(now);
  await evaluateSignals(now);
  await measureRates(now);
  await refreshScores(now);
}

/** All that follows from mails and log; a forged mail is shown with its account only if that was there before it. */
async function kept() {
  const accounts = await db.sql<{ login: string; score: number }[]>`
    SELECT a.login, a.score, a.stage, a.complaints, f.points, r.complaints AS "rateComplaints", r.delivered
    FROM account a LEFT JOIN account_log_facts f ON f.kind = a.kind AND f.login = a.login
    LEFT JOIN account_rate r ON r.account_id = a.id ORDER BY a.login`;
  const filed = await db.sql`
    SELECT m.id AS mail, t.rung, t.verdict, t.factor, c.standing, c.value,
      CASE WHEN c.report_id IS NOT NULL THEN a.login END AS login
    FROM attribution t JOIN report p ON p.id = t.report_id JOIN raw_message m ON m.id = p.raw_message_id
    LEFT JOIN account a ON a.id = t.account_id LEFT JOIN complaint c ON c.report_id = t.report_id ORDER BY m.id`;
  const cases = await db.sql`
    SELECT a.login, c.complaints, c.stage FROM "case" c JOIN account a ON a.id = c.account_id ORDER BY a.login`;
  const campaigns = await db.sql`
    SELECT a.login FROM campaign_account m JOIN account a ON a.id = m.account_id ORDER BY a.login`;
  const rounded = accounts.map((row) => ({ ...row, score: Number(row.score.toFixed(6)) }));
  return { accounts: rounded, filed: [...filed], cases: [...cases], campaigns: [...campaigns] };
}

/** Everything the jobs have kept of the log is forgotten, and every mail is read again. */
async function readAllAgain(): Promise<void> {
  await db.sql`DELETE FROM account_hour`;
  await db.sql`DELETE FROM account_log_facts`;
  await db.sql`DELETE FROM account_rate`;
  await db.sql`
    INSERT INTO account_hour_change
    SELECT DISTINCT coalesce(sasl_user, uid::text), CASE WHEN sasl_user IS NULL THEN host ELSE '' END,
      date_trunc('hour', first_at, 'UTC')
    FROM mail_transaction WHERE sasl_user IS NOT NULL OR uid IS NOT NULL`;
  await db.sql`UPDATE raw_message SET state = 'received', attempts = 0`;
  await drain(now);
  await runJobs();
}

it('whatever order log, complaints and people come in, what is kept equals reading all of it again', async () => {
  const seen = { moved: 0, cases: 0, signals: 0, rates: 0 };
  await fc.assert(
    fc.asyncProperty(complaints, fc.array(step, { minLength: 3, maxLength: 9 }), async (first, steps) => {
      await db.drop();
      await start();
      const world: World = { batches: [], isLogComplete: false };
      for (const one of [first, ...steps]) await take(one, world);
      // What has not come by now does not come any more, and rates are due.
      await writeLog(lastLine(moment));
      await db.sql`UPDATE account_rate SET measured_at = measured_at - interval '2 hours'`;
      await runJobs();
      const before = await kept();
      await readAllAgain();
      expect(await kept()).toEqual(before);
      seen.moved += before.filed.filter((row) => row['verdict'] === 'sent-by-account').length;
      seen.cases += before.cases.length;
      seen.signals += before.accounts.filter(
        (row) => Number((row as { points?: number }).points ?? 0) > 0,
      ).length;
      seen.rates += before.accounts.filter(
        (row) => Number((row as { delivered?: number }).delivered ?? 0) > 0,
      ).length;
    }),
    // A seed under which everything below comes about; another one may play six quiet worlds.
    { numRuns: 6, seed: 11 },
  );
  for (const [what, count] of Object.entries(seen)) expect(count, what).toBeGreaterThan(0);
}, 300_000);
