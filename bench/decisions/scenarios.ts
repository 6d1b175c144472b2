// The scenarios: what happens to one account, or to a group of accounts of one customer, and who is to blame.
// Promise: every number that shapes a scenario stands here, with what it is taken from in docs/decisions-quality.md.

import type { Random } from '@/lib/sample-provider/random';
import type { Played } from './desk';
import { PRIVATE_HABIT, type Traffic } from './own-log';
import {
  complaint,
  complaintsAbout,
  DAY,
  FORGER,
  HOUR,
  OUTLOOK,
  YAHOO,
  type Complaint,
  type Log,
  type Reception,
  type Sending,
} from './world';

export interface Scenario {
  id: string;
  /** As the table calls it. */
  title: string;
  /** Whether a person has to see it. */
  isAbuse: boolean;
  log: Log;
  declaredBulk: boolean;
  /** How many times it is played. */
  runs: number;
  /** Accounts of one customer that take part. */
  accounts: number;
  /** The complaints about one account, and what our own log says of it. */
  play: (random: Random) => Played;
}

const THERE: Log = { state: 'there' };
const FRAME = { log: THERE, declaredBulk: false, accounts: 1, runs: 300 } as const;
const ABUSE = { ...FRAME, isAbuse: true } as const;
const INNOCENT = { ...FRAME, isAbuse: false, runs: 500 } as const;
/** What goes the same way each time is played less often. */
const FEW = 60;
/** Complaints per recipient who can be heard: spam of a thief, of a web form, of a bought list. */
const SPAM = { rate: 0.004, hitsTraps: true } as const;
/** A list that was bought, and whose buyer never sent so much before. */
const BOUGHT = { rate: 0.01, hitsTraps: true } as const;
const bought = (random: Random): Partial<Traffic> => ({ bounceShare: worn(random) });
const MONTHS = 90;

/** `perDay` recipients a day for so many days. */
function steady(perDay: number, days: number): Sending[] {
  return [{ at: 0, forMs: days * DAY, recipients: perDay * days }];
}

/** One mailing a week. */
function weekly(recipients: number, weeks: number): Sending[] {
  return Array.from({ length: Math.floor(weeks) }, (_entry, week) => ({
    at: week * 7 * DAY,
    forMs: HOUR,
    recipients,
  }));
}

const QUIET = {
  // Everybody sits where he always sat.
  ...{ bounceShare: 0.02, networks: 0, countries: 1, foreignFrom: false, isSite: false },
  habit: PRIVATE_HABIT,
} as const;

function played(
  sendings: Sending[],
  reception: Reception,
  random: Random,
  traffic: Partial<Traffic> | ((random: Random) => Partial<Traffic>) = {},
): Played {
  const complaints = complaintsAbout(sendings, reception, random);
  const more = typeof traffic === 'function' ? traffic(random) : traffic;
  return { complaints, traffic: { ...QUIET, sendings, ...more } };
}

/**
 * Two thieves in three log in from many machines all over the world, the others from one; three in ten write under a
 * sender of elsewhere. Lists are more or less worn.
 */
function thief(random: Random): Partial<Traffic> {
  const isSpread = random.fraction() < 2 / 3;
  return {
    ...{ networks: isSpread ? 30 : 1, countries: isSpread ? 8 : 1 },
    ...{ foreignFrom: random.fraction() < 0.3, bounceShare: worn(random) },
  };
}

/** From a twentieth to a third of a list's addresses are gone. */
const worn = (random: Random): number => 0.05 + 0.28 * random.fraction();

const fastHijack = (random: Random): Played => played(steady(120_000, 0.25), SPAM, random, thief);
const MAILING = { median: 5_000, largest: 5_000 };

/** Every so often one complaint by the same person. */
function again(count: number, everyMs: number, random: Random): Played {
  const complaints = Array.from({ length: count }, (_entry, n) => {
    const at = (n + random.fraction()) * everyMs;
    return complaint(YAHOO, at - HOUR, at, 'the same person');
  });
  return { complaints, traffic: { ...QUIET, sendings: steady(8, 60) } };
}

function flood(random: Random): Played {
  const forged = Array.from({ length: 300 }, (_entry, n) => {
    const at = random.fraction() * 2 * HOUR;
    return { ...complaint(FORGER, at - HOUR, at, `invented-${n}`), truth: 'forged' as const };
  });
  return { complaints: forged.sort((one, other) => one.at - other.at), traffic: null };
}

function forwarded(random: Random): Played {
  const spam = complaintsAbout(steady(30, 60), { rate: 1, reporters: [YAHOO] }, random);
  const complaints = spam.map((each): Complaint => ({
    ...each,
    truth: 'forwarded',
    complainant: 'who forwards it to himself',
  }));
  return { complaints, traffic: null };
}

