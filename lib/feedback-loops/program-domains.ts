// Where the large programs have their mailboxes, for the complaint rate: what was delivered there is what could be
// complained about. Domains that complainants name are learned besides; a program that is not here is known by those alone.
// Mailboxes of other domains that are hosted there are not listed anywhere, so that the count of deliveries is at most a
// little low. Pure.

import { programs } from './programs/directory';

const domains = new Map(
  programs.flatMap(({ id, name, mailboxDomains }) => [
    [id, mailboxDomains] as const,
    [name, mailboxDomains] as const,
  ]),
);

/** The domains of a program by the name or id the loop carries; empty where none is known. */
export function domainsOfProgram(program: string): readonly string[] {
  return domains.get(program) ?? [];
}
