// Use case: the sample provider comes into being in an empty database: its customers, network, feedback loops and
// earlier incidents, then its directory, its mail log, a Maildir with the first load, and the mailbox that is polled. May
// run at every start; a start that was cut off is carried on, since names and bytes of the first load follow from seed
// and anchor alone.

import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { CaseEvent } from '@/lib/cases/types';
import { sql, type Tx } from '@/lib/db/sql';
import { env } from '@/lib/env';
import { loadSource } from '@/lib/log-sources/store';
import { accessComplaints, sessionsCsv } from '@/lib/sample-provider/access';
import { after, DAY, HOUR } from '@/lib/sample-provider/calendar';
import { directoryCsv } from '@/lib/sample-provider/directory-csv';
import { firstLoad } from '@/lib/sample-provider/generate';
import { type ClosedIncident, insertIncident } from '@/lib/sample-provider/incident-store';
import { insertLoopHealth } from '@/lib/sample-provider/loop-health-store';
import { createMaildir, writeMaildir } from '@/lib/sample-provider/maildir';
import { reportedClicks, spamMaildirs, trapMail } from '@/lib/sample-provider/own-loop';
import { continueMailLog, mailLogFiles } from '@/lib/sample-provider/mail-log/files';
import { AUTHSERV_ID } from '@/lib/sample-provider/network';
import { createProvider, type Provider } from '@/lib/sample-provider/provider';
import { savePassingOn } from '@/lib/sample-provider/passing-on-store';
import {
  insertCustomers,
  insertLoops,
  insertOwnNetwork,
  resumeLogSources,
  saveBlockLists,
  saveOwnLoop,
  saveConnections,
  saveContainment,
  saveDirectory,
  saveLogSources,
  saveMailbox,
  saveWorld,
  selectWorld,
  type SampleWorld,
} from '@/lib/sample-provider/store';
import { insertSubscriptions } from '@/lib/sample-provider/subscription-store';
import type { EarlierIncident } from '@/lib/sample-provider/types';
import { accountScore } from '@/lib/scoring/account-score';
import { complaintScore } from '@/lib/scoring/complaint-score';
import type { Policy } from '@/lib/scoring/policy';
import { stageFor } from '@/lib/scoring/stage-for';
import { stageRank } from '@/lib/scoring/stages';
import { currentPolicy, forgetDeskContext } from './desk-context';
import { announceLogRead } from './announce-log-read';
import { followLog, newFollowMemory } from './follow-log';
import { readConnections } from './read-connections';
import { refreshDirectory } from './refresh-directory';

export interface SeededSample {
  provider: Provider;
  /** The moment the stories were told from. */
  anchor: Date;
  maildir: string;
  /** The folder of the mail log; see `continueMailLog`. */
  logFolder: string;
}

/**
 * Seeds what is missing. `seed` and `now` count at the first start alone; later ones find the world as it was made.
 * @param options.maildir the folder that holds new, cur and tmp; made where missing.
 * @param options.logFolder the folder of the mail log; made where missing.
 */
export async function seedSampleProvider(options: {
  seed: number;
  now: Date;
  maildir: string;
  logFolder: string;
}): Promise<SeededSample> {
  const [maildir, logFolder] = [resolve(options.maildir), resolve(options.logFolder)];
  const { policy } = await currentPolicy(sql());
  const world = await sql().begin((tx) => findOrMakeWorld(tx, options, policy));
  const provider = createProvider(world.seed);
  const anchor = new Date(world.anchor);
  await readDirectory(provider, logFolder, world);
  await readSessions(provider, logFolder, anchor);
  // The log comes first, read to its end: nothing would confirm a complaint that is weighed before.
  continueMailLog(logFolder, provider, anchor, options.now);
  const logs = await sql().begin((tx) => saveLogSources(tx, mailLogFiles(logFolder)));
  if (!world.isLoaded) await readLogs(logs, options.now);
  const spam = spamMaildirs(maildir);
  for (const dir of [maildir, spam.clicks, spam.traps]) createMaildir(dir);
  if (!world.isLoaded) {
    const mails = [...firstLoad(provider, anchor), ...accessComplaints(provider, anchor)];
    writeMaildir(maildir, mails, world.seed);
    writeMaildir(spam.clicks, reportedClicks(anchor), world.seed);
    writeMaildir(spam.traps, trapMail(anchor), world.seed);
  }
  await sql().begin(async (tx) => {
    // The mailbox row comes last: nobody polls a half-filled Maildir.
    if (!world.isLoaded) await resumeLogSources(tx, logs);
    await saveContainment(tx);
    await savePassingOn(tx, anchor);
    await saveBlockLists(tx);
    await saveOwnLoop(tx, anchor);
    await saveMailbox(tx, maildir);
    await saveWorld(tx, { ...world, isLoaded: true });
  });
  forgetDeskContext();
  if (!world.isLoaded) await announceLogRead();
  return { provider, anchor, maildir, logFolder };
}

