import { describe, expect, test } from 'vitest';
import type { SenderHour } from '@/lib/maillog-lookup/types';
import { findBurst } from './find-burst';
import { mergeEvidence } from './merge-evidence';
import { senderKeyOf } from './sender-key';
import { summarizeEvidence } from './summarize-evidence';
import type { EvidenceDay, EvidencePlace, KeptEvidence } from './types';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const MONDAY = Date.UTC(2026, 10, 16);

const hour = (at: number, recipients: number, bounced = 0): SenderHour => ({
  at,
  messages: recipients,
  recipients,
  delivered: recipients - bounced,
  bounced,
  firstAt: at + 17 * 60_000,
});

/** A few mails at nine and at four, day after day. */
const quiet = (days: number): SenderHour[] =>
  Array.from({ length: days }, (_, day) => [9, 16].map((h) => hour(MONDAY + day * DAY + h * HOUR, 3))).flat();
const hijack = (from: number, hours: number): SenderHour[] =>
  Array.from({ length: hours }, (_, i) => hour(from + i * HOUR, 400, 100));

describe('the burst', () => {
  const from = MONDAY + 3 * DAY + 2 * HOUR;

  test('begins with the first mail of the first hour far above the usual', () => {
    const hours = [...quiet(3), ...hijack(from, 5)];
    expect(findBurst(hours, { logFrom: MONDAY, namedAt: null })).toEqual({
      burst: { from: from + 17 * 60_000, to: from + 5 * HOUR, hours: 5, recipients: 2_000, peak: 400 },
      median: 3,
    });
  });

  test('goes on after a pause of three hours, not overnight', () => {
    const hours = [
      ...quiet(3),
      ...hijack(from, 1),
      ...hijack(from + 3 * HOUR, 1),
      ...hijack(from + 9 * HOUR, 3),
    ];
    const named = (namedAt: number) => findBurst(hours, { logFrom: MONDAY, namedAt }).burst?.hours;
    expect(named(from + HOUR)).toBe(2);
    expect(named(from + 9 * HOUR)).toBe(3);
    // Of a mail outside of all of them, the largest is shown.
    expect(named(MONDAY)).toBe(3);
  });

  test('takes in the hours beside it that are far above the usual', () => {
    const edges = [
      hour(from - HOUR, 15),
      ...hijack(from, 2),
      hour(from + 2 * HOUR, 20),
      hour(from + 3 * HOUR, 14),
    ];
    const { burst } = findBurst([...quiet(3), ...edges], { logFrom: MONDAY, namedAt: null });
    expect([burst?.from, burst?.hours, burst?.recipients]).toEqual([from - HOUR + 17 * 60_000, 4, 835]);
  });

  test('who always sends much has none, also where the log begins with it', () => {
    const steady = Array.from({ length: 60 }, (_, i) => hour(MONDAY + i * HOUR, 500));
    expect(findBurst(steady, { logFrom: MONDAY, namedAt: null })).toEqual({ burst: null, median: 500 });
  });

  test('silence of a day before counts as the custom, silence before the log does not', () => {
    const hours = hijack(MONDAY + 30 * HOUR, 2);
    expect(findBurst(hours, { logFrom: MONDAY, namedAt: null }).burst?.hours).toBe(2);
    expect(findBurst(hours, { logFrom: MONDAY + 20 * HOUR, namedAt: null })).toEqual({
      burst: null,
      median: null,
    });
  });

  test('thirty recipients and five times the median are needed', () => {
    const after = (recipients: number, usual: number) => {
      const before = quiet(3).map((one) => ({ ...one, recipients: usual }));
      return (
        findBurst([...before, hour(from, recipients)], { logFrom: MONDAY, namedAt: null }).burst !== null
      );
    };
    expect([after(29, 1), after(30, 1), after(49, 10), after(50, 10)]).toEqual([false, true, false, true]);
  });
});

const place = (clientIp: string, firstAt: number, extra: Partial<EvidencePlace> = {}): EvidencePlace => ({
  clientIp,
  clientName: null,
  cwd: null,
  messages: 1,
  recipients: 1,
  firstAt,
  lastAt: firstAt,
  network: `${clientIp.split('.').slice(0, 3).join('.')}.0/24`,
  country: 'DE',
  ...extra,
});

function day(at: number, hours: SenderHour[], extra: Partial<EvidenceDay> = {}): EvidenceDay {
  const places = extra.places ?? [];
  return {
    day: new Date(at).toISOString().slice(0, 10),
    hours,
    places,
    placeCount: places.length,
    domains: {},
    openMessages: 0,
    openRecipients: 0,
    ...extra,
  };
}

const copy = (days: EvidenceDay[], extra: Partial<KeptEvidence> = {}): KeptEvidence => ({
  version: 1,
  sender: { kind: 'login', login: 'anna@customer.example' },
  from: MONDAY,
  to: MONDAY + 4 * DAY,
  knownFrom: MONDAY,
  days,
  firstNamed: null,
  ...extra,
});

