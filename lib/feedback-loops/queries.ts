// Reads for the screen "Feedback loops".

import { createHash } from 'node:crypto';
import { prisma } from '@/lib/db/prisma';
import { sql } from '@/lib/db/sql';
import { DEFAULT_KINDS, type DefaultKind, type LoopSettings } from './types';

export interface LoopRow {
  id: number;
  name: string;
  program: string;
  intakeAlias: string | null;
  factor: number;
  active: boolean;
  lastReportAt: Date | null;
  /** Set while the silence alarm rings. */
  silentSince: Date | null;
  /** Reports of the last `SHOWN_DAYS` days, today last. */
  days: number[];
}

/** Days that the list and the page of a loop show. */
export const SHOWN_DAYS = 30;

/** All loops: silent ones first, then active ones, by name. */
export async function listLoops(now: Date): Promise<LoopRow[]> {
  const today = now.toISOString().slice(0, 10);
  const rows = await sql()<LoopRow[]>`
    SELECT l.id, l.name, l.program, l.intake_alias AS "intakeAlias", l.factor, l.active,
           l.last_report_at AS "lastReportAt", CASE WHEN l.active THEN l.silent_since END AS "silentSince", d.days
    FROM feedback_loop l
    CROSS JOIN LATERAL (
      SELECT array_agg(coalesce(f.reports, 0) ORDER BY g.back DESC) AS days
      FROM generate_series(0, ${SHOWN_DAYS - 1}::int) AS g (back)
      LEFT JOIN feedback_loop_day f ON f.feedback_loop_id = l.id AND f.day = ${today}::date - g.back
    ) AS d
    ORDER BY (l.active AND l.silent_since IS NOT NULL) DESC, l.active DESC, l.name, l.id`;
  return [...rows];
}

/** One loop for its form, with what an edit must carry back; null where there is none. */
export async function findLoop(id: number): Promise<{ settings: LoopSettings; version: string } | null> {
  const row = await prisma().feedbackLoop.findUnique({ where: { id } });
  if (row === null) return null;
  const settings = settingsOf(row);
  return { settings, version: loopVersion(settings) };
}

/** The settings in a row of the table. */
export function settingsOf(row: Omit<LoopSettings, 'defaultKind'> & { defaultKind: string }): LoopSettings {
  const {
    name,
    program,
    intakeAlias,
    fromAddresses,
    envelopeDomains,
    dkimDomains,
    factor,
    active,
    discloses,
    expectedPerDay,
  } = row;
  const defaultKind: DefaultKind = DEFAULT_KINDS.find((kind) => kind === row.defaultKind) ?? 'user';
  return {
    name,
    program,
    intakeAlias,
    fromAddresses,
    envelopeDomains,
    dkimDomains,
    defaultKind,
    factor,
    active,
    discloses,
    expectedPerDay,
  };
}

/** A digest of the settings as somebody saw them: another one by now means that somebody else was faster. */
export function loopVersion(settings: LoopSettings): string {
  return createHash('sha256').update(JSON.stringify(settings)).digest('base64url').slice(0, 22);
}
