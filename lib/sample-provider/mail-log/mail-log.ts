// The provider's mail log between two moments: the stories' mails, those of the everyday complaints, and all the rest.
// Promise: a pure function of provider, anchor and moments; pieces that follow each other hold every line once, in order.
// Memory grows with the time asked for: a week is about 130,000 lines.

import { after, DAY, HOUR } from '../calendar';
import { firstPlans } from '../first-plans';
import { dayOf, mailsOfDay } from '../ordinary-traffic';
import type { Provider } from '../provider';
import { sentMailOf } from '../sent-mail';
import { storyMails } from '../story-traffic';
import type { ComplaintPlan, LogWord } from '../types';
import type { LogLine } from './log-line';
import { linesOf, type LoggedMail, LONGEST_MS } from './mail-lines';
import { guessesBeforeHijack, otherLines } from './other-lines';

/** How far the log reaches back from the anchor: as long as a provider here keeps it without an occasion. */
const LOG_DAYS = 7;

/** The moment of the log's first line. */
export function logBegins(anchor: Date): Date {
  return after(anchor, -LOG_DAYS * DAY);
}

/** What the log says of a plan's mail. */
export function wordOfLog(plan: ComplaintPlan, anchor: Date): LogWord {
  if (plan.route === 'never-ours') return 'never-ours';
  if (plan.sentAt < logBegins(anchor)) return 'predates';
  return plan.forged ? 'denies' : 'confirms';
}

/** The lines after `from` up to `to`, of both files, in the order of their times. */
export function mailLog(provider: Provider, anchor: Date, from: Date, to: Date): LogLine[] {
  const first = Math.max(from.getTime(), logBegins(anchor).getTime());
  const last = to.getTime();
  const mails = mailsBetween(provider, anchor, first - LONGEST_MS, last);
  const lines = [...mails.flatMap(linesOf), ...guessesBeforeHijack(provider, anchor)];
  for (let hour = Math.floor(first / HOUR); hour <= Math.floor(last / HOUR); hour += 1) {
    lines.push(...otherLines(provider, hour));
  }
  return lines.filter(({ at }) => at > first && at <= last).sort((one, other) => one.at - other.at);
}

function mailsBetween(provider: Provider, anchor: Date, from: number, to: number): LoggedMail[] {
  const plain = firstPlans(provider, anchor)
    .filter((plan) => wordOfLog(plan, anchor) === 'confirms' && plan.sent === null)
    .map(sentMailOf);
  for (let day = dayOf(new Date(from)); day <= dayOf(new Date(to)); day += 1) {
    for (const account of provider.accounts) plain.push(...mailsOfDay(account, day));
  }
  // A complaint that is taken back is about the same mail as the complaint.
  const once = new Map(
    plain
      .filter(({ sentAt }) => sentAt.getTime() >= from && sentAt.getTime() <= to)
      .map((mail) => [mail.queueId, { mail, bounced: 0, deferred: 0 }]),
  );
  return [...once.values(), ...storyMails(provider, anchor, from, to)];
}