describe('the card', () => {
  const burstAt = MONDAY + 3 * DAY + 2 * HOUR;
  const usual = [0, 1, 2].map((n) =>
    day(MONDAY + n * DAY, quiet(3).slice(2 * n, 2 * n + 2), {
      places: [place('198.51.100.7', MONDAY + n * DAY + 9 * HOUR, { recipients: 6 })],
      domains: { 'friend.example': 6 },
    }),
  );
  const bad = day(burstAt, hijack(burstAt, 5), {
    places: [
      place('198.51.100.9', burstAt - HOUR),
      place('203.0.113.5', burstAt, { country: 'VN', recipients: 1_500 }),
      place('203.0.113.6', burstAt + HOUR, { country: 'VN', recipients: 500 }),
    ],
    placeCount: 10,
    domains: { 'big.example': 1_200, 'small.example': 300, '*': 9 },
    openMessages: 4,
    openRecipients: 40,
  });
  const summary = summarizeEvidence(copy([...usual, bad]));

  test('counts from the burst on', () => {
    expect(summary).toMatchObject({
      recipients: 2_000,
      delivered: 1_500,
      bounced: 500,
      bounceShare: 0.25,
      median: 3,
    });
    expect(summary.domains).toEqual([
      { domain: 'big.example', delivered: 1_200 },
      { domain: 'small.example', delivered: 300 },
    ]);
    expect([summary.openMessages, summary.openRecipients]).toEqual([4, 40]);
  });

  test('shows who signed in shortly before and since, and what network was never seen before', () => {
    expect(summary.places.map(({ clientIp, isNew }) => [clientIp, isNew])).toEqual([
      ['198.51.100.7', false],
      ['198.51.100.9', false],
      ['203.0.113.5', true],
      ['203.0.113.6', true],
    ]);
    expect([summary.placeCount, summary.networkCount, summary.countryCount]).toEqual([11, 2, 2]);
  });

  test('calls nothing new that the log is too short for', () => {
    const late = summarizeEvidence(copy([...usual, bad], { knownFrom: burstAt - 2 * HOUR }));
    expect(late.places.map(({ isNew }) => isNew)).toEqual([null, null, null, null]);
  });

  test('draws every hour from a day before the burst on', () => {
    expect(summary.chart[0]?.at).toBe(burstAt - DAY);
    expect(summary.chart).toHaveLength(29);
    expect(summary.chart.filter((one) => one.recipients > 0)).toHaveLength(7);
  });

  test('without a burst everything known is counted', () => {
    const calm = summarizeEvidence(copy(usual));
    expect(calm).toMatchObject({ burst: null, recipients: 18, median: 3, countedFrom: MONDAY });
    expect(calm.places).toHaveLength(1);
    expect(calm.places[0]).toMatchObject({ recipients: 18, isNew: null });
  });

  test('slow abuse is told by who signed in since the day before the first mail complained about', () => {
    const slow = day(burstAt, [hour(burstAt, 8)], { places: [place('203.0.113.5', burstAt)] });
    const firstNamed = { at: burstAt + HOUR, reportId: 1, queueId: null, subject: null };
    const told = summarizeEvidence(copy([...usual, slow], { firstNamed }));
    expect(told.burst).toBeNull();
    expect(told.places.map(({ clientIp, isNew }) => [clientIp, isNew])).toEqual([
      ['198.51.100.7', false],
      ['203.0.113.5', true],
    ]);
  });

  test('nothing sent is nothing drawn', () => {
    expect(summarizeEvidence(copy([]))).toMatchObject({
      burst: null,
      chart: [],
      bounceShare: null,
      places: [],
    });
  });
});

describe('a newer copy', () => {
  const older = copy([day(MONDAY, [hour(MONDAY, 5)]), day(MONDAY + DAY, [hour(MONDAY + DAY, 5)])]);

  test('keeps the days that the log has dropped, and takes the others anew', () => {
    const newer = copy(
      [day(MONDAY + DAY, [hour(MONDAY + DAY, 7)]), day(MONDAY + 2 * DAY, [hour(MONDAY + 2 * DAY, 1)])],
      {
        from: MONDAY + DAY,
        to: MONDAY + 3 * DAY,
        knownFrom: MONDAY + DAY,
      },
    );
    const merged = mergeEvidence(older, newer);
    expect(merged.days.map((one) => one.hours[0]?.recipients)).toEqual([5, 7, 1]);
    expect([merged.from, merged.knownFrom]).toEqual([MONDAY, MONDAY]);
  });

  test('is believed where the log still goes back: what is no longer the account’s is gone', () => {
    expect(mergeEvidence(older, copy([])).days).toEqual([]);
    expect(mergeEvidence(null, older)).toBe(older);
  });
});

test('accounts by what the log knows them', () => {
  expect(senderKeyOf('mailbox', 'a@b.example')).toEqual({ kind: 'login', login: 'a@b.example' });
  expect(senderKeyOf('site', 'uid10017@web3.example.com')).toEqual({
    kind: 'local',
    host: 'web3.example.com',
    user: '10017',
  });
  expect(senderKeyOf('site', 'www-data@web3')).toEqual({ kind: 'local', host: 'web3', user: 'www-data' });
  expect(senderKeyOf('connection', 'dsl-1')).toBeNull();
});
