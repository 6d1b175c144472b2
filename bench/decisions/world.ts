// The words of the simulation: complaints with their truth, and the people and programs that they come from.
// Promise: seeded; the same seed gives the same months. Times are milliseconds since the simulation's first moment.

import { defaultPolicy } from '@/lib/scoring/policy';
import { Random } from '@/lib/sample-provider/random';
import type { ComplaintKind } from '@/lib/scoring/types';

export const MINUTE = 60_000;
export const HOUR = 60 * MINUTE;
export const DAY = 24 * HOUR;

/** What the mail log would say of the mail, if it were there. */
export type Truth = 'sent' | 'forwarded' | 'forged';

/** How far our own log is there: always, so long after the mail, or not at all. */
export type Log = { state: 'there' } | { state: 'late'; byMs: number } | { state: 'missing' };

export interface Complaint {
  at: number;
  sentAt: number;
  truth: Truth;
  reporterKey: string;
  unauthenticated: boolean;
  trustFactor: number;
  kind: ComplaintKind;
  /** '' where the report names nobody. */
  complainant: string;
}

export interface Reporter {
  key: string;
  trust: 'verified' | 'signed' | 'unauthenticated';
  /** `token`: the same person has the same name; `nobody`: recipients are redacted without a trace. */
  names: 'token' | 'nobody';
  /** Weight among complaints. */
  share: number;
}

/** As the sample provider's: the large programs, one that names no recipient, and a small one that only signs. */
export const REPORTERS: readonly Reporter[] = [
  { key: 'loop:yahoo', trust: 'verified', names: 'token', share: 30 },
  { key: 'loop:outlook', trust: 'verified', names: 'nobody', share: 28 },
  { key: 'loop:validity', trust: 'verified', names: 'token', share: 16 },
  { key: 'loop:comcast', trust: 'verified', names: 'token', share: 8 },
  { key: 'loop:spamcop', trust: 'verified', names: 'token', share: 8 },
  { key: 'loop:mail-ru', trust: 'verified', names: 'token', share: 7 },
  { key: 'signed:example.net', trust: 'signed', names: 'token', share: 3 },
];
export const OUTLOOK: Reporter = REPORTERS[1]!;
export const YAHOO: Reporter = REPORTERS[0]!;
export const FORGER: Reporter = {
  key: 'unauthenticated:yahoo',
  trust: 'unauthenticated',
  names: 'token',
  share: 1,
};

/** Share of recipients whose mailbox provider tells us of complaints at all. */
export const TOLD = 0.35;
/** One recipient in so many on a thief's list is a spam trap. */
const TRAP_IN = 30_000;
/** The longest anybody waits before he complains. */
const LATEST = 13 * DAY;

/** Mail that goes out evenly over a time. */
export interface Sending {
  at: number;
  forMs: number;
  recipients: number;
}

/** How people take a mail. */
export interface Reception {
  /** Complaints per recipient whose provider tells us of them. */
  rate: number;
  reporters?: readonly Reporter[];
  /** The list was bought or guessed. */
  hitsTraps?: boolean;
}

/** The complaints about what was sent, in the order of receipt. */
export function complaintsAbout(
  sendings: readonly Sending[],
  reception: Reception,
  random: Random,
): Complaint[] {
  const reporters = (reception.reporters ?? REPORTERS).map((each) => [each, each.share] as const);
  const complaints: Complaint[] = [];
  for (const { at, forMs, recipients } of sendings) {
    for (let left = poisson(recipients * TOLD * reception.rate, random); left > 0; left -= 1) {
      const reporter = random.weighted(reporters);
      const sentAt = at + forMs * random.fraction();
      complaints.push(complaint(reporter, sentAt, sentAt + delay(random), random.next32().toString(36)));
    }
    if (!reception.hitsTraps) continue;
    for (let left = poisson(recipients / TRAP_IN, random); left > 0; left -= 1) {
      const trap = { key: 'loop:nixspam', trust: 'verified', names: 'nobody', share: 1 } as const;
      const sentAt = at + forMs * random.fraction();
      complaints.push({ ...complaint(trap, sentAt, sentAt + 10 * MINUTE, ''), kind: 'trap' });
    }
  }
  return complaints.sort((one, other) => one.at - other.at);
}

/** One complaint of a person by a reporter. */
export function complaint(reporter: Reporter, sentAt: number, at: number, person: string): Complaint {
  return {
    at,
    sentAt,
    truth: 'sent',
    reporterKey: reporter.key,
    unauthenticated: reporter.trust === 'unauthenticated',
    trustFactor: defaultPolicy.trust[reporter.trust],
    kind: 'user',
    complainant: reporter.names === 'nobody' ? '' : person,
  };
}

/** From mail to complaint: half within three hours, a tenth after the first day. */
function delay(random: Random): number {
  const normal = Math.sqrt(-2 * Math.log(1 - random.fraction())) * Math.cos(2 * Math.PI * random.fraction());
  return Math.min(LATEST, 3 * HOUR * Math.exp(1.6 * normal));
}

/** How often something happens that happens `mean` times on average; by Knuth's product, in steps that do not underflow. */
export function poisson(mean: number, random: Random): number {
  let count = 0;
  for (let rest = mean; rest > 0; rest -= 30) {
    const floor = Math.exp(-Math.min(rest, 30));
    for (let product = random.fraction(); product > floor; product *= random.fraction()) count += 1;
  }
  return count;
}
