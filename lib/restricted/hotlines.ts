// Who reports sexual abuse of children by mail: hotlines whose mail is set apart whatever its format, because what it
// names or carries must not be shown. A forged sender is set apart, too: that hides nothing from whom it concerns.
// Source: the public member list of INHOPE, and the addresses that the German, Austrian, British, North American,
// Dutch, French and Irish hotlines publish. Associations that do other work as well are listed by address.

/** Domains, with every name below them; or single addresses. Lower case. */
export const HOTLINES: readonly string[] = [
  'internet-beschwerdestelle.de',
  'hotline@eco.de',
  'hotline@fsm.de',
  'jugendschutz.net',
  'stopline.at',
  'inhope.org',
  'iwf.org.uk',
  'ncmec.org',
  'missingkids.org',
  'cybertip.ca',
  'protectchildren.ca',
  'offlimits.nl',
  'pointdecontact.net',
  'hotline.ie',
];

/** The entry that a sender belongs to, or null. `address` is a lower-case addr-spec. */
export function hotlineOf(address: string | null): string | null {
  if (address === null) return null;
  const domain = address.slice(address.lastIndexOf('@') + 1);
  const isOne = (entry: string): boolean =>
    entry.includes('@') ? entry === address : domain === entry || domain.endsWith(`.${entry}`);
  return HOTLINES.find(isOne) ?? null;
}
