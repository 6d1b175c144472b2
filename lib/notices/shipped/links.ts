// Help pages that may be of use to customers, of public bodies: proposals. None stands in a notice before a person of this
// installation has looked at it, because a page can change or be gone by the time somebody reads this. Pure.

import type { NoticeLanguage } from '../types';

export interface ProposedLink {
  language: NoticeLanguage;
  title: string;
  url: string;
}

const proposed: readonly ProposedLink[] = [
  {
    language: 'de',
    title: 'BSI: Notfallplan bei einem gehackten E-Mail-Konto',
    url: 'https://www.bsi.bund.de/dok/6700632',
  },
  {
    language: 'de',
    title: 'Polizei und BSI: Checkliste bei Schadsoftware',
    url: 'https://www.polizei-beratung.de/aktuelles/detailansicht/checkliste-zum-schutz-vor-schadsoftware',
  },
  {
    language: 'en',
    title: 'NCSC: Recovering a hacked account',
    url: 'https://www.ncsc.gov.uk/guidance/recovering-a-hacked-account',
  },
  {
    language: 'en',
    title: 'FTC: How to recognize, remove and avoid malware',
    url: 'https://consumer.ftc.gov/articles/how-recognize-remove-avoid-malware',
  },
];

/** Those that are not among the installation's own links. */
export function proposedLinks(own: readonly { url: string }[]): ProposedLink[] {
  return proposed.filter(({ url }) => !own.some((link) => link.url === url));
}
