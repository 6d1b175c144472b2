// Whose people our mail goes to: recipients' domains matched with programs, by the mailbox domains that a program lists, else
// by the domain's mail exchangers (RFC 5321 §5.1). Pure.

import type { Program } from './programs/types';

export interface DomainTraffic {
  domain: string;
  delivered: number;
  /** Its mail exchangers, the preferred one first; empty where there is none or nobody has asked yet. */
  hosts: readonly string[];
}

export interface ProgramTraffic {
  /** Recipients delivered to. */
  delivered: number;
  /** Of them those under other domains than the program lists, known by their exchanger. */
  hosted: number;
}

type Reached = Pick<Program, 'id' | 'mailboxDomains' | 'mailHosts' | 'apply'>;

/** Answers which program's people have their mailboxes in a domain; null where no program is known. */
export function programOfDomain(programs: readonly Reached[]): (one: DomainTraffic) => string | null {
  const byDomain = new Map(programs.flatMap(({ id, mailboxDomains }) => mailboxDomains.map((d) => [d, id])));
  const byHost = new Map(programs.flatMap(({ id, mailHosts }) => mailHosts.map((host) => [host, id])));
  return ({ domain, hosts }) => {
    const listed = byDomain.get(domain);
    if (listed !== undefined) return listed;
    for (const host of hosts) {
      const found = above(host).find((name) => byHost.has(name));
      if (found !== undefined) return byHost.get(found) ?? null;
    }
    return null;
  };
}

/** The name itself and those above it, the longest first. */
function above(host: string): string[] {
  const labels = host.split('.');
  return labels.map((_, at) => labels.slice(at).join('.'));
}

/**
 * What goes to the people of each program, those of the programs that it delivers included. Null for one of which neither
 * domains nor exchangers are known: what goes there cannot be told.
 */
export function trafficByProgram(
  programs: readonly Reached[],
  traffic: readonly DomainTraffic[],
): Map<string, ProgramTraffic | null> {
  const programOf = programOfDomain(programs);
  const own = new Map<string, ProgramTraffic>();
  for (const { id, mailboxDomains, mailHosts } of programs)
    if (mailboxDomains.length + mailHosts.length > 0) own.set(id, { delivered: 0, hosted: 0 });
  const listed = new Set(programs.flatMap(({ mailboxDomains }) => mailboxDomains));
  for (const one of traffic) {
    const sum = own.get(programOf(one) ?? '');
    if (sum === undefined) continue;
    sum.delivered += one.delivered;
    if (!listed.has(one.domain)) sum.hosted += one.delivered;
  }
  return new Map(programs.map(({ id }) => [id, sumOf(id, programs, own)]));
}

function sumOf(
  id: string,
  programs: readonly Reached[],
  own: ReadonlyMap<string, ProgramTraffic>,
): ProgramTraffic | null {
  const parts = programs
    .filter((one) => one.id === id || one.apply.through === id)
    .flatMap((one) => own.get(one.id) ?? []);
  if (parts.length === 0) return null;
  return {
    delivered: parts.reduce((sum, one) => sum + one.delivered, 0),
    hosted: parts.reduce((sum, one) => sum + one.hosted, 0),
  };
}
