// Addresses and texts of a name, asked anew each time: what a block list says now is not what it said before. Failures
// carry one of node's DNS codes; `isAbsence` tells "there is none" from "nobody could say".

import { openResolver, withPatience } from './resolver';

/** Where questions go; an argument everywhere, so that tests and the sample provider bring their own. */
export interface Lookups {
  /** A records. */
  a(name: string): Promise<string[]>;
  /** AAAA records. */
  aaaa(name: string): Promise<string[]>;
  /** TXT records, each as its character strings. */
  txt(name: string): Promise<string[][]>;
}

/** The resolvers of the configuration. */
export function liveLookups(): Lookups {
  const resolver = openResolver();
  return {
    a: (name) => withPatience(resolver.resolve4(name)),
    aaaa: (name) => withPatience(resolver.resolve6(name)),
    txt: (name) => withPatience(resolver.resolveTxt(name)),
  };
}
