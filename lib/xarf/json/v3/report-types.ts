// XARF before version 4: the report types, each with its class, its members and where the abuse comes from.
// Promise: one entry a type; the versions that know it and what older ones demanded beside it stand in the entry.
// Source: XARF 3, 2, 1 and alpha, one schema a type.

import type { z } from 'zod';
import { hostname, text, uri, word } from '../vocabulary';
import { cvss } from './cvss';
import {
  account,
  alphaEnvelope,
  attacker,
  common,
  destination,
  envelope,
  file,
  harassment,
  hash,
  service,
  traffic,
  transport,
} from './members';

/** The rules that a document is held to. `early` are versions 1 and 2; without a version it is `alpha`. */
export type Rules = 'alpha' | '1' | '2' | '3';

export interface ReportType {
  reportClass: 'Activity' | 'Content' | 'Vulnerability';
  /** Where the abuse comes from: an address, an address or a URL, or an account. */
  source: 'ip' | 'ip-or-url' | 'account';
  members: (rules: Rules) => z.ZodRawShape;
  required?: (rules: Rules) => readonly string[];
  /** Unknown before version 3. */
  isLate?: true;
}

const isEarly = (rules: Rules) => rules !== '3';
const shared = (rules: Rules) => common(isEarly(rules));
const attack = (rules: Rules) => ({ ...destination, ...traffic, ...shared(rules) });
const infringingUrl = (rules: Rules): z.ZodRawShape => (rules === 'alpha' ? { InfringingUrl: uri } : {});

const activities: Record<string, ReportType> = {
  Spam: {
    reportClass: 'Activity',
    source: 'ip',
    members: (rules) => ({
      ...destination,
      ...shared(rules),
      ...(rules === 'alpha' ? alphaEnvelope : envelope),
    }),
  },
  LoginAttack: { reportClass: 'Activity', source: 'ip', members: attack },
  PortScan: { reportClass: 'Activity', source: 'ip', members: attack },
  DOS: { reportClass: 'Activity', source: 'ip', members: attack },
  'RPZ-Rewrite': {
    reportClass: 'Activity',
    source: 'ip',
    members: () => ({ RpzDomain: hostname, MalwareName: text }),
  },
  Exploit: {
    reportClass: 'Activity',
    source: 'ip',
    members: (rules) => ({
      ...destination,
      ...service,
      ...transport,
      ...shared(rules),
      CVE: text.regex(/^CVE-\d{4}-\d{4,7}$/),
      CVSS: cvss,
    }),
    isLate: true,
  },
  Harassment: {
    reportClass: 'Activity',
    source: 'ip-or-url',
    members: (rules) => ({ ...harassment, ...shared(rules) }),
    required: () => ['Harasser', 'HarassmentDescription'],
    isLate: true,
  },
  WebCrawler: { reportClass: 'Activity', source: 'ip-or-url', members: shared, isLate: true },
  PotentiallyCompromisedAccount: {
    reportClass: 'Activity',
    source: 'account',
    members: (rules) => ({
      ...attacker,
      ...destination,
      ...shared(rules),
      Account: account,
      PasswordHash: hash,
    }),
    required: () => ['Account'],
    isLate: true,
  },
};

const contents: Record<string, ReportType> = {
  Botnet: {
    reportClass: 'Content',
    source: 'ip-or-url',
    members: (rules) => ({ BotnetName: text, ...shared(rules) }),
  },
  ChildAbuse: { reportClass: 'Content', source: 'ip-or-url', members: () => ({}) },
  ChildSexualAbuseMaterial: {
    reportClass: 'Content',
    source: 'ip-or-url',
    members: () => ({ ReportSubType: word('Link-Sharing') }),
    isLate: true,
  },
  Copyright: {
    reportClass: 'Content',
    source: 'ip-or-url',
    members: (rules) => ({
      InfringedMaterial: text,
      MaterialType: text,
      SharingProtocol: text,
      CourtOrder: uri,
      ...infringingUrl(rules),
      ...file(isEarly(rules)),
    }),
    required: () => ['InfringedMaterial', 'FileName'],
  },
  Malware: {
    reportClass: 'Content',
    source: 'ip-or-url',
    members: (rules) => ({ MalwareName: text, ...shared(rules) }),
    required: (rules) => (isEarly(rules) ? ['SourceUrl'] : []),
  },
  Phishing: {
    reportClass: 'Content',
    source: 'ip-or-url',
    members: shared,
    required: () => ['SourceUrl'],
  },
  Trademark: {
    reportClass: 'Content',
    source: 'ip-or-url',
    members: (rules) => ({
      TrademarkedMaterial: text,
      RegistrationOffice: text,
      RegistrationNumber: text,
      ...infringingUrl(rules),
    }),
    required: () => ['TrademarkedMaterial'],
  },
};

/** By the published spelling. `RPZ-Rewrite` is the sub-type of the Malware that is an activity. */
export const reportTypes: ReadonlyMap<string, ReportType> = new Map(
  Object.entries({
    ...activities,
    ...contents,
    OpenService: {
      reportClass: 'Vulnerability',
      source: 'ip-or-url',
      members: (rules: Rules) => ({
        ...transport,
        ...service,
        ...shared(rules),
      }),
      required: () => ['ServiceName'],
    } satisfies ReportType,
  }),
);