// Known before the first complaint: a case shows whose account it is from its first moment.
async function readDirectory(provider: Provider, folder: string, { isLoaded }: SampleWorld): Promise<void> {
  const path = join(folder, 'kunden.csv');
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  writeFileSync(path, directoryCsv(provider), { mode: 0o600 });
  const id = await sql().begin((tx) => saveDirectory(tx, path));
  if (isLoaded) return;
  const result = await refreshDirectory(id);
  if (result.state === 'failed') throw new Error(`the sample provider's directory is ${result.code}`);
}

/** Written once: a file that is not touched is not read again, and its old sessions go with the log. */
async function readSessions(provider: Provider, folder: string, anchor: Date): Promise<void> {
  const path = join(folder, 'anschluesse.csv');
  if (existsSync(path)) return;
  writeFileSync(path, sessionsCsv(provider, anchor), { mode: 0o600 });
  const id = await sql().begin((tx) => saveConnections(tx, path, anchor));
  const result = await readConnections(id, null, anchor);
  if (!result.ok) throw new Error(`the sample provider's connections are ${result.code}`);
}

async function readLogs(ids: readonly number[], now: Date): Promise<void> {
  for (const id of ids) {
    const source = await loadSource(sql(), id);
    if (source === null) throw new Error(`the sample provider's log source ${id} is gone`);
    const options = {
      pool: sql(),
      keptDays: env().MAIL_LOG_DAYS,
      quietMs: env().MAIL_LOG_QUIET_MINUTES * 60_000,
      ownHost: AUTHSERV_ID,
      now: () => now.getTime(),
    };
    const { problem } = await followLog(newFollowMemory(source, options), new AbortController().signal);
    if (problem !== null) throw new Error(`the sample provider's log ${problem.path} is ${problem.code}`);
  }
}

async function findOrMakeWorld(
  tx: Tx,
  { seed, now }: { seed: number; now: Date },
  policy: Policy,
): Promise<SampleWorld> {
  const known = await selectWorld(tx);
  if (known !== null) return known;
  const provider = createProvider(seed);
  const world: SampleWorld = { seed, anchor: now.toISOString(), isLoaded: false };
  await insertOwnNetwork(tx, provider, AUTHSERV_ID);
  const reporterKeys = await insertLoops(tx, provider, now);
  await insertSubscriptions(tx, now);
  await insertLoopHealth(tx, now);
  await insertCustomers(tx, provider);
  for (const [earlier, incident] of provider.earlierIncidents.entries()) {
    await insertIncident(tx, closedIncident(incident, { now, policy, reporterKeys, ownIncidents: earlier }));
  }
  await saveWorld(tx, world);
  const detail = { seed, customers: provider.customers.length, accounts: provider.accounts.length };
  await tx`SELECT append_audit(NULL, 'sample-provider-seeded', 'sample-provider', ${tx.json(detail)}::jsonb)`;
  return world;
}

interface Past {
  now: Date;
  policy: Policy;
  reporterKeys: ReadonlyMap<string, string>;
  /** Incidents of the account that went before. */
  ownIncidents: number;
}

/** The case as the desk would have opened and closed it. */
function closedIncident(
  incident: EarlierIncident,
  { now, policy, reporterKeys, ownIncidents }: Past,
): ClosedIncident {
  const openedAt = after(now, -incident.openedDaysAgo * DAY);
  const closedAt = after(now, -incident.closedDaysAgo * DAY);
  const reporters = incident.worth.map(([program, worth]) => ({
    reporterKey: reporterKeys.get(program) ?? program,
    unauthenticated: false,
    valueNow: worth,
  }));
  const { S, lines: sums } = complaintScore(reporters, policy);
  const { P, lines } = accountScore(
    { S, ownIncidents, otherCustomerIncidents: 0, declaredBulk: false },
    policy,
  );
  const minimum = {
    fraudQualified: false,
    distinctComplainants: 0,
    ratePerMille: null,
    sureRatePerMille: null,
    declaredBulk: false,
    logSignals: null,
  };
  const { stage } = stageFor({ P, minimum, probation: false }, policy);
  const allLines = [...sums, ...lines];
  const opened: CaseEvent = {
    kind: 'opened',
    detail: { reason: 'threshold', score: P, stage, lines: allLines },
  };
  const review: CaseEvent = {
    kind: 'state-changed',
    detail: { from: 'new', to: 'in_review', action: 'start-review' },
  };
  const closed: CaseEvent = {
    kind: 'closed',
    detail: { from: 'in_review', outcome: 'confirmed-abuse', note: incident.note, isIncident: true },
  };
  return {
    login: incident.login,
    openedAt,
    closedAt,
    stage: stageRank(stage),
    score: P,
    lines: allLines,
    complaints: Math.round(S / 3),
    reporters: reporters.length,
    subjects: incident.subjects,
    note: incident.note,
    events: [
      { at: openedAt, event: opened },
      { at: after(openedAt, HOUR), event: review },
      { at: closedAt, event: closed },
    ],
  };
}
