// The desk's own look at all accounts, every few minutes: hours in which the mail log changed are counted anew, and the
// accounts concerned are judged by their signals. Who reaches the policy's points gets a case without any complaint; who
// has none yet comes into being as an account. Each chunk is one transaction: what is noted is taken away and judged at
// once, so that an end in between loses nothing and doing it twice changes nothing.

import { accountIds } from '@/lib/attribution/store';
import { loginAccount, siteAccount } from '@/lib/attribution/logins';
import { longHostName } from '@/lib/attribution/log-sender';
import { lockOpenCases } from '@/lib/cases/store';
import { sql, type Tx } from '@/lib/db/sql';
import { env } from '@/lib/env';
import { configuredGeoIp } from '@/lib/geoip/configured';
import { postgresLookup } from '@/lib/maillog-lookup/postgres';
import {
  accountsOf,
  countLogDays,
  dropFacts,
  keyText,
  listKeptFacts,
  loadLogReach,
  saveLogReach,
  type AccountKey,
} from '@/lib/scoring/signals/facts-store';
import {
  recountHours,
  takeHourChanges,
  type AccountHour,
  type HourChange,
} from '@/lib/scoring/signals/hour-store';
import { commonReach, countUnseen, spanOf, youngSince } from '@/lib/scoring/signals/span';
import { lockAccounts } from '@/lib/scoring/store';
import { deskContext, forgetDeskContext, type DeskContext } from './desk-context';
import { judgeSignals, type SignalLook } from './judge-signals';
import { scoreAccounts } from './score-accounts';

/** Notes of changed hours a transaction; some tens of milliseconds each. */
const CHUNK = 2_000;
/** Days without networks of before make every network a new one. */
const LEAST_NETWORK_DAYS = 3;
/** Not two workers at once. */
const LOCK = 7_401_553;

/** What one look came to. */
export interface SignalRun {
  /** Hours counted anew, accounts judged, accounts scored, cases opened. */
  hours: number;
  judged: number;
  scored: number;
  opened: number;
}

/**
 * Looks at everything that changed, and at those whose signals count. Without a log of our own, as with one
 * that only a cluster holds, all signals are unknown; where it holds a part, what is not found is unknown.
 */
export async function evaluateSignals(now: () => Date = () => new Date()): Promise<SignalRun> {
  forgetDeskContext();
  const context = await deskContext();
  const run: SignalRun = { hours: 0, judged: 0, scored: 0, opened: 0 };
  const coverage = await postgresLookup(sql(), env().MAIL_LOG_QUIET_MINUTES * 60_000).coverage();
  const reach = commonReach(coverage, now());
  if (reach === null) {
    await forgetSignals(context, now(), run);
    return run;
  }
  const span = spanOf(reach.to, context.policy.logSignals);
  const unseenHosts = countUnseen(coverage, context.mailLog?.coverage ?? []);
  const geoIp = await configuredGeoIp();
  const before = await sql().begin(async (tx) => {
    const last = await loadLogReach(tx);
    await saveLogReach(tx, { to: span.to.toISOString(), unseenHosts, policyId: context.policyId });
    return last;
  });
  const look: SignalLook = {
    ...{
      now: now(),
      context,
      span,
      logFrom: Math.min(...coverage.map(({ from }) => from)),
      // Who sent nothing on our servers may have sent on those that we do not see.
      youngSince: youngSince(coverage) ?? (unseenHosts > 0 ? span.from.getTime() : null),
      geoIp: geoIp.ranges > 0 ? geoIp : null,
    },
    ...{ knowsHabits: false, knowsNetworks: false },
  };
  while ((await takeChunk(look, run)) >= CHUNK);
  await judgeKept(look, before?.policyId === context.policyId ? 'counting' : 'all', run);
  return run;
}

/** Takes notes of changed hours, counts these hours and judges their accounts. Returns how many notes there were. */
async function takeChunk(look: SignalLook, run: SignalRun): Promise<number> {
  return sql().begin(async (tx): Promise<number> => {
    await tx`SELECT pg_advisory_xact_lock(${LOCK})`;
    const { hours, taken } = await takeHourChanges(tx, CHUNK);
    const known = hours.filter(({ hour }) => hour.getTime() >= dayBegin(look.logFrom));
    const own = known.flatMap((change) => accountHour(change, look.context));
    await recountHours(tx, own, senderDomains(look.context));
    run.hours += own.length;
    const recent = own.filter(({ hour }) => hour >= look.span.from);
    const keys = new Map(recent.map(({ kind, login }) => [keyText({ kind, login }), { kind, login }]));
    await judgeAndScore(tx, [...keys.values()], look, run);
    return taken;
  }) as Promise<number>;
}

