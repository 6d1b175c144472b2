// Block lists that administrators often want, as a start for the form: nothing here is asked before somebody has saved it
// and agreed with the list's terms. Each fact has its source; what is not known for sure is left to the list's own pages.

import type { ListCode, ListSubject } from './types';

interface KnownList {
  id: string;
  name: string;
  zone: string;
  subjects: ListSubject[];
  codes: ListCode[];
  isBitmask: boolean;
  testDomain: string | null;
  lookupUrl: string;
  note: { de: string; en: string };
  /** Pages that say so, read in November 2026. */
  sources: string[];
}

const listed = (code: string, meaning: string): ListCode => ({ code, kind: 'listed', meaning });
const harmless = (code: string, meaning: string): ListCode => ({ code, kind: 'harmless', meaning });
const refused = (code: string, meaning: string): ListCode => ({ code, kind: 'refused', meaning });

const SPAMHAUS_ZONES =
  'https://docs.spamhaus.com/datasets/docs/source/10-data-type-documentation/datasets/040-zones.html';

export const knownLists: readonly KnownList[] = [
  {
    id: 'spamhaus-zen',
    name: 'Spamhaus ZEN',
    zone: 'zen.spamhaus.org',
    subjects: ['ipv4', 'ipv6'],
    codes: [
      listed('127.0.0.2', 'SBL'),
      listed('127.0.0.3', 'CSS'),
      listed('127.0.0.4', 'XBL'),
      listed('127.0.0.9', 'DROP'),
      harmless('127.0.0.10', 'PBL (ISP)'),
      harmless('127.0.0.11', 'PBL (Spamhaus)'),
      listed('127.0.0.30', 'BCL'),
    ],
    isBitmask: false,
    testDomain: null,
    lookupUrl: 'https://check.spamhaus.org/',
    note: {
      de: 'Die öffentliche Zone ist für wenige, nicht gewerbliche Anfragen gedacht und lehnt offene Resolver ab; Anbieter fragen über den Data Query Service mit einer eigenen Zone. PBL-Einträge (Netze, aus denen keine Mail direkt kommen soll) gelten hier nicht als Listung: Steht ein eigener Mailserver darauf, nehmen Sie die beiden Codes zu den Listungen. IPv6 wird je /64 gelistet. Beantwortet Ihre Zone den Prüfpunkt für IPv6 nicht, nehmen Sie IPv6 heraus: Sonst wird der Liste auch für IPv4 nicht geglaubt.',
      en: 'The public zone is meant for few, non-commercial queries and refuses open resolvers; providers ask through the Data Query Service with a zone of their own. PBL entries (networks from which no mail should come directly) are no listing here: where a mail server of yours is on it, move both codes to the listings. IPv6 is listed by the /64. Where your zone does not answer the test point of IPv6, take IPv6 out: otherwise the list is not believed for IPv4 either.',
    },
    sources: [
      SPAMHAUS_ZONES,
      'https://www.spamhaus.org/zen/',
      'https://www.spamhaus.org/css/',
      'https://www.spamhaus.org/faq/section/Spamhaus%20CSS',
      'https://www.spamhaus.org/news/article/788/',
    ],
  },
  {
    id: 'spamhaus-dbl',
    name: 'Spamhaus DBL',
    zone: 'dbl.spamhaus.org',
    subjects: ['domain'],
    codes: [
      listed('127.0.1.2', 'low reputation'),
      listed('127.0.1.4', 'phishing'),
      listed('127.0.1.5', 'malware'),
      listed('127.0.1.6', 'botnet C&C'),
      listed('127.0.1.102', 'abused legit'),
      listed('127.0.1.103', 'abused redirector'),
      listed('127.0.1.104', 'abused legit, phishing'),
      listed('127.0.1.105', 'abused legit, malware'),
      listed('127.0.1.106', 'abused legit, C&C'),
      refused('127.0.1.255', 'IP query'),
    ],
    isBitmask: false,
    testDomain: 'dbltest.com',
    lookupUrl: 'https://check.spamhaus.org/',
    note: {
      de: 'Listet Domains. Es gelten dieselben Bedingungen wie bei Spamhaus ZEN.',
      en: 'Lists domains. The terms are those of Spamhaus ZEN.',
    },
    sources: [SPAMHAUS_ZONES],
  },
  {
    id: 'spamcop',
    name: 'SpamCop Blocking List',
    zone: 'bl.spamcop.net',
    subjects: ['ipv4'],
    codes: [listed('127.0.0.2', 'SCBL')],
    isBitmask: false,
    testDomain: null,
    lookupUrl: 'https://www.spamcop.net/bl.shtml',
    note: {
      de: 'Listet nach Meldungen und Fallen und trägt von selbst aus, wenn keine mehr kommen.',
      en: 'Lists by reports and traps, and lets go by itself when no more of them come.',
    },
    sources: ['https://www.spamcop.net/bl.shtml'],
  },
  {
    id: 'barracuda',
    name: 'Barracuda Reputation Block List',
    zone: 'b.barracudacentral.org',
    subjects: ['ipv4'],
    codes: [listed('127.0.0.2', 'BRBL')],
    isBitmask: false,
    testDomain: null,
    lookupUrl: 'https://www.barracudacentral.org/rbl/removal-request',
    note: {
      de: 'Die Adresse des fragenden Nameservers muss vorher angemeldet sein. Austragung über ein Formular.',
      en: 'The address of the name server that asks has to be registered before. Removal by a form.',
    },
    sources: [
      'https://www.dnsbl.info/dnsbl-details.php?dnsbl=b.barracudacentral.org',
      'https://whatismyipaddress.com/blacklist/barracudacentral',
    ],
  },
  {
    id: 'psbl',
    name: 'Passive Spam Block List',
    zone: 'psbl.surriel.com',
    subjects: ['ipv4'],
    codes: [listed('127.0.0.2', 'PSBL')],
    isBitmask: false,
    testDomain: null,
    lookupUrl: 'https://psbl.org/',
    note: {
      de: 'Listet, wer an Fallen sendet. Jeder darf fragen, und jeder darf austragen.',
      en: 'Lists who sends to traps. Anybody may ask, and anybody may remove an address.',
    },
    sources: ['https://psbl.org/', 'http://psbl.surriel.com/howto/'],
  },
  {
    id: 'uribl',
    name: 'URIBL multi',
    zone: 'multi.uribl.com',
    subjects: ['domain'],
    codes: [refused('1', 'query refused'), listed('2', 'black'), listed('4', 'grey'), listed('8', 'red')],
    isBitmask: true,
    testDomain: 'test.uribl.com',
    lookupUrl: 'https://uribl.com/',
    note: {
      de: 'Listet Domains aus dem Text von Spam. Anfragen über große öffentliche Resolver werden abgelehnt (Code 1).',
      en: 'Lists domains found in the text of spam. Queries through large public resolvers are refused (code 1).',
    },
    sources: ['https://uribl.com/refused.shtml', 'https://uribl.com/about.shtml'],
  },
  {
    id: 'surbl',
    name: 'SURBL multi',
    zone: 'multi.surbl.org',
    subjects: ['domain'],
    codes: [listed('8', 'PH'), listed('16', 'MW'), listed('64', 'ABUSE'), listed('128', 'CR')],
    isBitmask: true,
    testDomain: 'test.surbl.org',
    lookupUrl: 'https://surbl.org/',
    note: {
      de: 'Listet Domains aus dem Text von Spam. Die freie Nutzung ist für kleine Mengen gedacht.',
      en: 'Lists domains found in the text of spam. Free use is meant for small volumes.',
    },
    sources: ['https://surbl.org/lists', 'https://rspamd.com/doc/modules/surbl.html'],
  },
];

/** The one of this id; null where there is none. */
export function knownList(id: string): KnownList | null {
  return knownLists.find((list) => list.id === id) ?? null;
}
