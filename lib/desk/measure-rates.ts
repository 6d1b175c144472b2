// The complaint rate of accounts: of the mails delivered to the reporters' domains, how many were complained about. Asked of
// the mail log ahead, so that scoring a complaint asks no log. What cannot be measured, as while a cluster is
// silent, keeps its last measure.

import { senderKeyOf } from '@/lib/cases/evidence/sender-key';
import { lockOpenCases } from '@/lib/cases/store';
import { sql } from '@/lib/db/sql';
import { domainsOfProgram } from '@/lib/feedback-loops/program-domains';
import {
  listComplainantDomains,
  listDueRates,
  listLoopPrograms,
  saveRates,
  type DueRate,
  type MeasuredRow,
} from '@/lib/scoring/rate-store';
import { commonReach } from '@/lib/scoring/signals/span';
import { lockAccounts } from '@/lib/scoring/store';
import { deskContext, forgetDeskContext, type DeskContext } from './desk-context';
import { isWhole, type ConnectedLog } from './ask-mail-log';
import { scoreAccounts } from './score-accounts';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
/** Accounts measured a run: a second of look-ups; the others have their turn in five minutes. */
const MOST = 500;
/** Without a new complaint a rate changes slowly. */
const STALE_AFTER = HOUR;
/** Accounts a question to the log. */
const ASKED = 100;
/** Less of the log says nothing of an account's usual deliveries. */
const LEAST_REACH = DAY;
/** Where a reporter's complainants had their mailboxes is learned from so many days. */
const LEARN_DAYS = 30;
const MOST_DOMAINS = 50;
/** Domains kept with a measure, for people. */
const SHOWN_DOMAINS = 20;

/** Measures the accounts that are due and scores those whose rate changed. Returns how many were measured. */
export async function measureRates(now: () => Date = () => new Date()): Promise<number> {
  forgetDeskContext();
  const context = await deskContext();
  const { policy, mailLog } = context;
  if (mailLog === null || !isWhole(mailLog)) return 0;
  const reach = commonReach(mailLog.coverage, now());
  if (reach === null) return 0;
  const from = Math.max(reach.from, reach.to - policy.rate.windowDays * DAY);
  if (reach.to - from < LEAST_REACH) return 0;
  const { minTrust, minAttribution } = policy.minimumRules;
  const window = { from: new Date(from), to: new Date(reach.to), minTrust, minAttribution };
  const at = now();
  const [due, domainsOf] = (await sql().begin(async (tx) => [
    await listDueRates(tx, window, new Date(at.getTime() - STALE_AFTER), MOST),
    domainsByReporter(
      await listLoopPrograms(tx),
      await listComplainantDomains(tx, new Date(at.getTime() - LEARN_DAYS * DAY), MOST_DOMAINS),
    ),
  ])) as [DueRate[], Map<string, string[]>];
  const rows = await measureAll(due, domainsOf, mailLog, { from, to: reach.to });
  if (rows.length > 0) await keep(rows, window, at, context);
  return rows.length;
}

/** Where the people of each reporter are: by its program, and as its complainants' addresses say. */
function domainsByReporter(
  programs: ReadonlyMap<string, string>,
  learned: readonly { reporterKey: string; domains: string[] }[],
): Map<string, string[]> {
  const byKey = new Map([...programs].map(([key, program]) => [key, [...domainsOfProgram(program)]]));
  for (const { reporterKey, domains } of learned)
    byKey.set(reporterKey, [...(byKey.get(reporterKey) ?? []), ...domains]);
  return new Map([...byKey].filter(([, domains]) => domains.length > 0));
}

/**
 * Delivered is what went to any reporter's domains, not only to those who complained: of few complaints the latter would
 * always be many. Complaints of reporters without a domain are left out on both sides.
 */
async function measureAll(
  due: readonly DueRate[],
  domainsOf: ReadonlyMap<string, string[]>,
  { lookup }: ConnectedLog,
  window: { from: number; to: number },
): Promise<MeasuredRow[]> {
  const domains = [...new Set([...domainsOf.values()].flat())].sort();
  const rows: MeasuredRow[] = [];
  for (let from = 0; from < due.length; from += ASKED) {
    const asked = due.slice(from, from + ASKED).flatMap((one) => {
      const sender = senderKeyOf(one.kind, one.login);
      return sender === null ? [] : [{ ...one, sender }];
    });
    const senders = asked.map(({ sender }) => sender);
    const delivered = domains.length === 0 ? [] : await lookup.deliveredTo(domains, senders, window);
    for (const [i, { accountId, complaints }] of asked.entries()) {
      const counted = complaints.filter(({ reporterKey }) => domainsOf.has(reporterKey));
      const own = [...new Set(counted.flatMap(({ reporterKey }) => domainsOf.get(reporterKey) ?? []))];
      rows.push({
        accountId,
        complaints: counted.reduce((sum, { count }) => sum + count, 0),
        delivered: counted.length === 0 ? null : (delivered[i] ?? 0),
        domains: own.slice(0, SHOWN_DOMAINS),
      });
    }
  }
  return rows;
}

async function keep(
  rows: readonly MeasuredRow[],
  window: { from: Date; to: Date },
  now: Date,
  { policy }: DeskContext,
): Promise<void> {
  await sql().begin(async (tx) => {
    const accountIds = await saveRates(tx, rows, window, now);
    if (accountIds.length === 0) return;
    await lockAccounts(tx, accountIds);
    const openCases = await lockOpenCases(tx, accountIds);
    await scoreAccounts(tx, { accountIds, openCases, trapHits: new Set(), now, policy });
  });
}
