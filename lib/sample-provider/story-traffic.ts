// What stands behind the stories' complaints: for each mail that somebody complained about, the many that nobody did.
// Promise: a pure function of provider and anchor; what is still going on goes on for some hours after the anchor.

import { after, HOUR, MINUTE } from './calendar';
import type { LoggedMail } from './mail-log/mail-lines';
import { programOf } from './programs';
import type { Provider } from './provider';
import { Random } from './random';
import { type Hand, sendMail } from './sent-mail';
import { SNOWSHOE_LOGINS, STORY_LOGINS, UNNOTICED_LOGIN } from './story-customers';
import { person } from './stories/story';
import type { ProgramId, Route, SentMail } from './types';

/** While the stories are fresh they go on; afterwards they are the desk's to end. */
export const STORY_HOURS = 3;

interface Volume {
  login: string;
  route: Route;
  hand: Hand;
  fromHoursAgo: number;
  toHoursAgo: number;
  mails: number;
  /** Recipients of each. */
  recipients: number;
  /** Shares of the recipients. */
  bounced: number;
  deferred: number;
  programs: readonly ProgramId[];
  /** Goes on after the anchor at the same pace. */
  goesOn: boolean;
}

const EVERYBODY: readonly ProgramId[] = ['yahoo-cfl', 'validity', 'comcast', 'outlook-jmrp', 'mail-ru'];
const HIJACK = { route: 'submitted', hand: 'thief', goesOn: true } as const;
const OFFICE = { route: 'submitted', hand: 'office', goesOn: true } as const;
const HONEST = { route: 'submitted', hand: 'home', goesOn: false, deferred: 0 } as const;

const VOLUMES: readonly Volume[] = [
  ...SNOWSHOE_LOGINS.map((login) => ({
    ...HIJACK,
    login,
    ...{ fromHoursAgo: 31, toHoursAgo: 1, mails: 14, recipients: 8, bounced: 0.08, deferred: 0.02 },
    programs: ['yahoo-cfl', 'comcast'] as const,
    goesOn: false,
  })),
  {
    ...HIJACK,
    login: STORY_LOGINS.hijacked,
    ...{ fromHoursAgo: 5.5, toHoursAgo: 0, mails: 190, recipients: 20, bounced: 0.26, deferred: 0.06 },
    programs: EVERYBODY,
  },
  {
    ...HIJACK,
    login: UNNOTICED_LOGIN,
    ...{ fromHoursAgo: 0.8, toHoursAgo: 0, mails: 36, recipients: 15, bounced: 0.27, deferred: 0.04 },
    programs: EVERYBODY,
  },
  {
    ...HIJACK,
    login: STORY_LOGINS.repeat,
    ...{ fromHoursAgo: 13, toHoursAgo: 0, mails: 65, recipients: 14, bounced: 0.22, deferred: 0.03 },
    programs: ['yahoo-cfl', 'validity'],
  },
  {
    ...OFFICE,
    login: STORY_LOGINS.firstOfTwo,
    ...{ fromHoursAgo: 15, toHoursAgo: 0, mails: 50, recipients: 12, bounced: 0.12, deferred: 0.02 },
    programs: ['yahoo-cfl', 'validity'],
  },
  {
    ...OFFICE,
    login: STORY_LOGINS.secondOfTwo,
    ...{ fromHoursAgo: 15, toHoursAgo: 0, mails: 45, recipients: 12, bounced: 0.12, deferred: 0.02 },
    programs: ['yahoo-cfl', 'comcast'],
  },
  {
    ...HONEST,
    login: STORY_LOGINS.newsletter,
    ...{ fromHoursAgo: 68, toHoursAgo: 6, mails: 120, recipients: 50, bounced: 0.01 },
    programs: ['yahoo-cfl', 'validity', 'outlook-jmrp'],
  },
  {
    ...HONEST,
    login: STORY_LOGINS.notSpam,
    ...{ fromHoursAgo: 33, toHoursAgo: 3, mails: 30, recipients: 30, bounced: 0.01 },
    programs: ['yahoo-cfl'],
  },
  {
    ...HONEST,
    login: STORY_LOGINS.redacted,
    ...{ fromHoursAgo: 24, toHoursAgo: 6, mails: 6, recipients: 10, bounced: 0 },
    programs: ['comcast'],
  },
  {
    ...HONEST,
    login: STORY_LOGINS.forwarder,
    route: 'forwarded',
    ...{ fromHoursAgo: 23, toHoursAgo: 1, mails: 40, recipients: 1, bounced: 0 },
    programs: ['yahoo-cfl', 'validity', 'outlook-jmrp'],
  },
];

/** The stories' mails that were sent between two moments. */
export function storyMails(provider: Provider, anchor: Date, from: number, to: number): LoggedMail[] {
  return VOLUMES.flatMap((volume) =>
    mailsOf(volume, provider, anchor)
      .filter(({ sentAt }) => sentAt.getTime() >= from && sentAt.getTime() <= to)
      .map((mail) => ({ mail, bounced: volume.bounced, deferred: volume.deferred })),
  );
}

/** A mail of a story's account about which somebody may complain at `at`: one of the last forty minutes, or the latest. */
export function recentStoryMail(
  provider: Provider,
  anchor: Date,
  login: string,
  at: Date,
  random: Random,
): SentMail {
  const earlier = VOLUMES.filter((volume) => volume.login === login)
    .flatMap((volume) => mailsOf(volume, provider, anchor))
    .filter(({ sentAt }) => sentAt <= after(at, -3 * MINUTE))
    .sort((one, other) => one.sentAt.getTime() - other.sentAt.getTime());
  const latest = earlier.at(-1);
  if (latest === undefined)
    throw new Error(`the sample provider's story of ${login} has no mail before ${at}`);
  const recent = earlier.filter(({ sentAt }) => sentAt >= after(at, -40 * MINUTE));
  return random.pick(recent.length > 0 ? recent : [latest]);
}

function mailsOf(volume: Volume, provider: Provider, anchor: Date): SentMail[] {
  const account = provider.account(volume.login);
  const { fromHoursAgo, toHoursAgo, goesOn, route, hand } = volume;
  const pace = ((fromHoursAgo - toHoursAgo) * HOUR) / volume.mails;
  const count = volume.mails + (goesOn ? Math.floor((STORY_HOURS * HOUR) / pace) : 0);
  return Array.from({ length: count }, (_entry, n) => {
    const random = new Random(`volume ${provider.seed} ${volume.login} ${n}`);
    const sentAt = after(anchor, -fromHoursAgo * HOUR + Math.floor((n + random.fraction()) * pace));
    return sendMail({ account, route, sentAt, recipients: recipientsOf(volume, n, random), hand });
  });
}

function recipientsOf(volume: Volume, n: number, random: Random): SentMail['recipients'] {
  const one = (index: number): string => {
    const domain = random.pick(programOf(random.pick(volume.programs)).complainantDomains);
    return `${person(`${volume.login} ${domain}`, n * 100 + index)}@${domain}`;
  };
  return [one(0), ...Array.from({ length: volume.recipients - 1 }, (_entry, index) => one(index + 1))];
}
