// The fields of X-ARF and which of them a report must have.
// Promise: data only. Source: X-ARF 0.1 and 0.2, the field lists of the specification and of its schemas.

/** Spelling of the specification by lower-case name. */
const SPELLINGS = [
  ...['Reported-From', 'Category', 'Report-Type', 'User-Agent', 'Report-ID', 'Date', 'Source', 'Source-Type'],
  ...['Attachment', 'Schema-URL', 'Version', 'Occurrences', 'TLP'],
  ...['Service', 'Port', 'Destination', 'Destination-Type', 'Domain', 'Protocol', 'Source-Port'],
];

const BY_KEY = new Map(SPELLINGS.map((name) => [name.toLowerCase(), name]));

/** Exactly once in every report. */
export const MANDATORY = SPELLINGS.slice(0, 10).map((name) => name.toLowerCase());

/** True for a lower-case name of the specification or its schemas. */
export function isXarfField(key: string): boolean {
  return BY_KEY.has(key);
}

/** True where a known field is spelt otherwise than in the specification. */
export function isMisspelt(name: string, key: string): boolean {
  const spelling = BY_KEY.get(key);
  return spelling !== undefined && spelling !== name;
}
