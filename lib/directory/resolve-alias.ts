// Where an address ends by the directory: at an account of its own, by an alias, by its domain's catch-all or by an alias
// domain, in this order, through as many steps as aliases may have. Pure.

import type { AliasEnd, FollowAlias } from '@/lib/attribution/types';
import { loginDomain } from './names';

/** What the directory says of the addresses of a batch and of all they lead to. */
export interface AliasFacts {
  /** Logins that a source lists as accounts. */
  accounts: ReadonlySet<string>;
  /** Targets by address, or by `@domain`. */
  targets: ReadonlyMap<string, readonly string[]>;
}

/** Steps that aliases are followed: more is a loop or a mistake. The query that gathers the facts goes as far. */
export const maxAliasSteps = 6;
/** Accounts behind one alias: more is a mailing list, and two are no answer already. */
export const maxAliasEnds = 20;

interface Walk {
  facts: AliasFacts;
  isHosted: (domain: string) => boolean;
  seen: Set<string>;
  ends: Set<string>;
  outside: Set<string>;
}

/**
 * A catch-all counts where its target is known: a directory that lists no accounts would else make every mailbox of the
 * domain the one that catches the rest.
 */
function targetsOf(address: string, { accounts, targets }: AliasFacts): readonly string[] | undefined {
  const exact = targets.get(address);
  if (exact !== undefined) return exact;
  const domain = loginDomain(address);
  const local = address.slice(0, address.lastIndexOf('@'));
  if (domain === null || local === '') return undefined;
  const caught = (targets.get(`@${domain}`) ?? []).flatMap((target) => {
    if (target.startsWith('@')) return [`${local}${target}`];
    return accounts.has(target) || targets.has(target) ? [target] : [];
  });
  return caught.length > 0 ? caught : undefined;
}

function walk(address: string, steps: number, state: Walk): void {
  if (state.seen.has(address) || state.ends.size >= maxAliasEnds) return;
  state.seen.add(address);
  if (state.facts.accounts.has(address)) {
    state.ends.add(address);
    return;
  }
  const next = targetsOf(address, state.facts);
  if (next === undefined) {
    const domain = loginDomain(address);
    (domain !== null && state.isHosted(domain) ? state.ends : state.outside).add(address);
    return;
  }
  if (steps >= maxAliasSteps) state.outside.add(address);
  else for (const target of next) walk(target, steps + 1, state);
}

/** Follows by these facts. An address that is no alias is itself, hosted or not; a loop ends nowhere. */
export function aliasesBy(facts: AliasFacts, isHosted: (domain: string) => boolean): FollowAlias {
  return (login): AliasEnd => {
    if (facts.accounts.has(login) || targetsOf(login, facts) === undefined) return { kind: 'itself' };
    const state: Walk = { facts, isHosted, seen: new Set(), ends: new Set(), outside: new Set() };
    walk(login, 0, state);
    const [first, ...more] = state.ends;
    if (first === undefined) return { kind: 'outside', targets: [...state.outside] };
    if (more.length > 0) return { kind: 'several', logins: [first, ...more] };
    return first === login ? { kind: 'itself' } : { kind: 'account', login: first };
  };
}
