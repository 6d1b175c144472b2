// Which kinds of our resources a subscription is about. Pure.

import { TOLD_KINDS, type ToldKind } from '@/lib/own-network/types';
import type { ProgramKey } from './programs/types';

/**
 * By what the program recognises us by, and by what is entered as known there. Of a program that says neither, both kinds
 * belong into an application; a change is told only where something says that it concerns them.
 */
export function toldKinds(keyedOn: readonly ProgramKey[], covered: readonly ToldKind[]): ToldKind[] {
  return TOLD_KINDS.filter(
    (kind) => covered.includes(kind) || keyedOn.includes(kind === 'range' ? 'ip' : 'dkim'),
  );
}

/** What an application lists. */
export function appliedKinds(keyedOn: readonly ProgramKey[]): readonly ToldKind[] {
  const kinds = toldKinds(keyedOn, []);
  return kinds.length === 0 ? TOLD_KINDS : kinds;
}
