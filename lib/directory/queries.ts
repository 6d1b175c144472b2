// Reads for the screen "Directory".

import { createHash } from 'node:crypto';
import { prisma } from '@/lib/db/prisma';
import { showForm } from './form';
import { listingKinds } from './source-store';
import { directoryKinds, type DirectoryKind, type DirectoryProblem, type DirectorySettings } from './types';

/** As long as a reading may take. */
const READING_MS = 30 * 60_000;

export type DirectoryState =
  'read' | 'asked' | 'waiting' | 'requested' | 'reading' | 'paused' | 'late' | 'failing' | 'refused';

export interface DirectoryRow {
  id: number;
  name: string;
  kind: DirectoryKind;
  state: DirectoryState;
  error: { code: string; detail: Record<string, string | number>; at: Date | null } | null;
  lastReadAt: Date | null;
  customers: number;
  accounts: number;
  aliases: number;
  domains: number;
  problems: number;
  conflicts: number;
}

export interface DirectoryDetail extends DirectoryRow {
  settings: DirectorySettings;
  everyMinutes: number | null;
  paused: boolean;
  hasSecret: boolean;
  findings: DirectoryProblem[];
  /** The uploaded CSV. */
  file: { name: string; uploadedAt: Date } | null;
  /** What an edit must carry back, so that two administrators do not overwrite one another. */
  version: string;
}

type Row = Awaited<ReturnType<typeof readRows>>[number];

function readRows(id?: number) {
  return prisma().directorySource.findMany({
    where: { id },
    orderBy: [{ position: 'asc' }, { name: 'asc' }],
    include: { file: { select: { name: true, uploadedAt: true } } },
  });
}

/** All sources in the order of their position. */
export async function listDirectoryRows(now: Date): Promise<DirectoryRow[]> {
  return (await readRows()).map((row) => rowOf(row, now));
}

/** One source for its page; null where it is gone. */
export async function findDirectory(id: number, now: Date): Promise<DirectoryDetail | null> {
  const [row] = await readRows(id);
  if (row === undefined) return null;
  const shown = rowOf(row, now);
  const settings = showForm(shown.kind, row.settings);
  return {
    ...shown,
    settings,
    everyMinutes: row.everyMinutes,
    paused: row.paused,
    hasSecret: row.secretSealed !== null,
    findings: row.findings as unknown as DirectoryProblem[],
    file: row.file,
    version: directoryVersion(row),
  };
}

/** The same for the same name, settings and schedule. */
export function directoryVersion(row: Pick<Row, 'name' | 'settings' | 'everyMinutes'>): string {
  const text = JSON.stringify([row.name, row.settings, row.everyMinutes]);
  return createHash('sha256').update(text).digest('hex').slice(0, 32);
}

function rowOf(row: Row, now: Date): DirectoryRow {
  const kind = directoryKinds.find((one) => one === row.kind) ?? 'sql';
  const error = row.lastError as { code: string; detail: Record<string, string | number> } | null;
  const { id, name, lastReadAt, customers, accounts, aliases, domains, problems, conflicts } = row;
  return {
    id,
    name,
    kind,
    state: stateOf(row, kind, now),
    error: error === null ? null : { ...error, at: row.lastErrorAt },
    lastReadAt,
    customers,
    accounts,
    aliases,
    domains,
    problems,
    conflicts,
  };
}

function stateOf(row: Row, kind: DirectoryKind, now: Date): DirectoryState {
  const { requestedAt, triedAt, lastReadAt, everyMinutes } = row;
  const isListing = listingKinds.includes(kind);
  if (isListing && requestedAt !== null && (triedAt === null || requestedAt > triedAt)) return 'requested';
  if (isListing && isUnderWay(row, now)) return 'reading';
  if (row.lastError !== null) return isShrunk(row.lastError) ? 'refused' : 'failing';
  if (row.paused) return 'paused';
  if (!isListing) return 'asked';
  if (lastReadAt === null) return 'waiting';
  // Twice its schedule and ten minutes without a reading: nobody reads it.
  const lateMs = everyMinutes === null ? Infinity : (everyMinutes * 2 + 10) * 60_000;
  return now.getTime() - lastReadAt.getTime() > lateMs ? 'late' : 'read';
}

/** Begun, and neither come to its end nor failed; a worker that died is not waited for. */
function isUnderWay({ triedAt, lastReadAt, lastErrorAt }: Row, now: Date): boolean {
  if (triedAt === null || now.getTime() - triedAt.getTime() > READING_MS) return false;
  return [lastReadAt, lastErrorAt].every((end) => end === null || end < triedAt);
}

function isShrunk(error: unknown): boolean {
  return typeof error === 'object' && error !== null && 'code' in error && error.code === 'shrunk';
}
