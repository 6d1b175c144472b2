// The sample provider's own feedback loop: a newsletter sender who gets reports, one who waits for his proof, and the mails
// that users called spam.

import { MX_HOST, OUTSIDER } from './network';
import type { MaildirMessage } from './types';

export const SAMPLE_SUBSCRIBERS = [
  {
    organisation: 'Werbewelle Versand',
    reportAddress: 'fbl@werbewelle.example',
    domain: 'werbewelle.example',
    ranges: [`${OUTSIDER.ip}/32`],
    perHour: 5,
    isProved: true,
  },
  {
    organisation: 'Nordpost Newsletter',
    reportAddress: 'abuse@nordpost.example',
    domain: 'nordpost.example',
    ranges: [],
    perHour: 100,
    isProved: false,
  },
] as const;

const subjects = [
  'Nur heute: 20 % auf alles',
  'Ihr Gutschein wartet',
  'Die Woche bei Werbewelle',
  'Letzte Erinnerung: Ihr Warenkorb',
  'Neu im Sortiment',
  'Wir vermissen Sie',
];

export interface SampleSpam {
  kind: 'click' | 'trap';
  raw: Buffer;
  recipient: string;
}

const trapAt = 2;
/** So many come in by mail: a trap and the last ones. */
const byMail = (at: number) => at === trapAt || at >= 4;

/** What programs hand in. With what comes by mail, it is one more than the sender's pace of an hour allows. */
export function sampleSpam(anchor: Date): SampleSpam[] {
  return subjects.flatMap((_, at) =>
    byMail(at) ? [] : [{ kind: 'click' as const, raw: spam(at, anchor), recipient: recipientOf(at) }],
  );
}

/** Maildirs beside the one for complaints. */
export const spamMaildirs = (maildir: string) => ({ clicks: `${maildir}-clicks`, traps: `${maildir}-traps` });

/** Clicks as the server of the mailboxes sends them: of a subscriber, of somebody else; and one that a stranger sends. */
export function reportedClicks(anchor: Date): MaildirMessage[] {
  const own = `Received: from localhost (localhost [127.0.0.1]) by ${MX_HOST.name} with ESMTP id CLICK;`;
  const strange = `Received: from mail.fremd.example (mail.fremd.example [203.0.113.99]) by ${MX_HOST.name} with ESMTPS id FREMD;`;
  const foreign = Buffer.from(
    spam(6, anchor)
      .toString()
      .replaceAll(OUTSIDER.ip, '203.0.113.98')
      .replaceAll('werbewelle', 'gewinnspiel'),
  );
  const mails = [
    ...subjects.flatMap((_, at) =>
      byMail(at) && at !== trapAt ? [{ top: own, at, raw: spam(at, anchor) }] : [],
    ),
    { top: own, at: 6, raw: foreign },
    { top: strange, at: 7, raw: spam(0, anchor) },
  ];
  return mails.map(({ top, at, raw }) => ({
    id: `click-${at}`,
    receivedAt: anchor,
    raw: reportOf(top, recipientOf(at), raw, anchor),
  }));
}

/** What came to a trap of the provider. */
export function trapMail(anchor: Date): MaildirMessage[] {
  return [{ id: 'trap', receivedAt: anchor, raw: spam(trapAt, anchor) }];
}

const recipientOf = (at: number) =>
  at === trapAt ? 'falle@musterpost.example' : `leserin${at + 1}@musterpost.example`;
const dateOf = (anchor: Date) => anchor.toUTCString().replace('GMT', '+0000');

/** The mail as it lies in the mailbox. */
function spam(at: number, anchor: Date): Buffer {
  const lines = [
    `Received: from ${OUTSIDER.name} (${OUTSIDER.name} [${OUTSIDER.ip}]) by ${MX_HOST.name} with ESMTPS id SPAM${at};`,
    `\t${dateOf(anchor)}`,
    `From: Werbewelle <angebote@werbewelle.example>`,
    `To: ${recipientOf(at)}`,
    `Subject: ${subjects[at] ?? 'Ihr Gewinn wartet'}`,
    `Message-ID: <angebot.${at}@werbewelle.example>`,
    `Date: ${dateOf(anchor)}`,
    'MIME-Version: 1.0',
    'Content-Type: text/plain; charset=utf-8',
    'Content-Transfer-Encoding: 8bit',
    '',
    'Guten Tag, unsere Angebote der Woche finden Sie auf https://werbewelle.example/angebote',
    '',
  ];
  return Buffer.from(lines.join('\r\n'));
}

function reportOf(top: string, user: string, mail: Buffer, anchor: Date): Buffer {
  const lines = [
    top,
    `\t${dateOf(anchor)}`,
    `From: ${user}`,
    'To: spam@musterpost.example',
    'Subject: Das ist Spam',
    `Date: ${dateOf(anchor)}`,
    'MIME-Version: 1.0',
    'Content-Type: multipart/mixed; boundary="spam"',
    '',
    '--spam',
    'Content-Type: message/rfc822',
    '',
    '',
  ];
  return Buffer.concat([Buffer.from(lines.join('\r\n')), mail, Buffer.from('\r\n--spam--\r\n')]);
}
