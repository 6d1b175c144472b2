// What else lands in a complaint mailbox: people, newsletters, what is kept, what a person has to judge, broken reports.
// RFC 6449 §4.2 expects most of it; each must end in a place where somebody sees it, never nowhere.

import { writeBody } from './body';
import { broken, BROKEN_MAIL, type BrokenKind } from './broken-mail';
import { CANDIDATE_MAIL, candidateMail, type CandidateKind } from './candidate-mail';
import { deliver, type Outgoing } from './delivery';
import { KEPT_MAIL, keptMail, type KeptKind } from './kept-mail';
import { PROVIDER_DOMAIN } from './network';
import type { Provider } from './provider';
import { HEX, type Random } from './random';
import { themeOf } from './themes';
import type { MessageIntent, SampleMessage } from './types';

const UNRELATED = ['newsletter', 'person', 'empty', 'large'] as const;
type UnrelatedKind = (typeof UNRELATED)[number];
export type OtherKind = UnrelatedKind | KeptKind | CandidateKind | BrokenKind;

/** Every kind of mail that is no usable report. */
export const OTHER_MAIL: readonly OtherKind[] = [
  ...UNRELATED,
  ...KEPT_MAIL,
  ...CANDIDATE_MAIL,
  ...BROKEN_MAIL,
];

type Written = Pick<
  Outgoing,
  'from' | 'fromDomain' | 'envelopeFrom' | 'subject' | 'contentFields' | 'body'
> & {
  fields?: readonly string[];
};

const UTF8 = 'Content-Type: text/plain; charset=utf-8\nContent-Transfer-Encoding: 8bit';
const LARGE_LINES = 14_000;

/** Writes one mail of a kind. */
export function writeOtherMail(
  kind: OtherKind,
  id: string,
  provider: Provider,
  receivedAt: Date,
  random: Random,
): SampleMessage {
  const { outcome, ...written } = writtenAs(kind, provider, receivedAt, random);
  const isPrivate = written.fromDomain === 'privatpost.example';
  const raw = deliver(
    {
      fields: [],
      ...written,
      to: `abuse@${PROVIDER_DOMAIN}`,
      mta: { name: `out.${written.fromDomain}`, ip: '203.0.113.91' },
      dkimDomain: isPrivate ? null : written.fromDomain,
      authentic: isPrivate ? 'none' : 'pass',
    },
    receivedAt,
    random,
  );
  const intent = {
    outcome,
    shape: kind,
    feedbackType: null,
    account: null,
    blame: 'none',
    log: null,
    forged: false,
    story: null,
  } as const;
  return { id, raw, receivedAt, intent };
}

function isOf<Kind extends OtherKind>(kinds: readonly Kind[], kind: OtherKind): kind is Kind {
  return kinds.some((each) => each === kind);
}

function writtenAs(
  kind: OtherKind,
  provider: Provider,
  receivedAt: Date,
  random: Random,
): Written & Pick<MessageIntent, 'outcome'> {
  if (isOf(BROKEN_MAIL, kind)) return { ...broken(kind, receivedAt, random), outcome: 'broken' };
  if (isOf(KEPT_MAIL, kind)) return { ...keptMail(kind, receivedAt, random), outcome: 'other-mail' };
  if (isOf(CANDIDATE_MAIL, kind)) {
    return { ...candidateMail(kind, provider, receivedAt, random), outcome: 'candidate' };
  }
  // A newsletter names places, and so has to be compared with what is ours.
  const outcome = kind === 'newsletter' ? 'candidate' : 'not-a-report';
  return { ...UNRELATED_WRITERS[kind](random), outcome };
}

const UNRELATED_WRITERS: Readonly<Record<UnrelatedKind, (random: Random) => Written>> = {
  newsletter: (random) => {
    const body = writeBody(themeOf('offers-de'), 'branchenbrief.example', 3000, random);
    return {
      ...from('Branchenbrief', 'redaktion', 'branchenbrief.example'),
      subject: `Branchenbrief ${random.between(1, 52)}: Neues für Rechenzentren`,
      fields: ['List-Unsubscribe: <https://www.branchenbrief.example/abmelden>'],
      contentFields: body.fields.replace('MIME-Version: 1.0\n', ''),
      body: body.text,
    };
  },
  person: (random) => ({
    ...from('Friederike Mohr', 'friederike.mohr', 'privatpost.example'),
    subject: random.pick(['Ständig Werbung von Ihrem Server', 'Bitte um Hilfe', 'Beschwerde über Spam']),
    contentFields: UTF8,
    body:
      'Guten Tag,\n\nseit Tagen bekomme ich Nachrichten, die angeblich aus Ihrem Hause stammen. Können Sie das bitte\n' +
      'abstellen? Eine der Nachrichten habe ich leider schon gelöscht, sie kam am Montag gegen acht Uhr.\n\n' +
      'Freundliche Grüße\nFriederike Mohr\n',
  }),
  empty: () => ({ ...from('', 'leer', 'postfach.example'), subject: '', contentFields: UTF8, body: '' }),
  large: (random) => ({
    ...from('Versand Protokolle', 'protokolle', 'beispielnetz.example'),
    subject: 'Protokolle der vergangenen Woche',
    contentFields: UTF8,
    body: Array.from(
      { length: LARGE_LINES },
      (_entry, line) => `${line} Verbindung angenommen und beendet, Vorgang ${random.text(HEX, 8)}`,
    ).join('\n'),
  }),
};

function from(
  name: string,
  local: string,
  domain: string,
): Pick<Written, 'from' | 'fromDomain' | 'envelopeFrom'> {
  const address = `${local}@${domain}`;
  return { from: name === '' ? address : `${name} <${address}>`, fromDomain: domain, envelopeFrom: address };
}