/** The hours pass for those who sent nothing since, and a new policy may judge the same facts otherwise. */
async function judgeKept(look: SignalLook, which: 'counting' | 'all', run: SignalRun): Promise<void> {
  for (let after: AccountKey | null = null; ;) {
    const last: AccountKey | undefined = await sql().begin(async (tx) => {
      await tx`SELECT pg_advisory_xact_lock(${LOCK})`;
      const keys = await listKeptFacts(tx, which, after, CHUNK);
      await judgeAndScore(tx, keys, look, run);
      return keys.at(-1);
    });
    if (last === undefined) return;
    after = last;
  }
}

/** Nothing is known any more: no signal may go on counting as if it were. */
async function forgetSignals(context: DeskContext, now: Date, run: SignalRun): Promise<void> {
  for (;;) {
    const left = await sql().begin(async (tx) => {
      await saveLogReach(tx, null);
      const keys = await listKeptFacts(tx, 'all', null, CHUNK);
      const known = await accountsOf(tx, await dropFacts(tx, keys));
      await score(tx, known, { now, context }, run);
      return keys.length;
    });
    if (left === 0) return;
  }
}

async function judgeAndScore(
  tx: Tx,
  keys: readonly AccountKey[],
  look: SignalLook,
  run: SignalRun,
): Promise<void> {
  if (keys.length === 0) return;
  const days = await countLogDays(tx, look.span);
  const knowsHabits = days >= look.context.policy.logSignals.minHistoryDays;
  const networkDays = env().MAIL_LOG_DAYS - look.span.windowHours / 24;
  const knowsNetworks = knowsHabits && networkDays >= LEAST_NETWORK_DAYS;
  const judged = await judgeSignals(tx, keys, { ...look, knowsHabits, knowsNetworks });
  run.judged += judged.length;
  const { ownDetection } = look.context.policy.logSignals;
  const changed = judged.filter(({ accountId, points, before }) =>
    accountId === null ? points > 0 && points >= ownDetection : points !== (before ?? 0),
  );
  await score(tx, changed, look, run);
}

/** Scores these accounts, made where there are none yet, and lets their cases follow. */
async function score(
  tx: Tx,
  keys: readonly AccountKey[],
  { now, context }: Pick<SignalLook, 'now' | 'context'>,
  run: SignalRun,
): Promise<void> {
  if (keys.length === 0) return;
  const claimed = keys.map(({ kind, login }) => ({ kind, login, domain: domainOf(kind, login) }));
  const found = [...(await accountIds(tx, claimed, [])).values()].sort((a, b) => a - b);
  await lockAccounts(tx, found);
  const openCases = await lockOpenCases(tx, found);
  const { policy } = context;
  const opened = await scoreAccounts(tx, {
    ...{ accountIds: found, openCases, trapHits: new Set<number>(), now, policy },
  });
  run.scored += found.length;
  run.opened += opened.length;
}

function domainOf(kind: AccountKey['kind'], login: string): string | null {
  const at = login.lastIndexOf('@');
  return kind !== 'mailbox' || at < 0 ? null : login.slice(at + 1);
}

/** The account that a sender of the log is, as attribution names it; none for what cannot be a login. */
function accountHour(change: HourChange, { network }: DeskContext): AccountHour[] {
  if (change.host !== '') {
    const { kind, login } = siteAccount(change.sender, longHostName(change.host, network, []));
    return [{ ...change, kind, login }];
  }
  const account = loginAccount(change.sender);
  return account === null ? [] : [{ ...change, kind: account.kind, login: account.login }];
}

function senderDomains({ network }: DeskContext): { names: string[]; endings: string[] } {
  const all = [...network.hostedDomains];
  return {
    names: all.filter((name) => !name.startsWith('.')),
    endings: all.filter((name) => name.startsWith('.')),
  };
}

function dayBegin(at: number): number {
  return Math.floor(at / 86_400_000) * 86_400_000;
}
