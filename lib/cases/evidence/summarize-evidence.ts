// From the copy in the case to what its card says. Pure.

import type { SenderHour } from '@/lib/maillog-lookup/types';
import { findBurst } from './find-burst';
import { summarizeRefusals } from './summarize-refusals';
import type { EvidencePlace, EvidenceSummary, KeptEvidence, PlaceLine } from './types';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
/** Before the burst, or the first mail that is complained about: who guesses a password signs in with it hours before sending, not days. */
const BEFORE_BURST = DAY;
/** What is drawn: the day before, and as much of what follows as bars can be told apart. */
const CHART_HOURS = 72;
const MOST_PLACES_SHOWN = 12;
const MOST_DOMAINS_SHOWN = 8;

/** Every hour from the first to the last of the chart, those without mail as well. */
function chartOf(hours: readonly SenderHour[], burstFrom: number | null): SenderHour[] {
  const last = hours.at(-1)?.at;
  if (last === undefined) return [];
  const latest =
    burstFrom === null ? last : Math.min(last, floorHour(burstFrom) - DAY + (CHART_HOURS - 1) * HOUR);
  const wanted = burstFrom === null ? latest - (CHART_HOURS - 1) * HOUR : floorHour(burstFrom) - DAY;
  const first = Math.max(wanted, Math.min(hours[0]?.at ?? wanted, latest - 11 * HOUR));
  const byHour = new Map(hours.map((hour) => [hour.at, hour]));
  const count = Math.floor((latest - first) / HOUR) + 1;
  return Array.from({ length: count }, (_, i) => {
    const at = first + i * HOUR;
    return byHour.get(at) ?? { at, messages: 0, recipients: 0, delivered: 0, bounced: 0, firstAt: at };
  });
}

const floorHour = (at: number): number => at - (at % HOUR);

/** The same address or folder on several days is one. */
function placesOf({ days }: KeptEvidence): EvidencePlace[] {
  const byKey = new Map<string, EvidencePlace>();
  for (const place of days.flatMap((day) => day.places)) {
    const key = `${place.clientIp ?? ''} ${place.cwd ?? ''}`;
    const known = byKey.get(key);
    byKey.set(
      key,
      known === undefined
        ? place
        : {
            ...place,
            messages: known.messages + place.messages,
            recipients: known.recipients + place.recipients,
            firstAt: Math.min(known.firstAt, place.firstAt),
            lastAt: Math.max(known.lastAt, place.lastAt),
          },
    );
  }
  return [...byKey.values()].sort((a, b) => a.firstAt - b.firstAt);
}

/** When each network was seen first; folders of programs by their name. */
function firstSeen(places: readonly EvidencePlace[]): Map<string, number> {
  const first = new Map<string, number>();
  for (const place of places) {
    const network = placeKey(place);
    first.set(network, Math.min(first.get(network) ?? Infinity, place.firstAt));
  }
  return first;
}

const placeKey = ({ network, cwd }: EvidencePlace): string => network ?? cwd ?? '';

function linesOf(kept: KeptEvidence, begin: number | null): PlaceLine[] {
  const all = placesOf(kept);
  const first = firstSeen(all);
  const since = begin === null ? null : begin - BEFORE_BURST;
  // Only where the log knows the time before can it say that nobody came from there.
  const reachesBack = since !== null && kept.knownFrom <= since;
  return all
    .filter((place) => since === null || place.lastAt >= since)
    .map((place) => ({
      ...place,
      isNew: reachesBack ? (first.get(placeKey(place)) ?? 0) >= since : null,
    }));
}

/** Those with the most mail, in the order of their first. */
function shownPlaces(lines: readonly PlaceLine[]): PlaceLine[] {
  const largest = lines.toSorted((a, b) => b.recipients - a.recipients).slice(0, MOST_PLACES_SHOWN);
  return largest.sort((a, b) => a.firstAt - b.firstAt);
}

function domainsOf({ days }: KeptEvidence, fromDay: string): EvidenceSummary['domains'] {
  const sums = new Map<string, number>();
  for (const { day, domains } of days) {
    if (day < fromDay) continue;
    for (const [domain, delivered] of Object.entries(domains))
      if (domain !== '*') sums.set(domain, (sums.get(domain) ?? 0) + delivered);
  }
  return [...sums]
    .map(([domain, delivered]) => ({ domain, delivered }))
    .filter(({ delivered }) => delivered > 0)
    .sort((a, b) => b.delivered - a.delivered || (a.domain < b.domain ? -1 : 1))
    .slice(0, MOST_DOMAINS_SHOWN);
}

/** What the card of this copy says. Recipient domains are known by the day, everything else by the hour. */
export function summarizeEvidence(kept: KeptEvidence): EvidenceSummary {
  const hours = kept.days.flatMap((day) => day.hours);
  const { burst, median } = findBurst(hours, {
    logFrom: kept.knownFrom,
    namedAt: kept.firstNamed?.at ?? null,
  });
  const countedFrom = burst?.from ?? kept.from;
  // Slow abuse has no burst; it begins with what is complained about.
  const begin = burst?.from ?? kept.firstNamed?.at ?? null;
  const counted = hours.filter((hour) => hour.at >= floorHour(countedFrom));
  const sum = (of: (hour: SenderHour) => number): number =>
    counted.reduce((total, hour) => total + of(hour), 0);
  const [delivered, bounced] = [sum((hour) => hour.delivered), sum((hour) => hour.bounced)];
  const lines = linesOf(kept, begin);
  const distinct = (values: (string | null)[]): number => new Set(values.filter((one) => one !== null)).size;
  const cutDays = kept.days.filter(({ day }) => begin === null || day >= dayOf(begin - BEFORE_BURST));
  const uncounted = cutDays.reduce((total, day) => total + day.placeCount - day.places.length, 0);
  return {
    burst,
    median,
    chart: chartOf(hours, burst?.from ?? null),
    countedFrom,
    messages: sum((hour) => hour.messages),
    recipients: sum((hour) => hour.recipients),
    delivered,
    bounced,
    bounceShare: delivered + bounced === 0 ? null : bounced / (delivered + bounced),
    places: shownPlaces(lines),
    placeCount: lines.length + uncounted,
    networkCount: distinct(lines.map((line) => line.network)),
    countryCount: distinct(lines.map((line) => line.country)),
    domains: domainsOf(kept, dayOf(countedFrom)),
    openMessages: kept.days.reduce((total, day) => total + day.openMessages, 0),
    openRecipients: kept.days.reduce((total, day) => total + day.openRecipients, 0),
    refusals: summarizeRefusals(kept.refusals ?? [], begin),
  };
}

const dayOf = (at: number): string => new Date(at).toISOString().slice(0, 10);
