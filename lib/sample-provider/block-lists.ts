// The sample provider's corner of the DNS: the addresses of its hosts, and three block lists. One lists a mail server
// from which accounts of its stories sent, one lists nothing, one refuses to answer. Everything else has no name server.

import { questionFor } from '@/lib/block-lists/question';
import type { Lookups } from '@/lib/dns/lookups';
import { DnsFailure } from '@/lib/dns/resolver';
import { OWN_HOSTS } from './network';

/** Of mail2. */
const LISTED_IP = '192.0.2.12';

/** As an administrator would have described them. */
export const SAMPLE_LISTS = [
  {
    name: 'Musterliste',
    zone: 'dnsbl.musterliste.example',
    subjects: ['ipv4', 'ipv6'],
    codes: [
      { code: '127.0.0.2', kind: 'listed', meaning: 'Spam in Fallen' },
      { code: '127.0.0.4', kind: 'listed', meaning: 'gekaperter Rechner' },
    ],
    lookupUrl: 'https://musterliste.example/austragen',
    steps: ['Austragung im Formular der Musterliste beantragen; höchstens einmal am Tag.'],
    note: 'Simuliert: Diese Liste gibt es nur beim Musteranbieter.',
  },
  {
    name: 'Musterliste Domains',
    zone: 'domains.musterliste.example',
    subjects: ['domain'],
    codes: [{ code: '127.0.1.2', kind: 'listed', meaning: 'in Spam beworben' }],
    lookupUrl: 'https://musterliste.example/austragen',
    steps: [],
    note: 'Simuliert: Diese Liste gibt es nur beim Musteranbieter.',
  },
  {
    name: 'Verschlossene Musterliste',
    zone: 'geschlossen.musterliste.example',
    subjects: ['ipv4'],
    codes: [],
    lookupUrl: null,
    steps: [],
    note: 'Simuliert: Sie antwortet auf keine Anfrage, wie eine Liste, deren Vertrag fehlt.',
  },
] as const;

/** What the lists' test points say, and what is listed besides. */
const records = new Map<string, string>([
  ['2.0.0.127.dnsbl.musterliste.example', '127.0.0.2'],
  [questionFor('ipv6', '::ffff:7f00:2', 'dnsbl.musterliste.example'), '127.0.0.2'],
  ['test.domains.musterliste.example', '127.0.1.2'],
  [questionFor('ipv4', LISTED_IP, 'dnsbl.musterliste.example'), '127.0.0.2'],
]);

const absent = () => Promise.reject(new DnsFailure('ENOTFOUND'));

/** Answers as those lists would. */
export function sampleLookups(): Lookups {
  return {
    a: (name) => {
      const host = OWN_HOSTS.find((one) => one.name === name);
      if (host !== undefined) return Promise.resolve([host.ip]);
      if (name.endsWith('.geschlossen.musterliste.example')) return Promise.resolve(['127.255.255.254']);
      if (!name.endsWith('.musterliste.example')) return Promise.reject(new DnsFailure('ECONNREFUSED'));
      const found = records.get(name);
      return found === undefined ? absent() : Promise.resolve([found]);
    },
    aaaa: absent,
    txt: (name) =>
      records.has(name)
        ? Promise.resolve([['Mail an Fallen gesehen. Siehe https://musterliste.example/austragen']])
        : absent(),
  };
}
