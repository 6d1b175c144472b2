// What a sender did, day by day, out of his mails. Pure; for logs that cannot sum up by themselves.

import type { MailTransaction } from '@/lib/maillog/types';
import { MOST_DOMAINS, MOST_PLACES, type SenderDay, type SenderHour, type SenderPlace } from './types';

const HOUR = 3_600_000;

/** The days of these mails, ascending; mail that was handed on to a filter counts where it came back. */
export function senderDays(mails: readonly MailTransaction[]): SenderDay[] {
  const byDay = new Map<string, MailTransaction[]>();
  const counted = mails.filter(({ fate }) => fate !== 'handed-on').sort((a, b) => a.firstAt - b.firstAt);
  for (const mail of counted) {
    const day = new Date(mail.firstAt).toISOString().slice(0, 10);
    const same = byDay.get(day);
    if (same === undefined) byDay.set(day, [mail]);
    else same.push(mail);
  }
  return [...byDay].map(([day, own]) => {
    const places = placesOf(own);
    const open = own.map(openOf).filter((recipients) => recipients > 0);
    return {
      day,
      hours: hoursOf(own),
      places: places.slice(0, MOST_PLACES),
      placeCount: places.length,
      domains: domainsOf(own),
      openMessages: open.length,
      openRecipients: open.reduce((sum, recipients) => sum + recipients, 0),
    };
  });
}

/** Recipients that a mail still has to reach, or to be given up for. */
function openOf({ fate, recipients, delivered, bounced }: MailTransaction): number {
  return fate === 'deferred' || fate === 'queued' ? Math.max(0, recipients - delivered - bounced) : 0;
}

function hoursOf(mails: readonly MailTransaction[]): SenderHour[] {
  const hours = new Map<number, SenderHour>();
  for (const { firstAt, recipients, delivered, bounced } of mails) {
    const at = Math.floor(firstAt / HOUR) * HOUR;
    const hour = hours.get(at) ?? { at, messages: 0, recipients: 0, delivered: 0, bounced: 0, firstAt };
    hour.messages += 1;
    hour.recipients += recipients;
    hour.delivered += delivered;
    hour.bounced += bounced;
    hours.set(at, hour);
  }
  return [...hours.values()];
}

function placesOf(mails: readonly MailTransaction[]): SenderPlace[] {
  const places = new Map<string, SenderPlace>();
  for (const { clientIp, clientName, cwd, recipients, firstAt } of mails) {
    if (clientIp === null && cwd === null) continue;
    const key = `${clientIp} ${cwd}`;
    const place = places.get(key) ?? {
      clientIp,
      clientName,
      cwd,
      messages: 0,
      recipients: 0,
      firstAt,
      lastAt: firstAt,
    };
    place.messages += 1;
    place.recipients += recipients;
    place.lastAt = firstAt;
    places.set(key, place);
  }
  return [...places.values()];
}

function domainsOf(mails: readonly MailTransaction[]): Record<string, number> {
  const sums = new Map<string, number>();
  for (const { domains } of mails) {
    for (const [domain, delivered] of Object.entries(domains))
      sums.set(domain, (sums.get(domain) ?? 0) + delivered);
  }
  return largest(sums);
}

/** Days of one sender from several logs as one history: servers that write into different ones. */
export function mergeDays(logs: readonly (readonly SenderDay[])[]): SenderDay[] {
  const byDay = new Map<string, SenderDay>();
  for (const day of logs.flat()) {
    const known = byDay.get(day.day);
    byDay.set(day.day, known === undefined ? day : mergedDay(known, day));
  }
  return [...byDay.values()].sort((a, b) => (a.day < b.day ? -1 : 1));
}

function mergedDay(one: SenderDay, other: SenderDay): SenderDay {
  const hours = new Map(one.hours.map((hour) => [hour.at, hour]));
  for (const hour of other.hours) {
    const known = hours.get(hour.at);
    hours.set(hour.at, known === undefined ? hour : mergedHour(known, hour));
  }
  const domains = new Map(Object.entries(one.domains));
  for (const [domain, sum] of Object.entries(other.domains))
    domains.set(domain, (domains.get(domain) ?? 0) + sum);
  return {
    day: one.day,
    hours: [...hours.values()].sort((a, b) => a.at - b.at),
    places: [...one.places, ...other.places].sort((a, b) => a.firstAt - b.firstAt).slice(0, MOST_PLACES),
    placeCount: one.placeCount + other.placeCount,
    domains: largest(domains),
    openMessages: one.openMessages + other.openMessages,
    openRecipients: one.openRecipients + other.openRecipients,
  };
}

function mergedHour(one: SenderHour, other: SenderHour): SenderHour {
  return {
    at: one.at,
    messages: one.messages + other.messages,
    recipients: one.recipients + other.recipients,
    delivered: one.delivered + other.delivered,
    bounced: one.bounced + other.bounced,
    firstAt: Math.min(one.firstAt, other.firstAt),
  };
}

function largest(sums: ReadonlyMap<string, number>): Record<string, number> {
  const sorted = [...sums].sort(([a, one], [b, other]) => other - one || (a < b ? -1 : 1));
  return Object.fromEntries(sorted.slice(0, MOST_DOMAINS));
}
