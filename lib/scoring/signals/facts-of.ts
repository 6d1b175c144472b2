// From what was read of an account's hours to the facts its signals follow from. Pure; countries by the function given.

import type { AccountKind } from '@/lib/attribution/types';
import type { Span } from './span';
import type { LogFacts, WidestHour } from './types';

/** The window as read from the hours. */
export interface WindowSums {
  kind: AccountKind;
  messages: number;
  delivered: number;
  bounced: number;
  refused: number;
  foreignFrom: number;
  foreignDomain: string | null;
  busiestHour: Date;
  busiest: number;
  /** The networks of the busiest hour; none of a site. */
  busiestNetworks: string[];
  widestHour: Date;
  networks: string[];
}

export interface Surroundings {
  span: Span;
  /** Null where too little of the log is known, or nobody asked since it cannot matter. */
  habit: { median: number; largest: number } | null;
  /** Networks of before; null as above. */
  formerNetworks: readonly string[] | null;
  /** Null where no country table is configured. */
  countryOf: ((ip: string) => string | null) | null;
  /** Whether it is known which domains are ours. */
  knowsDomains: boolean;
}

export function factsOf(sums: WindowSums, around: Surroundings): LogFacts {
  const { kind, messages, delivered, bounced, refused, foreignFrom, foreignDomain } = sums;
  const { span, habit, knowsDomains } = around;
  // A site's envelope sender is its server's, whatever it sends.
  const knowsForeign = knowsDomains && kind === 'mailbox';
  return {
    from: span.from.toISOString(),
    to: span.to.toISOString(),
    messages,
    busiest: {
      hour: sums.busiestHour.toISOString(),
      recipients: sums.busiest,
      median: habit?.median ?? null,
      largest: habit?.largest ?? null,
      newNetworks: newOf(sums.busiestNetworks, around.formerNetworks),
    },
    widest: widestOf(sums, around),
    finished: delivered + bounced,
    bounced,
    foreignFrom: knowsForeign ? foreignFrom : null,
    foreignDomain: knowsForeign ? foreignDomain : null,
    refused,
  };
}

/** How many of the networks are new; null where there are none, or those of before are not known. */
function newOf(networks: readonly string[], former: readonly string[] | null): number | null {
  if (former === null || networks.length === 0) return null;
  const known = new Set(former);
  return networks.filter((network) => !known.has(network)).length;
}

function widestOf(
  { widestHour, networks }: WindowSums,
  { formerNetworks, countryOf }: Surroundings,
): WidestHour {
  const countries = countryOf === null ? null : countriesOf(networks, countryOf);
  const former = formerNetworks === null ? null : new Set(formerNetworks);
  const formerCountries =
    former === null || countryOf === null ? null : new Set(countriesOf([...former], countryOf));
  return {
    hour: widestHour.toISOString(),
    networks: networks.slice(0, 50),
    newNetworks: former === null ? null : networks.filter((network) => !former.has(network)).length,
    countries,
    newCountries:
      countries === null || formerCountries === null
        ? null
        : countries.filter((country) => !formerCountries.has(country)).length,
  };
}

/** The countries of networks by their first address, sorted; networks that no table knows have none. */
function countriesOf(networks: readonly string[], countryOf: (ip: string) => string | null): string[] {
  const found = networks.map((network) => countryOf(network.slice(0, network.indexOf('/'))));
  return [...new Set(found.filter((country) => country !== null))].sort();
}
