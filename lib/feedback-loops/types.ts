// A feedback loop that the provider subscribes to, as its form holds it.

/** What a complaint of type `abuse` from this loop is: pressed by a person, made by a filter, a trap hit, a listing. */
export const DEFAULT_KINDS = ['user', 'automatic', 'trap', 'listing'] as const;
export type DefaultKind = (typeof DEFAULT_KINDS)[number];

export interface LoopSettings {
  name: string;
  program: string;
  intakeAlias: string | null;
  fromAddresses: string[];
  envelopeDomains: string[];
  dkimDomains: string[];
  defaultKind: DefaultKind;
  factor: number;
  active: boolean;
  /** Its terms allow telling the customer what its reports say. */
  discloses: boolean;
  /** Reports a day that the subscription expects, until its rhythm is known. */
  expectedPerDay: number | null;
}

/** A loop has a handful of identities; more is a pasted list gone wrong. */
export const IDENTITIES_MAX = 50;
export const FACTOR_MAX = 2;
export const EXPECTED_PER_DAY_MAX = 1_000_000;
