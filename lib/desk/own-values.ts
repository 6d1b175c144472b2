// Our ranges and DKIM domains, as far as a program recognises us by them.

import { sql } from '@/lib/db/sql';
import { listPrograms } from '@/lib/feedback-loops/programs/queries';
import type { Program, ProgramKey } from '@/lib/feedback-loops/programs/types';
import type { CoveredValues } from '@/lib/feedback-loops/types';
import { appliedKinds } from '@/lib/feedback-loops/told-kinds';
import { env } from '@/lib/env';

/** What an application to this program lists; `program` as a subscription names it, by id or name. */
export async function ownValuesFor(program: string): Promise<CoveredValues> {
  const kinds = appliedKinds((await programNamed(program))?.keyedOn ?? []);
  const own = await ownValues();
  return {
    range: kinds.includes('range') ? own.range : [],
    'dkim-domain': kinds.includes('dkim-domain') ? own['dkim-domain'] : [],
  };
}

/** All of them, those of the environment too, in order. */
export async function ownValues(): Promise<CoveredValues> {
  const rows = await sql()<{ kind: string; value: string }[]>`
    SELECT kind, value FROM own_resource WHERE kind IN ('range', 'dkim-domain') ORDER BY value`;
  const of = (kind: string) => rows.filter((row) => row.kind === kind).map(({ value }) => value);
  return { range: [...new Set([...env().OWN_RANGES, ...of('range')])], 'dkim-domain': of('dkim-domain') };
}

/** The program that a subscription names; null where the directory has none. */
export async function programNamed(name: string): Promise<Program | null> {
  const programs = await listPrograms();
  return programs.find(({ program }) => program.id === name || program.name === name)?.program ?? null;
}

/** What each program recognises us by, by its id and its name. */
export async function programKeys(): Promise<Map<string, readonly ProgramKey[]>> {
  const programs = await listPrograms();
  return new Map(
    programs.flatMap(({ program: { id, name, keyedOn } }) => [
      [id, keyedOn] as const,
      [name, keyedOn] as const,
    ]),
  );
}
