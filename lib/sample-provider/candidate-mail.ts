// What people write to the desk themselves: spam passed on as an attachment, and complaints in their own words, in German
// and English. A desk may take them for complaints only when a person of the team says so.

import { evenPlan } from './background';
import { HOUR, after } from './calendar';
import type { Outgoing } from './delivery';
import { MAIL_HOSTS } from './network';
import { writeOriginal } from './original';
import type { Provider } from './provider';
import { HEX, type Random } from './random';
import { multipart, reportedMessage } from './shapes/parts';
import type { SampleAccount } from './types';

export const CANDIDATE_MAIL = ['forwarded', 'inline-forwarded', 'text-de', 'text-en'] as const;
export type CandidateKind = (typeof CANDIDATE_MAIL)[number];

type Written = Pick<Outgoing, 'from' | 'fromDomain' | 'envelopeFrom' | 'subject' | 'contentFields' | 'body'>;
type Writer = (provider: Provider, receivedAt: Date, random: Random) => Written;

const UTF8 = 'Content-Type: text/plain; charset=utf-8\nContent-Transfer-Encoding: 8bit';

/** Writes one candidate about an account of the provider. */
export function candidateMail(
  kind: CandidateKind,
  provider: Provider,
  receivedAt: Date,
  random: Random,
): Written {
  return WRITERS[kind](provider, receivedAt, random);
}

const WRITERS: Readonly<Record<CandidateKind, Writer>> = {
  forwarded: (provider, receivedAt, random) => ({
    ...from('Hannelore Brandt', 'hannelore.brandt', 'privatpost.example'),
    subject: 'Fwd: Ihre Rechnung',
    ...multipart('mixed', `fw-${random.text(HEX, 12)}`, [
      {
        type: 'text/plain; charset=utf-8',
        text: 'Guten Tag,\n\ndiese Mail kam von einem Ihrer Kunden. Ich habe dort nie etwas bestellt.\n\nH. Brandt\n',
      },
      {
        type: 'message/rfc822',
        fields: ['Content-Disposition: attachment; filename="Ihre Rechnung"'],
        text: enclosed(provider, receivedAt, random),
      },
    ]),
  }),
  'inline-forwarded': (provider, receivedAt, random) => {
    const account = someMailbox(provider, random);
    return {
      ...from('Torben Ahlers', 'torben.ahlers', 'privatpost.example'),
      subject: 'WG: Letzte Mahnung',
      contentFields: UTF8,
      body:
        'Bitte prüfen Sie diesen Absender.\n\n-----Ursprüngliche Nachricht-----\n' +
        `Von: ${account.displayName} <${account.login}>\n` +
        `Gesendet: ${after(receivedAt, -3 * HOUR)
          .toUTCString()
          .replace('GMT', '+0000')}\n` +
        'An: torben.ahlers@privatpost.example\nBetreff: Letzte Mahnung\n\nZahlen Sie innerhalb von 24 Stunden.\n',
    };
  },
  'text-de': (provider, _receivedAt, random) => ({
    ...from('Friederike Mohr', 'friederike.mohr', 'privatpost.example'),
    subject: 'Spam von einer Adresse bei Ihnen',
    contentFields: UTF8,
    body:
      `Sehr geehrte Damen und Herren,\n\nseit drei Tagen bekomme ich von ${shielded(someMailbox(provider, random).login)} ` +
      'jeden Morgen Werbung für Kredite.\nAbbestellen hilft nicht. Bitte stellen Sie das ab.\n\nMit freundlichen Grüßen\nFriederike Mohr\n',
  }),
  'text-en': (_provider, _receivedAt, random) => ({
    ...from('NOC Harborline', 'noc', 'harborline.example'),
    subject: 'Repeated SMTP login attempts from your network',
    contentFields: UTF8,
    body:
      `Hello,\n\nour server mx2.harborline.example saw ${random.between(40, 900)} failed logins from ` +
      `${random.pick(MAIL_HOSTS).ip.replace(/\.(\d+)$/, '[.]$1')} within the last hour.\nPlease investigate.\n\nHarborline NOC\n`,
  }),
};

/** One everyday mail of an account, as the person who got it has it. */
function enclosed(provider: Provider, receivedAt: Date, random: Random): string {
  const mailboxes = provider.backgroundAccounts.filter(({ kind }) => kind === 'mailbox');
  const original = writeOriginal(evenPlan(receivedAt, random, mailboxes), random);
  return reportedMessage(original, `<${original.rcptTo}>`);
}

function someMailbox(provider: Provider, random: Random): SampleAccount {
  return random.pick(provider.backgroundAccounts.filter(({ kind }) => kind === 'mailbox'));
}

/** As careful people write an address, so that nobody clicks it. */
function shielded(address: string): string {
  return address.replace('@', ' (at) ').replaceAll('.', '[.]');
}

function from(
  name: string,
  local: string,
  domain: string,
): Pick<Written, 'from' | 'fromDomain' | 'envelopeFrom'> {
  const address = `${local}@${domain}`;
  return { from: `${name} <${address}>`, fromDomain: domain, envelopeFrom: address };
}
