// What our own mail log says of an account in the simulation: its traffic as the facts and the rate that the desk measures.
// Promise: as the product measures them, from hours that begin on the hour; nothing after the moment that is asked for.

import { spanOf } from '@/lib/scoring/signals/span';
import type { LogFacts } from '@/lib/scoring/signals/types';
import type { MeasuredRate } from '@/lib/scoring/complaint-rate';
import { defaultPolicy } from '@/lib/scoring/policy';
import { DAY, HOUR, REPORTERS, TOLD, type Complaint, type Sending } from './world';

/** How an account sends, beside what is complained about. */
export interface Traffic {
  sendings: readonly Sending[];
  /** Share of recipients that are returned. */
  bounceShare: number;
  /** Networks never used before in a full hour of these sendings, and countries. */
  networks: number;
  countries: number;
  foreignFrom: boolean;
  /** Sent by a program of a web space: nobody logs in, and no rate is measured. */
  isSite: boolean;
  /** What its owner used to send in an hour. */
  habit: { median: number; largest: number };
}

/** An owner who only writes letters. */
export const PRIVATE_HABIT = { median: 2, largest: 15 };

/** Recipients in the hour that begins at `hour`, as far as the log goes. */
function inHour(sendings: readonly Sending[], hour: number, end: number): number {
  return sendings.reduce((sum, { at, forMs, recipients }) => {
    const overlap = Math.min(at + forMs, hour + HOUR, end) - Math.max(at, hour);
    return overlap <= 0 ? sum : sum + (recipients * overlap) / forMs;
  }, 0);
}

function hoursFrom(from: number, to: number): number[] {
  const first = Math.max(0, Math.floor(from / HOUR)) * HOUR;
  return Array.from({ length: Math.max(0, Math.ceil((to - first) / HOUR)) }, (_entry, n) => first + n * HOUR);
}

/** The facts that the log holds at `end`; null where the account sent nothing in the window. */
export function factsAt(traffic: Traffic, end: number): LogFacts | null {
  const span = spanOf(end, defaultPolicy.logSignals);
  const windowFrom = span.from.getTime();
  const { sendings, habit } = traffic;
  const hours = hoursFrom(windowFrom, end).map((hour) => ({ hour, sent: inHour(sendings, hour, end) }));
  const sent = hours.reduce((sum, one) => sum + one.sent, 0);
  if (sent < 1) return null;
  const busiest = hours.reduce((best, one) => (one.sent > best.sent ? one : best));
  const earlier = sendings
    .filter(({ at, forMs }) => at < windowFrom && at + forMs > span.historyFrom.getTime())
    .map(perHour);
  // A network hands in some mails before the next one does.
  const places = Math.min(traffic.networks, Math.floor(busiest.sent / 3));
  const countries = Math.min(traffic.countries, places);
  const hour = new Date(busiest.hour).toISOString();
  return {
    from: span.from.toISOString(),
    to: span.to.toISOString(),
    messages: Math.floor(sent),
    busiest: {
      ...{ hour, recipients: Math.floor(busiest.sent), median: habit.median },
      largest: Math.max(habit.largest, ...earlier),
      newNetworks: traffic.isSite ? null : traffic.networks,
    },
    widest: {
      ...{ hour, networks: [], newNetworks: places },
      countries: Array.from({ length: countries }, (_entry, n) => `C${n}`),
      newCountries: countries,
    },
    finished: Math.floor(sent),
    bounced: Math.floor(sent * traffic.bounceShare),
    foreignFrom: traffic.foreignFrom && !traffic.isSite ? Math.floor(sent) : 0,
    foreignDomain: 'example.net',
    refused: 0,
  };
}

/** Complaints about mail up to `end` per mail delivered to where reporters are, over the policy's days. */
export function rateAt(
  traffic: Traffic,
  counted: readonly Pick<Complaint, 'reporterKey' | 'sentAt'>[],
  end: number,
): MeasuredRate | null {
  if (traffic.isSite) return null;
  const from = end - defaultPolicy.rate.windowDays * DAY;
  const known = new Set(REPORTERS.map(({ key }) => key));
  const complaints = counted.filter(
    ({ reporterKey, sentAt }) => known.has(reporterKey) && sentAt >= from && sentAt <= end,
  ).length;
  if (complaints === 0) return null;
  const sent = traffic.sendings.reduce((sum, { at, forMs, recipients }) => {
    const overlap = Math.min(at + forMs, end) - Math.max(at, from);
    return overlap <= 0 ? sum : sum + (recipients * overlap) / forMs;
  }, 0);
  const delivered = Math.floor(sent * TOLD * (1 - traffic.bounceShare));
  return { complaints, delivered, days: (end - from) / DAY };
}

function perHour({ forMs, recipients }: Sending): number {
  return recipients * Math.min(1, HOUR / forMs);
}

/** Traffic that reaches none of the signals' limits at any time needs no look. */
function isHarmless({ sendings, bounceShare, networks, foreignFrom }: Traffic): boolean {
  const { volume, spread, bounces } = defaultPolicy.logSignals;
  const busiest = Math.max(0, ...sendings.map(perHour));
  return (
    busiest <= volume.minPerHour &&
    bounceShare * 100 <= bounces.percent &&
    networks < Math.min(spread.countries, spread.newNetworks) &&
    !foreignFrom
  );
}

/** When the desk looks at the log while the account sends: every five minutes of the first hours, then every hour. */
export function looks(traffic: Traffic): number[] {
  if (isHarmless(traffic)) return [];
  const { sendings } = traffic;
  return sendings.flatMap(({ at, forMs }) => {
    const early = Array.from({ length: 36 }, (_entry, n) => at + (n + 1) * 5 * 60_000);
    const rest = hoursFrom(at + 3 * HOUR, at + Math.min(forMs, 40 * DAY)).map((hour) => hour + 5 * 60_000);
    return [...early, ...rest].filter((moment) => moment <= at + forMs + HOUR);
  });
}
