// A feedback loop that the provider subscribes to, as its form holds it.

import type { ToldKind } from '@/lib/own-network/types';

/** What a complaint of type `abuse` from this loop is: pressed by a person, made by a filter, a trap hit, a listing. */
export const DEFAULT_KINDS = ['user', 'automatic', 'trap', 'listing'] as const;
export type DefaultKind = (typeof DEFAULT_KINDS)[number];

export const LOOP_STATES = ['planned', 'applied', 'verifying', 'active', 'paused', 'ended'] as const;
/** Which may follow which: life.ts. */
export type LoopState = (typeof LOOP_STATES)[number];

/** What its identities prove counts as its own: from the moment on at which the provider checks that we are we. */
export function provesReports(state: LoopState): boolean {
  return state === 'verifying' || state === 'active';
}

/** What a provider knows of our resources: the values of each kind, in order. */
export type CoveredValues = Record<ToldKind, string[]>;

export interface LoopSettings {
  name: string;
  program: string;
  intakeAlias: string | null;
  fromAddresses: string[];
  envelopeDomains: string[];
  dkimDomains: string[];
  defaultKind: DefaultKind;
  factor: number;
  /** Reports a day that the subscription expects, until its rhythm is known. */
  expectedPerDay: number | null;
  /** Users. */
  ownerId: number | null;
  deputyId: number | null;
  contactName: string | null;
  contactEmail: string | null;
  contactPhone: string | null;
  contactUrl: string | null;
  terms: string | null;
  /** Its terms allow telling the customer what its reports say. */
  discloses: boolean;
  /** Its terms allow the complainant's address in a suppression list. */
  maySuppressAddress: boolean;
  /** What it costs, in words; and a year, in hundredths of its currency. */
  fee: string | null;
  feeCents: number | null;
  /** ISO 4217. */
  feeCurrency: string;
  /** `2027-03-31` */
  renewsOn: string | null;
  portalUrl: string | null;
}

/** A loop has a handful of identities; more is a pasted list gone wrong. */
export const IDENTITIES_MAX = 50;
export const FACTOR_MAX = 2;
export const EXPECTED_PER_DAY_MAX = 1_000_000;
/** Ten million a year: more is a slip of the keyboard. */
export const FEE_CENTS_MAX = 1_000_000_000;
