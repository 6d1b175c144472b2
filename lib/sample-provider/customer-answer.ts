// What a customer of the sample provider answers to a notice: a mail as their own mail program would write it, with the
// notice quoted below. Promise: a function of the notice alone, so that nothing is answered twice.

import { after, berlinDate, MINUTE } from './calendar';
import { deliver } from './delivery';
import { Random } from './random';
import type { MaildirMessage } from './types';

/** A notice that a customer of the sample provider holds in hand. */
export interface HeldNotice {
  id: number;
  to: string;
  /** Where answers to it go. */
  replyTo: string;
  /** Without brackets. */
  messageId: string;
  subject: string;
  body: string;
  language: string;
  customerName: string;
  sentAt: Date;
}

/** Private people answer; companies let the reminder come first. */
const answering = '@freipost.example';

export function answersNotices(address: string): boolean {
  return address.endsWith(answering);
}

/** Nobody has read it sooner. */
const READS_FOR_MS = MINUTE / 5;

const words: Record<'de' | 'en', (name: string) => string> = {
  de: (name) =>
    'Guten Tag,\n\n' +
    'danke für die schnelle Nachricht. Ich habe den Rechner mit einem aktuellen Virenscanner gescannt und bereinigt; ' +
    'gefunden wurde ein Trojaner. Danach habe ich das Passwort geändert. Die Filter und Weiterleitungen habe ich geprüft, ' +
    'eine fremde war dabei und ist gelöscht.\n\n' +
    'App-Passwörter habe ich nicht angelegt. Muss ich noch etwas tun?\n\n' +
    `Viele Grüße\n${name}`,
  en: (name) =>
    'Hello,\n\n' +
    'thank you for writing so quickly. I scanned and cleaned the computer with an up-to-date virus scanner; it found a ' +
    'trojan. After that I changed the password. I checked filters and forwards; one was foreign and is deleted.\n\n' +
    'I have no app passwords. Do I have to do anything else?\n\n' +
    `Kind regards\n${name}`,
};

/** The answer as it lies in the Maildir. */
export function answerTo(notice: HeldNotice): MaildirMessage {
  const random = new Random(`answer to ${notice.messageId}`);
  const receivedAt = after(notice.sentAt, READS_FOR_MS);
  const language = notice.language === 'en' ? 'en' : 'de';
  const intro =
    language === 'de'
      ? `Am ${berlinDate(notice.sentAt)} schrieb Abuse:`
      : `On ${berlinDate(notice.sentAt)}, Abuse wrote:`;
  const quote = notice.body.split('\n').map((line) => (line === '' ? '>' : `> ${line}`));
  const domain = notice.to.slice(notice.to.lastIndexOf('@') + 1);
  const raw = deliver(
    {
      envelopeFrom: notice.to,
      from: `"${notice.customerName.replaceAll(/["\\]/g, '')}" <${notice.to}>`,
      fromDomain: domain,
      to: notice.replyTo,
      subject: `${language === 'de' ? 'AW' : 'Re'}: ${notice.subject}`,
      mta: { name: `mout.${domain}`, ip: '198.51.100.25' },
      dkimDomain: domain,
      authentic: 'pass',
      fields: [`In-Reply-To: <${notice.messageId}>`, `References: <${notice.messageId}>`],
      contentFields: 'Content-Type: text/plain; charset=utf-8\nContent-Transfer-Encoding: 8bit',
      body: `${words[language](notice.customerName)}\n\n${intro}\n${quote.join('\n')}`,
    },
    receivedAt,
    random,
  );
  return { id: `n${notice.id}`, raw, receivedAt };
}
