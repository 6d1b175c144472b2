// What the provider's customers send on any day when nothing is wrong: the mail that everyday complaints are about.
// Promise: a pure function of account and day, so that a mail of last week can be named without a memory.

import { DAY, HOUR } from './calendar';
import { PROGRAM_SHARES, programOf } from './programs';
import { Random } from './random';
import { sendMail } from './sent-mail';
import { person } from './stories/story';
import type { SampleAccount, SentMail } from './types';

/** Mails a day; few accounts send many. */
const DAILY: readonly (readonly [number, number])[] = [
  [0, 2],
  [1, 4],
  [3, 3],
  [6, 1],
  [12, 0.2],
];
/** Where people work and sleep: nobody of ours sends outside these hours of UTC. */
const FIRST_HOUR = 5;
const LAST_HOUR = 20;
/** Share of the mail that goes to the mailbox providers with feedback loops. */
const TO_PROGRAMS = 0.6;
const OTHER_DOMAINS = [
  'rathaus-lindental.example',
  'steuerbuero-weber.example',
  'grosshandel-nord.example',
  'privatpost.example',
  'freipost.example',
  'schule-am-park.example',
];

/** The number of a day of UTC. */
export function dayOf(instant: Date): number {
  return Math.floor(instant.getTime() / DAY);
}

/** What an account sends on a day of UTC, in no order. */
export function mailsOfDay(account: SampleAccount, day: number): SentMail[] {
  const random = new Random(`day ${account.login} ${day}`);
  const usual = new Random(`usual ${account.login}`).weighted(DAILY);
  const mails: SentMail[] = [];
  for (let left = random.between(0, 2 * usual); left > 0; left -= 1) {
    const sentAt = new Date(
      day * DAY + FIRST_HOUR * HOUR + Math.floor(random.fraction() * (LAST_HOUR - FIRST_HOUR) * HOUR),
    );
    const recipients = [recipient(random)] as const;
    const route = account.kind === 'site' ? 'web-script' : 'submitted';
    mails.push(sendMail({ account, route, sentAt, recipients, hand: 'home' }));
  }
  return mails;
}

/** Somebody at one of the large mailbox providers, or elsewhere. */
function recipient(random: Random): string {
  const domains = random.chance(TO_PROGRAMS)
    ? programOf(random.weighted(PROGRAM_SHARES)).complainantDomains
    : OTHER_DOMAINS;
  const domain = random.pick(domains);
  return `${person(domain, random.between(1, 9999))}@${domain}`;
}
