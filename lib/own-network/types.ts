// What belongs to this provider, as the screen "Own network" lists it: the kinds of attribution, and beside them the
// mail exchangers whose Authentication-Results count (RFC 8601 §2.5).

import { checkOwnResource, type OwnResourceProblem } from '@/lib/attribution/own-network';
import type { OwnResourceKind } from '@/lib/attribution/types';

export const OWN_KINDS = ['domain', 'host', 'range', 'sender-header', 'authserv-id'] as const satisfies (
  OwnResourceKind | 'authserv-id'
)[];
export type OwnKind = (typeof OWN_KINDS)[number];

export interface OwnEntry {
  kind: OwnKind;
  value: string;
  note: string | null;
  fromEnvironment: boolean;
}

/** Checks a value as attribution does and brings it into its stored form; an authserv-id has the form of a host. */
export function checkOwnEntry(
  kind: OwnKind,
  value: string,
): { ok: true; value: string } | { ok: false; code: OwnResourceProblem } {
  return checkOwnResource(kind === 'authserv-id' ? 'host' : kind, value);
}
