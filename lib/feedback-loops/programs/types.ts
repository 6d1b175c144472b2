// A program: what a mailbox provider offers, or a reporter sends, and what is known about it. Shipped as data; each fact has
// its source and its year, and what nobody could confirm says so. Pure.

export const programStatuses = [
  'live',
  'closed',
  'aggregate',
  'unconfirmed',
  'conflicting',
  'retired',
] as const;
/**
 * `live`: can be subscribed to, or sends by itself. `closed`: exists, for some only. `aggregate`: counts, no reports.
 * `unconfirmed`: named somewhere, not confirmed. `conflicting`: sources contradict each other. `retired`: gone.
 */
export type ProgramStatus = (typeof programStatuses)[number];

export const programKeys = ['ip', 'dkim', 'header', 'account', 'own-filter', 'unknown'] as const;
/** What a program recognises the subscriber's mail by. */
export type ProgramKey = (typeof programKeys)[number];

export const applyWays = ['form', 'membership', 'through', 'mail', 'automatic', 'none', 'unknown'] as const;
/** `through`: another program delivers it. `automatic`: it writes to the abuse contact of the address unasked. */
export type ApplyWay = (typeof applyWays)[number];

export const reportFormats = [
  'arf',
  'arf-like',
  'xarf',
  'message',
  'text',
  'csv',
  'none',
  'unknown',
] as const;
/** `arf-like`: the parts of ARF in another container. `message`: the bare mail, as an attachment or forwarded. */
export type ReportFormat = (typeof reportFormats)[number];

export const redactions = ['none', 'local-part', 'hashed', 'munged', 'body-removed', 'unknown'] as const;
/** What is taken out of the reported mail. */
export type Redaction = (typeof redactions)[number];

export const factTopics = [
  'existence',
  'membership',
  'sign-up',
  'keyed-on',
  'identity',
  'mail-hosts',
  'fields',
  'redaction',
  'cost',
  'terms',
  'end',
] as const;
export type FactTopic = (typeof factTopics)[number];

export interface Texts {
  de: string;
  en: string;
}

export interface ProgramFact {
  topic: FactTopic;
  /** Key of `sources.ts`. */
  source: string;
}

export interface Program {
  /** Stable; a subscription names it. */
  id: string;
  name: string;
  status: ProgramStatus;
  keyedOn: readonly ProgramKey[];
  apply: { way: ApplyWay; url: string | null; through: string | null };
  reports: {
    formats: readonly ReportFormat[];
    /** Addresses of From, or `@domain`. */
    from: readonly string[];
    envelopeDomains: readonly string[];
    dkimDomains: readonly string[];
    userAgents: readonly string[];
    subject: string | null;
    redaction: Redaction;
  };
  /** Where its complainants have their mailboxes, as far as somebody lists it. */
  mailboxDomains: readonly string[];
  /** Names, or endings of names, of the exchangers that take mail for its customers' own domains. */
  mailHosts: readonly string[];
  cost: Texts | null;
  terms: Texts | null;
  /** What it is, in a sentence or two. */
  summary: Texts;
  /** What to expect of its reports. */
  quirks: readonly Texts[];
  facts: readonly ProgramFact[];
}

/** What most entries leave open. */
export type ProgramDraft = Pick<Program, 'id' | 'name' | 'status' | 'keyedOn' | 'summary' | 'facts'> &
  Partial<Pick<Program, 'cost' | 'terms' | 'quirks' | 'mailboxDomains' | 'mailHosts'>> & {
    apply?: Partial<Program['apply']>;
    reports?: Partial<Program['reports']>;
  };

/** Fills what an entry leaves open with "unknown". */
export function program({ apply, reports, ...draft }: ProgramDraft): Program {
  return {
    mailboxDomains: [],
    mailHosts: [],
    cost: null,
    terms: null,
    quirks: [],
    ...draft,
    apply: { way: 'unknown', url: null, through: null, ...apply },
    reports: {
      formats: ['unknown'],
      from: [],
      envelopeDomains: [],
      dkimDomains: [],
      userAgents: [],
      subject: null,
      redaction: 'unknown',
      ...reports,
    },
  };
}

export const text = (de: string, en: string): Texts => ({ de, en });

/** Facts as pairs, for short entries. */
export const facts = (...pairs: readonly [FactTopic, string][]): ProgramFact[] =>
  pairs.map(([topic, source]) => ({ topic, source }));
