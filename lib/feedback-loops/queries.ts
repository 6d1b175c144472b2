// Reads for the screen "Feedback loops".

import { createHash } from 'node:crypto';
import { prisma } from '@/lib/db/prisma';
import { sql } from '@/lib/db/sql';
import { DEFAULT_KINDS, SILENCE_DAYS, type DefaultKind, type LoopSettings } from './types';

export interface LoopRow {
  id: number;
  name: string;
  program: string;
  intakeAlias: string | null;
  factor: number;
  active: boolean;
  lastReportAt: Date | null;
  /** Active and silent for longer than `SILENCE_DAYS`, or never heard of since it was entered that long ago. */
  silent: boolean;
}

/** All loops, active ones first, by name; the last report of each by its index, one look-up a loop. */
export async function listLoops(now: Date): Promise<LoopRow[]> {
  const rows = await sql()<(Omit<LoopRow, 'silent'> & { createdAt: Date })[]>`
    SELECT l.id, l.name, l.program, l.intake_alias AS "intakeAlias", l.factor, l.active, l.created_at AS "createdAt",
           last.received_at AS "lastReportAt"
    FROM feedback_loop l
    LEFT JOIN LATERAL (
      SELECT received_at FROM report r WHERE r.feedback_loop_id = l.id ORDER BY r.id DESC LIMIT 1
    ) AS last ON true
    ORDER BY l.active DESC, l.name, l.id`;
  const since = now.getTime() - SILENCE_DAYS * 86_400_000;
  return rows.map(({ createdAt, ...row }) => ({
    ...row,
    silent: row.active && (row.lastReportAt ?? createdAt).getTime() < since,
  }));
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
  };
}

/** A digest of the settings as somebody saw them: another one by now means that somebody else was faster. */
export function loopVersion(settings: LoopSettings): string {
  return createHash('sha256').update(JSON.stringify(settings)).digest('base64url').slice(0, 22);
}
