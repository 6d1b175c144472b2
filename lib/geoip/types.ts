// The words of the country table: which country the holder of an address range is registered in. A hint for people and
// for signals, never proof: providers move ranges, and whoever wants to be elsewhere uses a proxy.

/** A range of one IP version, both ends included; numbers for IPv4, bigints for IPv6. */
export interface Span<N extends number | bigint> {
  first: N;
  last: N;
  /** ISO 3166-1 alpha-2, upper case. */
  country: string;
}

export interface GeoIp {
  /** ISO 3166-1 alpha-2, upper case; null for what is no address, or stands in no range. */
  countryOf(ip: string): string | null;
  /** Ranges read; 0 where no file is configured. */
  ranges: number;
}

export type GeoIpProblem =
  /** There is no file at this path. */
  | 'missing'
  /** The user that Meldestelle runs as may not read it, or it is no plain file. */
  | 'unreadable'
  /** Longer than any such table. */
  | 'too-large'
  /** Nothing in it is a range with a country. */
  | 'no-ranges';

/** One line that is no range with a country, cut to a length that a screen can show. */
export interface BadLine {
  line: number;
  text: string;
}

export type LoadedGeoIp =
  | { ok: true; geoIp: GeoIp; badLines: number; firstBadLines: BadLine[] }
  | { ok: false; problem: GeoIpProblem };
