// Everyday complaints about everybody else: small, spread over the week, a few accounts more often than others.
// Promise: with a budget, no account of the background comes near the threshold that opens a case.

import { after, DAY, HOUR, MINUTE } from './calendar';
import { dayOf, mailsOfDay } from './ordinary-traffic';
import { PROGRAM_SHARES, programOfDomain } from './programs';
import type { Provider } from './provider';
import type { Random } from './random';
import { person } from './stories/story';
import type { ComplaintPlan, ProgramId, SampleAccount, SentMail } from './types';

/** What honest accounts send. Each is sent by so many that it is no campaign. */
const THEME_WEIGHTS: readonly (readonly [string, number])[] = [
  ['business-de', 5],
  ['offers-de', 4],
  ['offer-en', 4],
];

/** Days from sending to complaint: most people press the button on the same day, some tidy up. */
const LAGS: readonly (readonly [readonly [number, number], number])[] = [
  [[0.005, 0.8], 75],
  [[1, 3], 14],
  [[3, 7], 7],
  [[7, 13], 4],
];

/**
 * What an account may collect within a week, in complaints of people: 15 of the 25 points that open a case where the log
 * confirms them all (kind 5 each), and two people fewer than the five that open one whatever they weigh.
 */
const WEEKLY_BUDGET = 3;

/** Remembers what each account has got; pass none for load without bounds. */
export class Budget {
  readonly #spent = new Map<string, number>();

  /** True, and booked, where the account can take another complaint of this program. */
  take(account: SampleAccount, program: ProgramId): boolean {
    const cost = program === 'nixspam' ? 2 : 1;
    const spent = (this.#spent.get(account.login) ?? 0) + cost;
    if (spent > WEEKLY_BUDGET) return false;
    this.#spent.set(account.login, spent);
    return true;
  }
}

/**
 * One ordinary complaint received at a moment. With a budget or without one, few accounts get many complaints: the
 * square of a uniform draw.
 */
export function backgroundPlan(
  provider: Provider,
  receivedAt: Date,
  random: Random,
  budget?: Budget,
): ComplaintPlan {
  const program = random.weighted(PROGRAM_SHARES);
  let account = skewed(provider, random);
  for (let tries = 0; tries < 20 && budget?.take(account, program) === false; tries += 1) {
    account = random.pick(provider.backgroundAccounts);
  }
  return plan(account, program, receivedAt, random);
}

/**
 * The same for a stream that never ends: about a mail that the account sent on an ordinary day, so that the log has it;
 * all accounts alike, so that none climbs to the top by chance over days.
 */
export function evenPlan(
  receivedAt: Date,
  random: Random,
  accounts: readonly SampleAccount[],
): ComplaintPlan {
  for (let tries = 0; tries < MOST_TRIES; tries += 1) {
    const account = random.pick(accounts);
    const day = dayOf(after(receivedAt, -lag(random)));
    const complainable = mailsOfDay(account, day).filter((mail) => isComplainable(mail, receivedAt));
    if (complainable.length === 0) continue;
    const sent = random.pick(complainable);
    const [complainant, domain] = sent.recipients[0].split('@') as [string, string];
    const program = programOfDomain(domain)?.id ?? 'generic';
    return { ...plan(account, program, receivedAt, random), sent, sentAt: sent.sentAt, complainant };
  }
  throw new Error(`no mail of the sample provider before ${receivedAt.toISOString()} to complain about`);
}

/** Every other account and day has such a mail. */
const MOST_TRIES = 1_000;

function isComplainable({ sentAt, recipients: [recipient] }: SentMail, receivedAt: Date): boolean {
  const hasProgram = programOfDomain(recipient.slice(recipient.indexOf('@') + 1)) !== null;
  return hasProgram && sentAt <= after(receivedAt, -2 * MINUTE);
}

function lag(random: Random): number {
  const [low, high] = random.weighted(LAGS);
  return (low + random.fraction() * (high - low)) * DAY;
}

/** Accounts that people complain about a little more often than about others, all within the last day and a half. */
export function livelyPlans(provider: Provider, now: Date, random: Random, budget: Budget): ComplaintPlan[] {
  const plans: ComplaintPlan[] = [];
  for (let n = 0; n < 9; n += 1) {
    const account = random.pick(provider.backgroundAccounts);
    for (let complaint = 0; complaint < WEEKLY_BUDGET; complaint += 1) {
      const program = random.pick<ProgramId>(['yahoo-cfl', 'validity', 'comcast']);
      if (!budget.take(account, program)) continue;
      plans.push(fresh(plan(account, program, after(now, -random.between(1, 34) * HOUR), random), random));
    }
  }
  return plans;
}

function plan(account: SampleAccount, program: ProgramId, receivedAt: Date, random: Random): ComplaintPlan {
  const isFailureReport = program === 'generic' && random.chance(0.4);
  return {
    program,
    account,
    receivedAt,
    sentAt: after(receivedAt, -lag(random)),
    themeId: random.weighted(THEME_WEIGHTS),
    complainant: person(program, random.between(1, 9999)),
    route: account.kind === 'site' ? 'web-script' : 'submitted',
    sent: null,
    feedbackType: isFailureReport ? 'auth-failure' : 'abuse',
    forged: false,
    trap: program === 'validity' && random.chance(0.02),
    story: null,
  };
}

function fresh(old: ComplaintPlan, random: Random): ComplaintPlan {
  return { ...old, trap: false, sentAt: after(old.receivedAt, -random.between(5, 900) * MINUTE) };
}

function skewed(provider: Provider, random: Random): SampleAccount {
  const { backgroundAccounts } = provider;
  const draw = random.fraction();
  return backgroundAccounts[Math.floor(draw * draw * backgroundAccounts.length)] as SampleAccount;
}
