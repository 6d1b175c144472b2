// The feedback loops the sample provider subscribes to, with the identities that prove their reports.
// Promise: the names shown are the programs' own; every domain and address is a reserved one.
// Source of the shapes: the programs' public postmaster pages and published sample messages.

import type { ProgramId } from './types';

export interface Program {
  id: ProgramId;
  /** As the desk shows it. */
  name: string;
  /** The address the loop delivers to, one of its own (RFC 6449 §4.1). */
  intakeAlias: string;
  /** Empty where every report has a From of its own. */
  fromAddresses: readonly string[];
  envelopeDomains: readonly string[];
  dkimDomains: readonly string[];
  defaultKind: 'user' | 'automatic' | 'trap' | 'listing';
  /** The host that hands its reports to our MX. */
  mta: { name: string; ip: string };
  /** Where its complainants have their mailboxes. */
  complainantDomains: readonly string[];
  /** Weight among ordinary complaints. */
  share: number;
}

const PROGRAMS: readonly Program[] = [
  {
    id: 'yahoo-cfl',
    name: 'Yahoo CFL',
    intakeAlias: 'fbl-yahoo@musterpost.example',
    fromAddresses: ['feedback@arf.yahoo-cfl.example'],
    envelopeDomains: ['arf.yahoo-cfl.example'],
    dkimDomains: ['arf.yahoo-cfl.example'],
    defaultKind: 'user',
    mta: { name: 'sonic7.arf.yahoo-cfl.example', ip: '203.0.113.11' },
    complainantDomains: ['yahoo-post.example', 'aol-post.example'],
    share: 30,
  },
  {
    id: 'outlook-jmrp',
    name: 'Outlook.com JMRP',
    intakeAlias: 'fbl-outlook@musterpost.example',
    fromAddresses: ['staff@jmrp.outlook.example'],
    envelopeDomains: ['jmrp.outlook.example'],
    dkimDomains: ['jmrp.outlook.example'],
    defaultKind: 'user',
    mta: { name: 'out4.jmrp.outlook.example', ip: '203.0.113.21' },
    complainantDomains: ['outlook-post.example', 'hotmail-post.example'],
    share: 28,
  },
  {
    id: 'comcast',
    name: 'Comcast FBL',
    intakeAlias: 'fbl-comcast@musterpost.example',
    fromAddresses: ['feedbackloop@fbl.comcast.example'],
    envelopeDomains: ['fbl.comcast.example'],
    dkimDomains: ['fbl.comcast.example'],
    defaultKind: 'user',
    mta: { name: 'po2.fbl.comcast.example', ip: '203.0.113.31' },
    complainantDomains: ['comcast-post.example'],
    share: 8,
  },
  {
    id: 'mail-ru',
    name: 'Mail.ru FBL',
    intakeAlias: 'fbl-mailru@musterpost.example',
    fromAddresses: ['noreply@corp.mail-ru.example'],
    envelopeDomains: ['corp.mail-ru.example'],
    dkimDomains: ['corp.mail-ru.example'],
    defaultKind: 'user',
    mta: { name: 'fallback3.corp.mail-ru.example', ip: '203.0.113.41' },
    complainantDomains: ['mail-ru-post.example'],
    share: 7,
  },
  {
    id: 'spamcop',
    name: 'SpamCop',
    intakeAlias: 'fbl-spamcop@musterpost.example',
    fromAddresses: [],
    envelopeDomains: ['bounces.spamcop.example'],
    dkimDomains: ['reports.spamcop.example'],
    defaultKind: 'user',
    mta: { name: 'vmx5.spamcop.example', ip: '203.0.113.51' },
    complainantDomains: ['spamcop-post.example'],
    share: 8,
  },
  {
    id: 'nixspam',
    name: 'NiX Spam',
    intakeAlias: 'fbl-nixspam@musterpost.example',
    fromAddresses: ['postmaster@nixspam.example'],
    envelopeDomains: ['nixspam.example'],
    dkimDomains: ['nixspam.example'],
    defaultKind: 'trap',
    mta: { name: 'mx.nixspam.example', ip: '203.0.113.61' },
    complainantDomains: ['falle.nixspam.example'],
    share: 3,
  },
  {
    id: 'validity',
    name: 'Validity Universal FBL',
    intakeAlias: 'fbl-validity@musterpost.example',
    fromAddresses: ['feedbackloop@ufbl.validity.example'],
    envelopeDomains: ['bounces.validity.example'],
    dkimDomains: ['ufbl.validity.example'],
    defaultKind: 'user',
    mta: { name: 'mta9.ufbl.validity.example', ip: '203.0.113.71' },
    complainantDomains: [
      'gandi-post.example',
      'ziggo-post.example',
      'telenor-post.example',
      'swiss-post.example',
    ],
    share: 16,
  },
  {
    id: 'generic',
    name: 'Beispielnetz',
    intakeAlias: 'abuse@musterpost.example',
    fromAddresses: ['abuse@beispielnetz.example'],
    envelopeDomains: ['beispielnetz.example'],
    dkimDomains: ['beispielnetz.example'],
    defaultKind: 'user',
    mta: { name: 'smtp.beispielnetz.example', ip: '203.0.113.81' },
    complainantDomains: ['beispielnetz.example'],
    share: 2,
  },
];

/** The loops with a row in the desk's database; the generic reporter is not among them. */
export const LOOPS: readonly Program[] = PROGRAMS.filter((program) => program.id !== 'generic');

/** Program and weight, for drawing one. */
export const PROGRAM_SHARES: readonly (readonly [ProgramId, number])[] = PROGRAMS.map(({ id, share }) => [
  id,
  share,
]);

/** The facts of a program. */
export function programOf(id: ProgramId): Program {
  const program = PROGRAMS.find((candidate) => candidate.id === id);
  if (program === undefined) throw new Error(`no program ${id} in the sample provider`);
  return program;
}

/** The program whose complainants have their mailboxes in a domain; null where none has. */
export function programOfDomain(domain: string): Program | null {
  return PROGRAMS.find(({ complainantDomains }) => complainantDomains.includes(domain)) ?? null;
}
