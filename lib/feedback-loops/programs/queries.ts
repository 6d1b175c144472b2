// The directory of programs for the screens: as shipped, with what administrators corrected or added.

import { sql, type Sql, type Tx } from '@/lib/db/sql';
import { correctionBody, entryOf, type Correction, type ProgramEntry } from './correction';
import { programOf, programs } from './directory';

interface CorrectionRow {
  programId: string;
  body: unknown;
  updatedAt: Date;
  updatedBy: string | null;
}

const correctionsOf = (db: Sql | Tx, id: string | null = null) => db<CorrectionRow[]>`
  SELECT c.program_id AS "programId", c.body, c.updated_at AS "updatedAt", u.name AS "updatedBy"
  FROM program_correction c LEFT JOIN app_user u ON u.id = c.updated_by_id
  ${id === null ? db`` : db`WHERE c.program_id = ${id}`}`;

// What was saved by a later version and is not understood here leaves the program as shipped.
function readRow({ body, updatedAt, updatedBy }: CorrectionRow): Correction | null {
  const checked = correctionBody.safeParse(body);
  return checked.success ? { body: checked.data, updatedAt, updatedBy } : null;
}

const usefulness = ['live', 'closed', 'aggregate', 'conflicting', 'unconfirmed', 'retired'];

/** All programs, those that can be used first, then by name. */
export async function listPrograms(): Promise<ProgramEntry[]> {
  const rows = new Map((await correctionsOf(sql())).map((row) => [row.programId, readRow(row)]));
  const ids = new Set([...programs.map(({ id }) => id), ...rows.keys()]);
  return [...ids]
    .map((id) => entryOf(id, programOf(id), rows.get(id) ?? null))
    .filter(({ program, correction }) => programOf(program.id) !== null || correction !== null)
    .sort(
      ({ program: a }, { program: b }) =>
        usefulness.indexOf(a.status) - usefulness.indexOf(b.status) || a.name.localeCompare(b.name, 'de'),
    );
}

/** One program; null where there is none. */
export async function findProgram(id: string, db: Sql | Tx = sql()): Promise<ProgramEntry | null> {
  const [row] = await correctionsOf(db, id);
  const correction = row === undefined ? null : readRow(row);
  const shipped = programOf(id);
  return shipped === null && correction === null ? null : entryOf(id, shipped, correction);
}

/** The subscriptions that name the program, by its id or its name. */
export async function subscriptionsOf({
  program: { id, name },
}: ProgramEntry): Promise<{ id: number; name: string }[]> {
  const rows = await sql()<{ id: number; name: string }[]>`
    SELECT id, name FROM feedback_loop WHERE program IN (${id}, ${name}) ORDER BY name LIMIT 50`;
  return [...rows];
}
