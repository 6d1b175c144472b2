// Work on a schedule, by pg-boss in its own schema: scores decay, all accounts are looked at by their mail log, a new
// policy reaches old complaints, next month's partition exists before it is needed, a watch ends on its day, a complaint
// that waited for its mail log is read again, what the policy lets the desk do by itself is done, rechecks become due,
// mail of one kind is linked across accounts, directories are read, customers
// who do not answer are reminded.
// Each job runs once however many workers there are.

import { PgBoss } from 'pg-boss';
import { applyPolicy } from '@/lib/desk/apply-policy';
import { actAutomatically } from '@/lib/desk/automatic-measures';
import { checkBlockLists } from '@/lib/desk/check-block-lists';
import { askLoopContacts } from '@/lib/desk/ask-loop-contacts';
import { countRecipients } from '@/lib/desk/count-recipients';
import { copyEvidence } from '@/lib/desk/copy-evidence';
import { countStatistics } from '@/lib/desk/count-statistics';
import { dropOldLogs } from '@/lib/desk/drop-old-logs';
import { endWatches } from '@/lib/desk/end-watches';
import { evaluateSignals } from '@/lib/desk/evaluate-signals';
import { keepHouse } from '@/lib/desk/keep-house';
import { linkCampaigns } from '@/lib/desk/link-campaigns';
import { passOnComplaints } from '@/lib/desk/pass-on-complaints';
import { measureRates } from '@/lib/desk/measure-rates';
import { noteJobRun } from '@/lib/desk/note-job-run';
import { noteCountryTable } from '@/lib/desk/note-country-table';
import { proveCanaries } from '@/lib/desk/prove-canaries';
import { recheckAttributions } from '@/lib/desk/recheck-attributions';
import { recheckPlaybooks } from '@/lib/desk/recheck-playbooks';
import { refreshDirectories } from '@/lib/desk/refresh-directories';
import { refreshConnections } from '@/lib/desk/refresh-connections';
import { refreshScores } from '@/lib/desk/refresh-scores';
import { sendReminders } from '@/lib/desk/send-reminders';
import { sendWeeklyReports } from '@/lib/desk/send-weekly-reports';
import { runReplays } from '@/lib/desk/run-replays';
import { selfCheckLoops } from '@/lib/desk/self-check-loops';
import { sql } from '@/lib/db/sql';
import { watchLoopHealth } from '@/lib/desk/watch-loop-health';
import { watchLoops } from '@/lib/desk/watch-loops';
import { settleSuppressions } from '@/lib/desk/settle-suppressions';
import { tellSuppressions } from '@/lib/desk/tell-suppressions';
import { resolveAccounts } from '@/lib/desk/resolve-accounts';
import { resolveRecipientDomains } from '@/lib/desk/resolve-recipient-domains';
import { requireEnv } from '@/lib/env';
import { log } from '@/lib/log';

interface Job {
  name: string;
  /** Five fields, UTC. */
  cron: string;
  run(): Promise<unknown>;
}

