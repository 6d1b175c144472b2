// The rest of a day's log: mail that comes in for the customers, recipients that do not exist, and passwords guessed.
// Promise: a pure function of the hour. Every host has lines at night too: how far a log reaches is known by its last one.

import { HOUR } from '../calendar';
import { clientIn, MAIL_HOSTS, MX_HOST, OWN_HOSTS } from '../network';
import type { Provider } from '../provider';
import { queueId } from '../queue-id';
import { LOWER_AND_DIGITS, Random } from '../random';
import { STORY_LOGINS } from '../story-customers';
import { type LogLine, postfixLine } from './log-line';

const SENDERS = [
  'beispielnetz.example',
  'yahoo-post.example',
  'rathaus-lindental.example',
  'freipost.example',
];
const GUESSERS = ['RU', 'VN', 'BR', 'NG'];

/** Lines of an hour since 1970. */
export function otherLines(provider: Provider, hour: number): LogLine[] {
  const random = new Random(`hour ${provider.seed} ${hour}`);
  const moment = (): number => hour * HOUR + random.between(0, HOUR - 10_000);
  const many = (most: number, write: () => LogLine[]): LogLine[] =>
    Array.from({ length: random.between(0, most) }, write).flat();
  return [
    ...many(60, () => incoming(provider, moment(), random)),
    ...many(6, () => [unknownRecipient(provider, moment(), random)]),
    ...many(60, () => [guessedPassword(someLogin(provider, random), moment(), random)]),
  ];
}

const someLogin = ({ backgroundAccounts }: Provider, random: Random): string =>
  random.pick(backgroundAccounts.filter(({ kind }) => kind === 'mailbox')).login;

/** What went before the hijacking: its password was guessed for half a day, until one guess was right. */
export function guessesBeforeHijack({ seed }: Provider, anchor: Date): LogLine[] {
  const random = new Random(`guesses ${seed}`);
  const [first, last] = [-17 * HOUR, -5.6 * HOUR];
  return Array.from({ length: 74 }, () =>
    guessedPassword(STORY_LOGINS.hijacked, anchor.getTime() + random.between(first, last), random),
  );
}

/** Taken by the MX and handed to the mailbox's host. */
function incoming(provider: Provider, at: number, random: Random): LogLine[] {
  const account = random.pick(provider.accounts.filter(({ kind }) => kind === 'mailbox'));
  const domain = random.pick(SENDERS);
  const id = queueId(new Date(at), random);
  const pid = random.between(2_000, 30_000);
  const host = OWN_HOSTS.find(({ name }) => name === account.host) ?? MX_HOST;
  const say = (ms: number, daemon: string, text: string): LogLine =>
    postfixLine(at + ms, MX_HOST, daemon, pid + daemon.length, `${id}: ${text}`);
  const size = random.between(2_000, 60_000);
  return [
    say(
      0,
      'smtpd',
      `client=out.${domain}[203.0.113.${random.between(100, 189)}]:${random.between(1024, 65_535)}`,
    ),
    say(30, 'cleanup', `message-id=<${random.text(LOWER_AND_DIGITS, 16)}@${domain}>`),
    say(60, 'qmgr', `from=<post${random.between(1, 400)}@${domain}>, size=${size}, nrcpt=1 (queue active)`),
    say(
      400,
      'lmtp',
      `to=<${account.login}>, relay=${host.name}[${host.ip}]:24, delay=0.4, delays=0.1/0/0.1/0.2, dsn=2.0.0, status=sent (250 2.0.0 <${account.login}> Saved)`,
    ),
    say(405, 'qmgr', 'removed'),
  ];
}

function unknownRecipient(provider: Provider, at: number, random: Random): LogLine {
  const domain = random.pick(provider.hostedDomains);
  const to = `info${random.between(1, 99)}@${domain}`;
  const client = `unknown[203.0.113.${random.between(190, 199)}]:${random.between(1024, 65_535)}`;
  return postfixLine(
    at,
    MX_HOST,
    'smtpd',
    random.between(2_000, 30_000),
    `NOQUEUE: reject: RCPT from ${client}: 550 5.1.1 <${to}>: Recipient address rejected: User unknown in virtual mailbox table; from=<offer@werbewelle.example> to=<${to}> proto=ESMTP helo=<relay.werbewelle.example>`,
  );
}

function guessedPassword(login: string, at: number, random: Random): LogLine {
  const client = clientIn(random.pick(GUESSERS), random);
  return postfixLine(
    at,
    random.pick(MAIL_HOSTS),
    'submission/smtpd',
    random.between(2_000, 30_000),
    `warning: ${client.host}[${client.ip}]: SASL PLAIN authentication failed: (reason unavailable), sasl_username=${login}`,
  );
}
