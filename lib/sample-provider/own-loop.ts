// The sample provider's own feedback loop: a newsletter sender who gets reports, one who waits for his proof, and the mails
// that users called spam.

import { OUTSIDER } from './network';

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

/** One of them more than the sender's pace of an hour allows. */
export function sampleSpam(anchor: Date): SampleSpam[] {
  return subjects.map((subject, at) => {
    const recipient = at === 2 ? 'falle@musterpost.example' : `leserin${at + 1}@musterpost.example`;
    const date = anchor.toUTCString().replace('GMT', '+0000');
    const lines = [
      `Received: from ${OUTSIDER.name} ([${OUTSIDER.ip}]) by mx1.musterpost.example with ESMTPS id SPAM${at};`,
      `\t${date}`,
      `From: Werbewelle <angebote@werbewelle.example>`,
      `To: ${recipient}`,
      `Subject: ${subject}`,
      `Message-ID: <angebot.${at}@werbewelle.example>`,
      `Date: ${date}`,
      'MIME-Version: 1.0',
      'Content-Type: text/plain; charset=utf-8',
      'Content-Transfer-Encoding: 8bit',
      '',
      'Guten Tag, unsere Angebote der Woche finden Sie auf https://werbewelle.example/angebote',
      '',
    ];
    return { kind: at === 2 ? 'trap' : 'click', raw: Buffer.from(lines.join('\r\n')), recipient };
  });
}