const jobs: Job[] = [
  { name: 'refresh-scores', cron: '*/5 * * * *', run: () => refreshScores() },
  // Also rung when a backlog of the log is read.
  { name: 'evaluate-signals', cron: '*/5 * * * *', run: () => evaluateSignals() },
  { name: 'measure-rates', cron: '*/5 * * * *', run: () => measureRates() },
  { name: 'apply-policy', cron: '* * * * *', run: () => applyPolicy() },
  // These two are rung as soon as somebody asks; every minute for what was cut off or is due.
  { name: 'run-replays', cron: '* * * * *', run: () => runReplays() },
  { name: 'refresh-directories', cron: '* * * * *', run: () => refreshDirectories() },
  { name: 'recheck-attributions', cron: '* * * * *', run: () => recheckAttributions() },
  { name: 'link-campaigns', cron: '* * * * *', run: () => linkCampaigns() },
  { name: 'settle-suppressions', cron: '* * * * *', run: () => settleSuppressions() },
  { name: 'tell-suppressions', cron: '* * * * *', run: () => tellSuppressions() },
  { name: 'resolve-accounts', cron: '* * * * *', run: () => resolveAccounts() },
  { name: 'automatic-measures', cron: '* * * * *', run: () => actAutomatically() },
  { name: 'recheck-playbooks', cron: '* * * * *', run: () => recheckPlaybooks() },
  { name: 'end-watches', cron: '* * * * *', run: () => endWatches() },
  { name: 'send-reminders', cron: '*/5 * * * *', run: () => sendReminders() },
  { name: 'send-weekly-reports', cron: '*/5 * * * *', run: () => sendWeeklyReports() },
  { name: 'pass-on-complaints', cron: '* * * * *', run: () => passOnComplaints() },
  { name: 'keep-house', cron: '17 * * * *', run: () => keepHouse() },
  { name: 'note-country-table', cron: '* * * * *', run: () => noteCountryTable() },
  { name: 'copy-evidence', cron: '* * * * *', run: () => copyEvidence() },
  { name: 'refresh-connections', cron: '*/5 * * * *', run: () => refreshConnections() },
  // At set-up, and in the small hours.
  { name: 'prove-canaries', cron: '*/5 * * * *', run: () => proveCanaries() },
  { name: 'count-statistics', cron: '*/5 * * * *', run: () => countStatistics() },
  { name: 'watch-loops', cron: '*/5 * * * *', run: () => watchLoops() },
  { name: 'watch-loop-health', cron: '*/5 * * * *', run: () => watchLoopHealth() },
  { name: 'self-check-loops', cron: '*/5 * * * *', run: () => selfCheckLoops() },
  { name: 'ask-loop-contacts', cron: '47 * * * *', run: () => askLoopContacts() },
  // After midnight UTC the day before is over; every hour, since a log may lie still for a while. Rung as well when a
  // backlog of the log is read; then the domains that were counted are asked for.
  {
    name: 'count-recipients',
    cron: '27 * * * *',
    run: async () => ({ ...(await countRecipients()), ...(await resolveRecipientDomains()) }),
  },
  // Each list at its own pace; a part of its round a minute.
  { name: 'check-block-lists', cron: '* * * * *', run: () => checkBlockLists() },
  { name: 'drop-old-logs', cron: '37 * * * *', run: () => dropOldLogs() },
];

/** Runs the jobs until `signal` aborts. Throws where the queue cannot be set up. */
export async function runJobs(signal: AbortSignal): Promise<void> {
  const logger = log('run-jobs');
  const boss = new PgBoss({
    connectionString: requireEnv('DATABASE_URL'),
    max: 3,
    application_name: 'meldestelle-jobs',
  });
  boss.on('error', (error) => logger.error({ err: error }, 'the job queue reports an error'));
  await boss.start();
  for (const job of jobs) {
    await boss.createQueue(job.name, {
      policy: 'stately',
      retryLimit: 0,
      expireInSeconds: 3_600,
      heartbeatSeconds: 30,
    });
    await boss.schedule(job.name, job.cron);
  }
  const workers = new Map<string, string>();
  const ring = (name: string) => void ringFor(boss, name, workers.get(name));
  // Before the first jobs look: what is asked for after they have looked rings.
  const bells = await Promise.all([
    sql().listen('policy_replay', () => ring('run-replays')),
    sql().listen('directory', () => ring('refresh-directories')),
    sql().listen('mail_log_read', () => {
      ring('evaluate-signals');
      ring('count-recipients');
    }),
  ]);
  for (const { name, run } of jobs) {
    await boss.send(name);
    const worker = await boss.work(name, { pollingIntervalSeconds: 10 }, async () => {
      const result = await noteJobRun(name, run);
      logger.debug({ job: name, result }, 'job done');
    });
    workers.set(name, worker);
  }
  await new Promise<void>((resolve) => {
    if (signal.aborted) resolve();
    else signal.addEventListener('abort', () => resolve(), { once: true });
  });
  await Promise.all(bells.map((bell) => bell.unlisten()));
  await boss.stop({ graceful: true, timeout: 5_000 });
}

/** Somebody waits: done at once. A ring that is lost costs a minute: the schedule finds the work. */
async function ringFor(boss: PgBoss, job: string, worker: string | undefined): Promise<void> {
  try {
    await boss.send(job);
    if (worker !== undefined) boss.notifyWorker(worker);
  } catch (error) {
    log('run-jobs').warn({ err: error, job }, 'a job that was asked for waits for the next minute');
  }
}
