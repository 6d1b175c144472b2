// What one writes to a provider: the application for a feedback loop, and what changed of our resources since (RFC 6449).
// Plain text in German and English, from the provider's own details; a line of which nothing is known is left out. Pure.

import { dkimParts, type ProviderDetails, type ToldKind } from '@/lib/own-network/types';

export type LetterLanguage = 'de' | 'en';

export interface Letter {
  subject: string;
  body: string;
}

type Values = Record<ToldKind, readonly string[]>;

export interface LetterFacts {
  program: string;
  details: ProviderDetails;
  /** Where reports are to go; null where no address of its own is entered. */
  reportAddress: string | null;
}

const words = {
  de: {
    hello: 'Guten Tag,',
    applySubject: (program: string, who: string) => `Anmeldung zum Feedback-Loop ${program}${who}`,
    apply: (program: string) => `wir möchten am Feedback-Loop „${program}“ teilnehmen.`,
    changeSubject: (program: string, who: string) => `Geänderte Angaben zum Feedback-Loop ${program}${who}`,
    change: (program: string) => `zu unserem Abonnement des Feedback-Loops „${program}“ hat sich geändert:`,
    organisation: 'Organisation',
    address: 'Anschrift',
    contact: 'Ansprechpartner',
    abuse: 'Abuse-Kontakt',
    phone: 'Telefon',
    url: 'Webseite',
    reports: 'Adresse für Meldungen',
    kinds: { range: 'IP-Bereiche', 'dkim-domain': 'DKIM-Domains' },
    added: { range: 'Neue IP-Bereiche', 'dkim-domain': 'Neue DKIM-Domains' },
    removed: {
      range: 'IP-Bereiche, die nicht mehr unsere sind',
      'dkim-domain': 'DKIM-Domains, die nicht mehr unsere sind',
    },
    selector: 'Selektor',
    promise:
      'Wir betreiben diese Adressen und Domains selbst, gehen den Meldungen nach und behandeln die Angaben der Beschwerdeführer vertraulich.',
    bye: 'Mit freundlichen Grüßen',
  },
  en: {
    hello: 'Hello,',
    applySubject: (program: string, who: string) => `Application for the feedback loop ${program}${who}`,
    apply: (program: string) => `we would like to take part in the feedback loop “${program}”.`,
    changeSubject: (program: string, who: string) => `Changes to our feedback loop ${program}${who}`,
    change: (program: string) =>
      `of our subscription to the feedback loop “${program}” the following has changed:`,
    organisation: 'Organisation',
    address: 'Address',
    contact: 'Contact',
    abuse: 'Abuse contact',
    phone: 'Phone',
    url: 'Web page',
    reports: 'Address for reports',
    kinds: { range: 'IP ranges', 'dkim-domain': 'DKIM domains' },
    added: { range: 'New IP ranges', 'dkim-domain': 'New DKIM domains' },
    removed: {
      range: 'IP ranges that are no longer ours',
      'dkim-domain': 'DKIM domains that are no longer ours',
    },
    selector: 'selector',
    promise:
      'We run these addresses and domains ourselves, act on the reports, and keep what complainants tell us confidential.',
    bye: 'Kind regards',
  },
} as const;

/** The application, listing `values`. */
export function applicationLetter(facts: LetterFacts, values: Values, language: LetterLanguage): Letter {
  const w = words[language];
  return {
    subject: w.applySubject(facts.program, sender(facts)),
    body: letter([
      w.hello,
      w.apply(facts.program),
      introduction(facts, language),
      ...lists(values, w.kinds, w.selector),
      w.promise,
      farewell(facts, w.bye),
    ]),
  };
}

/** What changed, where the provider has to know. */
export function changeLetter(
  facts: LetterFacts,
  { added, removed }: { added: Values; removed: Values },
  language: LetterLanguage,
): Letter {
  const w = words[language];
  return {
    subject: w.changeSubject(facts.program, sender(facts)),
    body: letter([
      w.hello,
      w.change(facts.program),
      ...lists(added, w.added, w.selector),
      ...lists(removed, w.removed, w.selector),
      facts.reportAddress === null ? '' : `${w.reports}: ${facts.reportAddress}`,
      farewell(facts, w.bye),
    ]),
  };
}

const sender = ({ details }: LetterFacts) =>
  details.organisation === '' ? '' : ` – ${details.organisation}`;

function introduction({ details, reportAddress }: LetterFacts, language: LetterLanguage): string {
  const w = words[language];
  const facts: [string, string][] = [
    [w.organisation, details.organisation],
    [w.address, details.address.split('\n').join(', ')],
    [w.contact, details.contactName],
    [w.abuse, details.abuseEmail],
    [w.phone, details.phone],
    [w.url, details.url],
    [w.reports, reportAddress ?? ''],
  ];
  return facts
    .filter(([, value]) => value.trim() !== '')
    .map(([name, value]) => `${name}: ${value}`)
    .join('\n');
}

function lists(values: Values, titles: Record<ToldKind, string>, selectorWord: string): string[] {
  const line = (kind: ToldKind, value: string): string => {
    if (kind === 'range') return `  ${value}`;
    const { selector, domain } = dkimParts(value);
    return selector === null ? `  ${domain}` : `  ${domain} (${selectorWord} ${selector})`;
  };
  return (Object.keys(titles) as ToldKind[])
    .filter((kind) => values[kind].length > 0)
    .map((kind) => [`${titles[kind]}:`, ...values[kind].map((value) => line(kind, value))].join('\n'));
}

const farewell = ({ details }: LetterFacts, bye: string) =>
  [bye, details.contactName, details.organisation].filter((line) => line !== '').join('\n');

/** Paragraphs with an empty line between them. */
const letter = (paragraphs: readonly string[]) => `${paragraphs.filter((one) => one !== '').join('\n\n')}\n`;

/** Longer addresses are cut by mail programs without a word. */
const MAILTO_MAX = 1_900;

/** A link that opens a mail with this letter in it (RFC 6068); null where it would be too long. */
export function mailtoOf(to: string, { subject, body }: Letter): string | null {
  const lines = body.replaceAll('\n', '\r\n');
  const link = `mailto:${encodeURIComponent(to).replace('%40', '@')}?subject=${encodeURIComponent(subject)}&body=${encodeURIComponent(lines)}`;
  return link.length > MAILTO_MAX ? null : link;
}
