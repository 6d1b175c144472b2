// Use case: an administrator corrects a program of the directory, or adds one of his own.

import { sql } from '@/lib/db/sql';
import { bodyOf, type CorrectionBody } from '@/lib/feedback-loops/programs/correction';
import { findProgram } from '@/lib/feedback-loops/programs/queries';
import { lockProgram, putCorrection } from '@/lib/feedback-loops/programs/store';
import type { SignedInUser } from '@/lib/users/types';
import { done, refused, refusedField, type Outcome } from './outcome';

export interface SaveProgramInput {
  /** Null: a new one, whose id is made of its name. */
  id: string | null;
  /** When the correction that the person saw was saved (ISO); null where there was none. */
  seen: string | null;
  body: CorrectionBody;
}

/** Expected errors: `not-found`, `stale`; field `name`: `name-taken`, `no-letters`. */
export function saveProgram(input: SaveProgramInput, admin: SignedInUser): Promise<Outcome<{ id: string }>> {
  const id = input.id ?? idOf(input.body.name);
  if (id === '') return Promise.resolve(refusedField('name', 'no-letters'));
  return sql().begin(async (tx): Promise<Outcome<{ id: string }>> => {
    await lockProgram(tx, id);
    const found = await findProgram(id, tx);
    if (input.id === null && found !== null) return refusedField('name', 'name-taken');
    if (input.id !== null && found === null) return refused('not-found');
    if ((found?.correction?.updatedAt.toISOString() ?? null) !== input.seen) return refused('stale');
    await putCorrection(tx, id, input.body, admin.id);
    const detail = tx.json({ from: found === null ? null : bodyOf(found), to: input.body } as never);
    await tx`SELECT append_audit(${admin.id}, 'program-changed', ${`program:${id}`}, ${detail})`;
    return done({ id });
  }) as Promise<Outcome<{ id: string }>>;
}

/** `Müller & Söhne` → `mueller-soehne` */
function idOf(name: string): string {
  return name
    .toLowerCase()
    .replaceAll('ä', 'ae')
    .replaceAll('ö', 'oe')
    .replaceAll('ü', 'ue')
    .replaceAll('ß', 'ss')
    .normalize('NFKD')
    .replaceAll(/[^a-z0-9]+/g, '-')
    .replaceAll(/^-+|-+$/g, '')
    .slice(0, 60);
}
