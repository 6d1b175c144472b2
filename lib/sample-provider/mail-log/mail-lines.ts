// What the hosts log of one mail: handed over with a password, by a script, or passed on; then what became of each
// recipient. Promise: pure; the first recipient is delivered, so that somebody can complain.
// Source: Postfix smtpd, cleanup, qmgr and smtp; Exim specification, chapter "Log files".

import { MINUTE } from '../calendar';
import { OUTSIDER } from '../network';
import { Random } from '../random';
import type { SentMail } from '../types';
import { eximLine, type LogLine, postfixLine } from './log-line';

/** A mail with the shares of its further recipients that come back, and that stay in the queue. */
export interface LoggedMail {
  mail: SentMail;
  bounced: number;
  deferred: number;
}

/** The longest time from the hand-over to the last line of a mail. */
export const LONGEST_MS = 15 * MINUTE;
/** First attempts that a receiving server puts off for some minutes. */
const PUT_OFF = 0.02;

/** All lines of a mail; none for one that never came to us. */
export function linesOf(logged: LoggedMail): LogLine[] {
  const { mail } = logged;
  const random = new Random(`lines ${mail.queueId}`);
  if (mail.route === 'never-ours') return [];
  return mail.route === 'web-script' ? scriptLines(mail, random) : postfixLines(logged, random);
}

function postfixLines({ mail, bounced, deferred }: LoggedMail, random: Random): LogLine[] {
  const { host, queueId, recipients } = mail;
  const at = mail.sentAt.getTime();
  const pid = random.between(2_000, 30_000);
  const say = (ms: number, daemon: string, text: string): LogLine =>
    postfixLine(at + ms, host, daemon, pid + daemon.length, `${queueId}: ${text}`);
  const size = random.between(1_400, 48_000);
  const lines = [
    say(0, mail.route === 'submitted' ? 'submission/smtpd' : 'smtpd', `client=${clientOf(mail)}`),
    say(45, 'cleanup', `message-id=<${mail.messageId}>`),
    say(80, 'qmgr', `from=<${mail.mailFrom}>, size=${size}, nrcpt=${recipients.length} (queue active)`),
  ];
  let last = 80;
  let isHeld = false;
  for (const [index, recipient] of recipients.entries()) {
    const draw = index === 0 ? 1 : random.fraction();
    const first = 300 + random.between(0, 4_000);
    if (draw < bounced) lines.push(say(first, 'smtp', bounce(recipient, mail)));
    else if (draw < bounced + deferred) {
      isHeld = true;
      lines.push(say(first, 'smtp', putOff(recipient, mail)));
    } else if (random.chance(PUT_OFF)) {
      const later = first + random.between(5, 12) * MINUTE;
      lines.push(
        say(first, 'smtp', putOff(recipient, mail)),
        say(later, 'smtp', sent(recipient, mail, later)),
      );
      last = Math.max(last, later);
    } else lines.push(say(first, 'smtp', sent(recipient, mail, first)));
    last = Math.max(last, first);
  }
  if (!isHeld) lines.push(say(last + 5, 'qmgr', 'removed'));
  return lines;
}

function clientOf({ route, client, account }: SentMail): string {
  if (route !== 'submitted') return `${OUTSIDER.name}[${OUTSIDER.ip}]:${client.port}`;
  return `${client.host}[${client.ip}]:${client.port}, sasl_method=PLAIN, sasl_username=${account.login}`;
}

/** `to=…, orig_to=…, relay=…, delay=…, dsn=…`; a forward names whom the mail was for. */
function attempt(recipient: string, { route, account }: SentMail, ms: number, dsn: string): string {
  const originalTo = route === 'submitted' ? '' : `, orig_to=<${account.login}>`;
  const delay = (ms / 1000).toFixed(1);
  return (
    `to=<${recipient}>${originalTo}, relay=${serverOf(recipient)}:25, delay=${delay}, ` +
    `delays=0.1/0.01/0.3/${Math.max(0, ms / 1000 - 0.4).toFixed(1)}, dsn=${dsn}`
  );
}

function sent(recipient: string, mail: SentMail, ms: number): string {
  return `${attempt(recipient, mail, ms, '2.0.0')}, status=sent (250 2.0.0 OK: message accepted)`;
}

function bounce(recipient: string, mail: SentMail): string {
  const said = `host ${serverOf(recipient)} said: 550 5.1.1 <${recipient}>: no such mailbox (in reply to RCPT TO command)`;
  return `${attempt(recipient, mail, 900, '5.1.1')}, status=bounced (${said})`;
}

function putOff(recipient: string, mail: SentMail): string {
  const said = `host ${serverOf(recipient)} said: 451 4.7.1 too much mail from you, try again later (in reply to MAIL FROM command)`;
  return `${attempt(recipient, mail, 900, '4.7.1')}, status=deferred (${said})`;
}

/** The mail server of a recipient's domain; the address follows from the name. */
function serverOf(recipient: string): string {
  const domain = recipient.slice(recipient.lastIndexOf('@') + 1);
  const last = [...domain].reduce((sum, character) => (sum * 31 + character.charCodeAt(0)) % 90, 7);
  return `mx1.${domain}[203.0.113.${100 + last}]`;
}

function scriptLines(mail: SentMail, random: Random): LogLine[] {
  const at = mail.sentAt.getTime();
  const { queueId, mailFrom, messageId, recipients } = mail;
  const user = mailFrom.slice(0, mailFrom.indexOf('@'));
  const done = at + random.between(400, 3_000);
  const deliveries = recipients.map((recipient) => {
    const server = serverOf(recipient).replace('[', ' [');
    return eximLine(
      done,
      `${queueId} => ${recipient} R=dnslookup T=remote_smtp H=${server} X=TLS1.3:TLS_AES_256_GCM_SHA384:256 CV=yes C="250 2.0.0 OK: message accepted"`,
    );
  });
  return [
    eximLine(at - 20, `cwd=/home/${user}/public_html 3 args: /usr/sbin/sendmail -t -i`),
    eximLine(
      at,
      `${queueId} <= ${mailFrom} U=${user} P=local S=${random.between(900, 9_000)} id=${messageId} for ${recipients.join(' ')}`,
    ),
    ...deliveries,
    eximLine(done + 2, `${queueId} Completed`),
  ];
}
