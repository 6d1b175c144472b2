// The directory of programs as shipped. Adding one is an entry in the file it belongs to.

import { europeanPrograms } from './europe';
import { mailboxDomains } from './mailbox-domains';
import { mailHosts } from './mail-hosts';
import { microsoftPrograms } from './microsoft';
import { providerPrograms } from './providers';
import { reporterPrograms } from './reporters';
import type { Program } from './types';
import { validityPrograms } from './validity';

export const programs: readonly Program[] = [
  ...providerPrograms,
  ...microsoftPrograms,
  ...validityPrograms,
  ...europeanPrograms,
  ...reporterPrograms,
].map(reachable);

/** With where its people have their mailboxes, and who says so. */
function reachable(one: Program): Program {
  const hosts = mailHosts[one.id];
  return {
    ...one,
    mailboxDomains: [...one.mailboxDomains, ...(mailboxDomains[one.id] ?? [])],
    mailHosts: [...one.mailHosts, ...(hosts?.names ?? [])],
    facts: hosts === undefined ? one.facts : [...one.facts, { topic: 'mail-hosts', source: hosts.source }],
  };
}

/** The program of this id; null where none is shipped. */
export function programOf(id: string): Program | null {
  return programs.find((program) => program.id === id) ?? null;
}
