// Use cases: own resources out of a CSV. First it is shown what would be added and which lines cannot be read; then all of
// it is taken, or nothing.

import { sql } from '@/lib/db/sql';
import { decodeCsv, readCsvRows } from '@/lib/directory/csv/read-rows';
import {
  IMPORT_CHARS_MAX,
  IMPORT_ROWS_MAX,
  readImport,
  type ImportEntry,
  type ImportProblem,
} from '@/lib/own-network/import-rows';
import { listOwnEntries } from '@/lib/own-network/queries';
import { insertOwnEntries } from '@/lib/own-network/store';
import type { SignedInUser } from '@/lib/users/types';
import { forgetDeskContext } from './desk-context';
import { noteOwnChanges } from './note-own-changes';
import { done, refused, type Outcome } from './outcome';

export interface ImportPreview {
  /** What was read, to be sent again. */
  text: string;
  problems: ImportProblem[];
  /** Of all lines; the list above shows the first. */
  problemCount: number;
  /** Not ours yet. */
  fresh: ImportEntry[];
  known: number;
}

type ImportCode = 'import-empty' | 'import-too-large' | 'import-broken';

/** Expected errors: `import-empty`, `import-too-large`, `import-broken` (a quote that is never closed). */
export async function previewOwnImport(
  source: string | Uint8Array,
): Promise<Outcome<ImportPreview, ImportCode>> {
  if (source.length > IMPORT_CHARS_MAX) return refused('import-too-large');
  const text = typeof source === 'string' ? source : decodeCsv(Buffer.from(source));
  const rows = readCsvRows(text);
  if (rows === null) return refused('import-broken');
  if (rows.length > IMPORT_ROWS_MAX) return refused('import-too-large');
  const reading = readImport(rows);
  if (!reading.ok)
    return done({ text, problems: reading.problems, problemCount: reading.total, fresh: [], known: 0 });
  if (reading.entries.length === 0) return refused('import-empty');
  const own = await listOwnEntries();
  const known = new Set(
    Object.values(own)
      .flat()
      .map(({ kind, value }) => `${kind} ${value}`),
  );
  const fresh = reading.entries.filter(({ kind, value }) => !known.has(`${kind} ${value}`));
  return done({ text, problems: [], problemCount: 0, fresh, known: reading.entries.length - fresh.length });
}

/** Takes all of it. Expected errors: those of the preview, `import-problems` where a line cannot be read. */
export async function importOwnResources(
  text: string,
  admin: SignedInUser,
): Promise<Outcome<{ added: number }>> {
  const preview = await previewOwnImport(text);
  if (!preview.ok) return preview;
  if (preview.data.problemCount > 0) return refused('import-problems');
  return takeEntries(preview.data.fresh, 'csv', admin);
}

/** Adds what is not there yet; one entry in the audit for all. */
export async function takeEntries(
  entries: readonly ImportEntry[],
  from: 'csv' | 'directory',
  admin: SignedInUser,
): Promise<Outcome<{ added: number }>> {
  const outcome = await (sql().begin(async (tx): Promise<Outcome<{ added: number }>> => {
    const added = await insertOwnEntries(tx, entries);
    if (added.length === 0) return done({ added: 0 });
    const detail = tx.json({
      from,
      count: added.length,
      values: added.slice(0, 1_000).map(({ value }) => value),
    });
    await tx`SELECT append_audit(${admin.id}, 'own-network-imported', 'own-network', ${detail})`;
    await noteOwnChanges(
      tx,
      added.map(({ kind, value }) => ({ kind, value, change: 'added' as const })),
    );
    return done({ added: added.length });
  }) as Promise<Outcome<{ added: number }>>);
  forgetDeskContext();
  return outcome;
}
