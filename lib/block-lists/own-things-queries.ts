// What is ours, as far as block lists are asked about it: bounded, also where the directory lists a million domains.

import { parseRange } from '@/lib/attribution/ranges';
import type { Sql } from '@/lib/db/sql';
import { env } from '@/lib/env';

/** Names of mail servers asked for their addresses at most; hosts and ranges read at most. */
const hostsMost = 200;
const rowsMost = 5_000;
/** Domains beyond the bound that are counted: how many are left out is said up to here. */
export const leftCounted = 5_000;

export interface OwnRows {
  hosts: string[];
  ranges: NonNullable<ReturnType<typeof parseRange>>[];
  /** What administrators entered comes before what the directory lists. */
  domains: string[];
}

/**
 * Own hosts, ranges and domains, of the screen and of the environment; of domains no more than `maxDomains` and those that
 * are counted beyond. A name that stands for all below it is none.
 */
export async function readOwnRows(pool: Sql, maxDomains: number): Promise<OwnRows> {
  const domainsMost = maxDomains + leftCounted;
  const rows = await pool<{ kind: string; value: string }[]>`
    (SELECT kind, value FROM own_resource WHERE kind = 'host' ORDER BY value LIMIT ${rowsMost})
    UNION ALL (SELECT kind, value FROM own_resource WHERE kind = 'range' ORDER BY value LIMIT ${rowsMost})
    UNION ALL (SELECT kind, value FROM own_resource WHERE kind = 'domain' AND origin <> 'directory'
      ORDER BY value LIMIT ${domainsMost})
    UNION ALL (SELECT kind, value FROM own_resource WHERE kind = 'domain' AND origin = 'directory'
      ORDER BY value LIMIT ${domainsMost})`;
  const { OWN_HOSTS, OWN_RANGES, OWN_DOMAINS } = env();
  const valuesOf = (kind: string, given: readonly string[]): string[] => [
    ...new Set([...given, ...rows.filter((row) => row.kind === kind).map(({ value }) => value)]),
  ];
  const isName = (value: string): boolean => !value.startsWith('.');
  return {
    hosts: valuesOf('host', OWN_HOSTS).filter(isName).slice(0, hostsMost),
    ranges: valuesOf('range', OWN_RANGES)
      .map(parseRange)
      .filter((range) => range !== null),
    domains: valuesOf('domain', OWN_DOMAINS).filter(isName).slice(0, domainsMost),
  };
}
