// Reads for the screen "Mail logs".

import { prisma } from '@/lib/db/prisma';
import { logFormats, type LogFormat } from '@/lib/maillog/types';
import { settingsVersion } from './check-settings';
import type { LogSourceSettings } from './types';

/** A log that has not been looked at for so long is not followed by anybody. */
const LATE_MS = 120_000;

export type LogSourceState =
  'following' | 'asked' | 'listening' | 'imported' | 'waiting' | 'paused' | 'late' | 'failing';

export interface LogSourceRow {
  id: number;
  name: string;
  /** Null for what is no file. */
  path: string | null;
  /** Where its settings are; null for imports and syslog, which have none here. */
  href: string | null;
  fromEnvironment: boolean;
  state: LogSourceState;
  error: { code: string; detail: string } | null;
  lastLineAt: Date | null;
  lastReadAt: Date | null;
  lines: number;
  unread: number;
}

type Row = Awaited<ReturnType<typeof readRows>>[number];

function readRows(id?: number) {
  return prisma().logSource.findMany({
    where: { id },
    orderBy: [{ name: 'asc' }],
    omit: { position: true, secretSealed: true },
  });
}

/** All sources by name, with how far they are. */
export async function listLogSourceRows(now: Date): Promise<LogSourceRow[]> {
  return (await readRows()).map((row) => ({
    id: row.id,
    name: row.name,
    path: row.path,
    href: hrefOf(row),
    fromEnvironment: row.origin === 'environment',
    state: stateOf(row, now),
    error: row.lastError === null ? null : splitError(row.lastError),
    lastLineAt: row.lastLineAt,
    lastReadAt: row.lastReadAt,
    lines: Number(row.lines),
    unread: Number(row.unread),
  }));
}

function hrefOf({ kind, id }: Row): string | null {
  if (kind === 'cluster') return `/log-sources/cluster/${id}`;
  return kind === 'file' ? `/log-sources/${id}` : null;
}

function stateOf(row: Row, now: Date): LogSourceState {
  if (row.kind === 'import') return 'imported';
  if (row.paused) return 'paused';
  if (row.lastError !== null) return 'failing';
  if (row.lastReadAt === null) return 'waiting';
  // A cluster is asked when a complaint comes.
  if (row.kind === 'cluster') return 'asked';
  if (now.getTime() - row.lastReadAt.getTime() > LATE_MS) return 'late';
  return row.kind === 'syslog' ? 'listening' : 'following';
}

// The follower writes "code: the system's own words".
function splitError(text: string): { code: string; detail: string } {
  const colon = text.indexOf(': ');
  return colon < 0
    ? { code: text, detail: '' }
    : { code: text.slice(0, colon), detail: text.slice(colon + 2) };
}

export interface LogSourceForEdit {
  settings: LogSourceSettings;
  fromEnvironment: boolean;
  paused: boolean;
  /** What an edit must carry back, so that two administrators do not overwrite one another. */
  version: string;
}

/** One followed file for its form; null for anything else. */
export async function findLogSource(id: number): Promise<LogSourceForEdit | null> {
  const [row] = await readRows(id);
  if (row?.kind !== 'file') return null;
  const { name, timeZone, syslogName } = row;
  const format: LogFormat | 'auto' = logFormats.find((one) => one === row.format) ?? 'auto';
  const settings = { name, path: row.path ?? '', host: row.host ?? '', format, timeZone, syslogName };
  return {
    settings,
    fromEnvironment: row.origin === 'environment',
    paused: row.paused,
    version: settingsVersion(settings),
  };
}
