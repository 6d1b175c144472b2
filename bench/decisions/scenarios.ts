// The scenarios: what happens to one account, or to a group of accounts of one customer, and who is to blame.
// Promise: every number that shapes a scenario stands here, with what it is taken from in docs/decisions-quality.md.

import type { Random } from '@/lib/sample-provider/random';
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
  /** The complaints about one account. */
  play: (random: Random) => Complaint[];
}

const THERE: Log = { state: 'there' };
const FRAME = { log: THERE, declaredBulk: false, accounts: 1, runs: 300 } as const;
const ABUSE = { ...FRAME, isAbuse: true } as const;
const INNOCENT = { ...FRAME, isAbuse: false, runs: 500 } as const;
/** What goes the same way each time is played less often. */
const FEW = 60;
/** Complaints per recipient who can be heard: spam of a thief, of a web form, of a bought list. */
const SPAM = { rate: 0.004, hitsTraps: true } as const;
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

const fastHijack = (random: Random): Complaint[] => complaintsAbout(steady(120_000, 0.25), SPAM, random);

/** Every so often one complaint by the same person. */
function again(count: number, everyMs: number, random: Random): Complaint[] {
  return Array.from({ length: count }, (_entry, n) => {
    const at = (n + random.fraction()) * everyMs;
    return complaint(YAHOO, at - HOUR, at, 'the same person');
  });
}

function flood(random: Random): Complaint[] {
  const forged = Array.from({ length: 300 }, (_entry, n) => {
    const at = random.fraction() * 2 * HOUR;
    return { ...complaint(FORGER, at - HOUR, at, `invented-${n}`), truth: 'forged' as const };
  });
  return forged.sort((one, other) => one.at - other.at);
}

function forwarded(random: Random): Complaint[] {
  const spam = complaintsAbout(steady(30, 60), { rate: 1, reporters: [YAHOO] }, random);
  return spam.map((each) => ({ ...each, truth: 'forwarded', complainant: 'who forwards it to himself' }));
}

/** Nine in ten private people, firms, and a few shops that write to their customers every day. */
function ordinary(random: Random): Complaint[] {
  const [perDay, rate] = random.weighted([
    [[8, 0.0002], 90],
    [[60, 0.0003], 9],
    [[400, 0.0005], 1],
  ]) as [number, number];
  return complaintsAbout(steady(perDay, MONTHS), { rate }, random);
}

export const scenarios: readonly Scenario[] = [
  { ...ABUSE, id: 'hijack-fast', title: 'Hijack, 30,000 recipients in 6 hours', play: fastHijack },
  {
    ...ABUSE,
    id: 'hijack-slow',
    title: 'Hijack, 1,500 a day for 10 days',
    play: (random) => complaintsAbout(steady(1_500, 10), SPAM, random),
  },
  {
    ...ABUSE,
    id: 'hijack-low',
    title: 'Hijack, 150 a day for 30 days',
    play: (random) => complaintsAbout(steady(150, 30), SPAM, random),
  },
  {
    ...ABUSE,
    id: 'snowshoe',
    title: 'Snowshoe: 20 accounts, 200 a day each for 14 days',
    accounts: 20,
    runs: 100,
    play: (random) => complaintsAbout(steady(200, 14), SPAM, random),
  },
  {
    ...ABUSE,
    id: 'newsletter-bad',
    title: 'Newsletter to a bought list, 5,000 a week',
    play: (random) => complaintsAbout(weekly(5_000, 8), { rate: 0.01, hitsTraps: true }, random),
  },
  {
    ...ABUSE,
    id: 'newsletter-bad-declared',
    title: 'The same by a declared bulk sender',
    declaredBulk: true,
    play: (random) => complaintsAbout(weekly(5_000, 8), { rate: 0.01, hitsTraps: true }, random),
  },
  {
    ...ABUSE,
    id: 'web-script',
    title: 'Web form abused, 8,000 a day for 3 days',
    play: (random) => complaintsAbout(steady(8_000, 3), SPAM, random),
  },
  {
    ...ABUSE,
    id: 'redacted',
    title: 'Hijack heard of through redacted reports alone, 1,500 a day for 10 days',
    play: (random) =>
      complaintsAbout(steady(1_500, 10), { ...SPAM, reporters: [OUTLOOK], hitsTraps: false }, random),
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
    play: (random) => complaintsAbout(weekly(5_000, MONTHS / 7), { rate: 0.0006 }, random),
  },
  {
    ...INNOCENT,
    id: 'newsletter-good-declared',
    title: 'The same by a declared bulk sender',
    declaredBulk: true,
    play: (random) => complaintsAbout(weekly(5_000, MONTHS / 7), { rate: 0.0006 }, random),
  },
  {
    ...INNOCENT,
    id: 'forwarder',
    title: 'Forwarder of spam, ten complaints a day',
    runs: FEW,
    play: forwarded,
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
