// The life of the sample provider's subscriptions: some in each state, each with a contact, terms and what its provider
// knows. Pure; names of programs are their own, addresses and domains are reserved ones.

import type { LoopEvent } from '@/lib/feedback-loops/event-types';
import type { LoopState } from '@/lib/feedback-loops/types';
import { OWN_RANGES, PROVIDER_DOMAIN } from './network';

/** Domains our mail is signed for; the last one is new, and not everybody knows it. */
export const DKIM_DOMAINS: readonly string[] = [
  PROVIDER_DOMAIN,
  `2025b._domainkey.${PROVIDER_DOMAIN}`,
  `2026a._domainkey.${PROVIDER_DOMAIN}`,
];
const NEW_DKIM_DOMAIN = `2026a._domainkey.${PROVIDER_DOMAIN}`;

/** Who the sample provider is. */
export const DETAILS = {
  organisation: 'Musterpost GmbH',
  address: 'Postweg 7\n12345 Musterstadt',
  contactName: 'Abuse-Team',
  abuseEmail: `abuse@${PROVIDER_DOMAIN}`,
  phone: '+49 30 5550100',
  url: 'https://www.musterpost.example/',
} as const;

/** A subscription beside those that write. */
export interface QuietLoop {
  name: string;
  program: string;
  state: LoopState;
  /** Its only domain, for envelope and DKIM; null where nobody knows it yet. */
  domain: string | null;
  /** How long it has been in its state. */
  days: number;
}

export const QUIET_LOOPS: readonly QuietLoop[] = [
  { name: 'Orange (Frankreich)', program: 'orange-fr', state: 'planned', domain: null, days: 3 },
  { name: 'Zoho Mail FBL', program: 'zoho', state: 'applied', domain: null, days: 6 },
  { name: 'SFR', program: 'sfr', state: 'verifying', domain: 'fbl.sfr.example', days: 1 },
  { name: 'La Poste', program: 'laposte', state: 'paused', domain: 'fbl.laposte.example', days: 40 },
  { name: 'AOL (SComp)', program: 'aol', state: 'ended', domain: 'scomp.aol.example', days: 300 },
];

export interface LoopCare {
  name: string;
  contactName?: string;
  contactEmail?: string;
  contactUrl?: string;
  terms?: string;
  fee?: string;
  feeCents?: number;
  /** Euros where it does not say. */
  feeCurrency?: string;
  /** Days from the first start. */
  renewsIn?: number;
  ranges?: readonly string[];
  dkimDomains?: readonly string[];
  /** DKIM domains that the provider has yet to be told. */
  untold?: readonly string[];
  history?: readonly { daysAgo: number; event: LoopEvent }[];
}

const known = DKIM_DOMAINS.filter((domain) => domain !== NEW_DKIM_DOMAIN);
const noted = (daysAgo: number, text: string) => ({
  daysAgo,
  event: { kind: 'noted', detail: { text } } as const,
});
const moved = (daysAgo: number, from: LoopState, to: LoopState, note: string | null = null) => ({
  daysAgo,
  event: { kind: 'moved', detail: { from, to, note } } as const,
});

export const LOOP_CARE: readonly LoopCare[] = [
  {
    name: 'Yahoo CFL',
    contactName: 'Sender Hub',
    contactUrl: 'https://senders.yahoo-cfl.example/',
    fee: 'kostenlos',
    dkimDomains: known,
    untold: [NEW_DKIM_DOMAIN],
    history: [noted(90, 'Angemeldet sind die DKIM-Domains; jeder neue Selektor muss nachgetragen werden.')],
  },
  {
    name: 'Outlook.com JMRP',
    contactName: 'SNDS Support',
    contactEmail: 'support@jmrp.outlook.example',
    fee: 'kostenlos',
    ranges: OWN_RANGES,
  },
  {
    name: 'Validity Universal FBL',
    contactName: 'Vera Vertrieb',
    contactEmail: 'vera@ufbl.validity.example',
    terms:
      'Angaben zu Beschwerdeführern bleiben im Haus; die Adresse darf nur zum Abbestellen benutzt werden.',
    fee: 'Jahresgebühr',
    feeCents: 149_900,
    feeCurrency: 'USD',
    renewsIn: 20,
    ranges: OWN_RANGES,
    dkimDomains: DKIM_DOMAINS,
    history: [noted(30, 'Rechnung geht an den Einkauf; Verlängerung dort rechtzeitig anmelden.')],
  },
  { name: 'Zoho Mail FBL', contactEmail: 'fbl@zoho.example', fee: 'kostenlos', ranges: OWN_RANGES },
  {
    name: 'SFR',
    contactEmail: 'fbl@fbl.sfr.example',
    ranges: OWN_RANGES,
    history: [
      moved(5, 'planned', 'applied'),
      moved(1, 'applied', 'verifying', 'Bestätigungscode kam per Mail.'),
    ],
  },
  {
    name: 'La Poste',
    contactEmail: 'postmaster@laposte.example',
    ranges: OWN_RANGES,
    history: [moved(40, 'active', 'paused', 'Meldungen kamen doppelt; der Anbieter prüft.')],
  },
  {
    name: 'AOL (SComp)',
    history: [moved(300, 'active', 'ended', 'Eingestellt: Die Postfächer meldet jetzt Yahoo.')],
  },
];
