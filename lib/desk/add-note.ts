// A note in a case's history. It contradicts nobody, so it needs no version and raises none.

import { lockCase, record } from '@/lib/cases/decide-store';
import { sql } from '@/lib/db/sql';
import { done, refused, refusedField, type Outcome } from './outcome';

/** Longer texts belong into a document; the history stays readable. */
export const noteMaxChars = 4000;

/** Adds a note to a case, open or ended. `text` is trimmed. */
export async function addNote(input: {
  caseId: number;
  userId: number;
  text: string;
}): Promise<Outcome<null>> {
  const text = input.text.trim();
  if (text === '') return refusedField('text', 'required');
  if (text.length > noteMaxChars) return refusedField('text', 'too-long');
  return sql().begin(async (tx): Promise<Outcome<null>> => {
    const held = await lockCase(tx, input.caseId);
    if (held === null) return refused('not-found');
    await record(tx, held, input.userId, { kind: 'note', detail: { text } }, new Date());
    return done(null);
  }) as Promise<Outcome<null>>;
}
