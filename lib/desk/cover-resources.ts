// Use case: an administrator says which of our ranges and DKIM domains the provider of a subscription knows.

import { parseRange } from '@/lib/attribution/ranges';
import type { IpRange } from '@/lib/attribution/types';
import { sql } from '@/lib/db/sql';
import { lockDuties } from '@/lib/feedback-loops/duty-store';
import { merged, overlapping } from '@/lib/feedback-loops/range-coverage';
import { lockLoop, recordLoopEvent } from '@/lib/feedback-loops/loop-store';
import { listCovered, replaceCovered } from '@/lib/feedback-loops/resource-store';
import type { CoveredValues } from '@/lib/feedback-loops/types';
import { checkOwnEntry, TOLD_KINDS, type ToldKind } from '@/lib/own-network/types';
import type { SignedInUser } from '@/lib/users/types';
import { done, refused, refusedField, type Outcome } from './outcome';
import { ownValues } from './own-values';

/** A list that was pasted by mistake is longer. */
const VALUES_MAX = 5_000;
/** More values than this are counted in the history, not named. */
const namedValues = 200;

export interface CoverInput {
  id: number;
  /** Values as typed, one a line. */
  lines: Record<ToldKind, string>;
}

/**
 * Expected errors: `not-found`; at the field of a kind: `too-many-values`, or `not-ours` where a value is no resource of ours,
 * shares no address with one, and was not known there before.
 */
export async function coverResources(
  { id, lines }: CoverInput,
  admin: SignedInUser,
): Promise<Outcome<{ total: number }>> {
  const own = await ownValues();
  const ours = merged(readRanges(own.range));
  return sql().begin(async (tx): Promise<Outcome<{ total: number }>> => {
    await lockDuties(tx);
    const held = await lockLoop(tx, id);
    if (held === null) return refused('not-found');
    const before = await listCovered(tx, id);
    const values: CoveredValues = { range: [], 'dkim-domain': [] };
    for (const kind of TOLD_KINDS) {
      const known = new Set([...own[kind], ...before[kind]]);
      const read = readValues(lines[kind], kind, (value) => known.has(value) || touches(kind, value, ours));
      if (typeof read === 'string') return refusedField(kind, read);
      values[kind] = read;
    }
    const [was, is] = [flat(before), flat(values)];
    const detail = {
      added: is.filter((value) => !was.includes(value)).slice(0, namedValues),
      removed: was.filter((value) => !is.includes(value)).slice(0, namedValues),
      total: is.length,
    };
    if (detail.added.length + detail.removed.length > 0) {
      await replaceCovered(tx, id, values);
      await recordLoopEvent(tx, id, admin.id, { kind: 'covered', detail });
    }
    return done({ total: is.length });
  }) as Promise<Outcome<{ total: number }>>;
}

const flat = (values: CoveredValues) => TOLD_KINDS.flatMap((kind) => values[kind]);

const readRanges = (values: readonly string[]) => values.map(parseRange).filter((range) => range !== null);

/** A provider may know of a part of our range, or of a larger one that it lies in. */
function touches(kind: ToldKind, value: string, ours: readonly IpRange[]): boolean {
  const range = kind === 'range' ? parseRange(value) : null;
  return range !== null && overlapping(range, ours).length > 0;
}

/** The values in their stored form, or the code of what is wrong. */
function readValues(text: string, kind: ToldKind, isAllowed: (value: string) => boolean): string[] | string {
  const lines = text
    .split(/[\n,;]/)
    .map((line) => line.trim())
    .filter((line) => line !== '');
  if (lines.length > VALUES_MAX) return 'too-many-values';
  const values = new Set<string>();
  for (const line of lines) {
    const checked = checkOwnEntry(kind, line);
    if (!checked.ok || !isAllowed(checked.value)) return 'not-ours';
    values.add(checked.value);
  }
  return [...values].sort();
}