/** Nine in ten private people, firms, and a few shops that write to their customers every day. */
function ordinary(random: Random): Played {
  const [perDay, rate] = random.weighted([
    [[8, 0.0002], 90],
    [[60, 0.0003], 9],
    [[400, 0.0005], 1],
  ]) as [number, number];
  return played(steady(perDay, MONTHS), { rate }, random);
}

export const scenarios: readonly Scenario[] = [
  { ...ABUSE, id: 'hijack-fast', title: 'Hijack, 30,000 recipients in 6 hours', play: fastHijack },
  {
    ...ABUSE,
    id: 'hijack-slow',
    title: 'Hijack, 1,500 a day for 10 days',
    play: (random) => played(steady(1_500, 10), SPAM, random, thief),
  },
  {
    ...ABUSE,
    id: 'hijack-low',
    title: 'Hijack, 150 a day for 30 days',
    play: (random) => played(steady(150, 30), SPAM, random, thief),
  },
  {
    ...ABUSE,
    id: 'hijack-own-machine',
    title: "Program on the owner's own machine, 600 an hour for 8 hours",
    play: (random) => played(steady(14_400, 1 / 3), SPAM, random, (own) => ({ bounceShare: worn(own) })),
  },
  {
    ...ABUSE,
    id: 'snowshoe',
    title: 'Snowshoe: 20 accounts, 200 a day each for 14 days',
    accounts: 20,
    runs: 100,
    // The customer's own machines, and lists of his own.
    play: (random) => played(steady(200, 14), SPAM, random, { bounceShare: 0.1 }),
  },
  {
    ...ABUSE,
    id: 'newsletter-bad',
    title: 'Newsletter to a bought list, 5,000 a week',
    play: (random) => played(weekly(5_000, 8), BOUGHT, random, bought),
  },
  {
    ...ABUSE,
    id: 'newsletter-bad-declared',
    title: 'The same by a declared bulk sender',
    declaredBulk: true,
    play: (random) => played(weekly(5_000, 8), BOUGHT, random, bought),
  },
  {
    ...ABUSE,
    id: 'web-script',
    title: 'Web form abused, 8,000 a day for 3 days',
    play: (random) =>
      played(steady(8_000, 3), SPAM, random, (own) => ({ isSite: true, bounceShare: worn(own) })),
  },
  {
    ...ABUSE,
    id: 'redacted',
    title: 'Hijack heard of through redacted reports alone, 1,500 a day for 10 days',
    play: (random) =>
      played(steady(1_500, 10), { ...SPAM, reporters: [OUTLOOK], hitsTraps: false }, random, thief),
  },
  {
    ...ABUSE,
    id: 'log-late',
    title: 'Fast hijack, log two hours late',
    log: { state: 'late', byMs: 2 * HOUR },
    play: fastHijack,
  },
  { ...ABUSE, id: 'log-missing', title: 'Fast hijack, no log', log: { state: 'missing' }, play: fastHijack },
  {
    ...INNOCENT,
    id: 'ordinary',
    title: 'Ordinary accounts',
    runs: 20_000,
    play: ordinary,
  },
  {
    ...INNOCENT,
    id: 'newsletter-good',
    title: 'Newsletter people asked for, 5,000 a week',
    play: (random) => played(weekly(5_000, MONTHS / 7), { rate: 0.0006 }, random, { habit: MAILING }),
  },
  {
    ...INNOCENT,
    id: 'newsletter-good-declared',
    title: 'The same by a declared bulk sender',
    declaredBulk: true,
    play: (random) => played(weekly(5_000, MONTHS / 7), { rate: 0.0006 }, random, { habit: MAILING }),
  },
  {
    ...INNOCENT,
    id: 'forwarder',
    title: 'Forwarder of spam, ten complaints a day',
    runs: FEW,
    play: forwarded,
  },
  {
    ...INNOCENT,
    id: 'first-mailing',
    title: 'A firm writes to its 800 customers for the first time',
    play: (random) =>
      played([{ at: 0, forMs: HOUR, recipients: 800 }], { rate: 0.0006 }, random, (own) => ({
        ...{ habit: { median: 5, largest: 40 }, bounceShare: 0.02 + 0.23 * own.fraction() },
      })),
  },
  {
    ...INNOCENT,
    id: 'on-the-move',
    title: 'Phone, office and a proxy within an hour, every week',
    play: (random) => played(weekly(30, MONTHS / 7), { rate: 0.0002 }, random, { networks: 4, countries: 3 }),
  },
  { ...INNOCENT, id: 'forged-flood', title: 'Forged flood, 300 in two hours', runs: FEW, play: flood },
  {
    ...INNOCENT,
    id: 'forged-flood-no-log',
    title: 'The same, no log',
    log: { state: 'missing' },
    runs: FEW,
    play: flood,
  },
  {
    ...INNOCENT,
    id: 'complainer',
    title: 'One person reports everything, three a day for 60 days',
    runs: FEW,
    play: (random) => again(180, 8 * HOUR, random),
  },
];
