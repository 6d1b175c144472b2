// Use case: what is new in a followed mail log comes into the database: one pass over the live file and what rotation
// left beside it, the oldest first.

import { setTimeout as sleep } from 'node:timers/promises';
import { listLogFiles, neighboursOf, type LogFile } from '@/lib/log-files/list-log-files';
import { OpenLogFile } from '@/lib/log-files/open-log-file';
import { HEAD_BYTES, type Neighbour } from '@/lib/log-sources/marks';
import { noteRead } from '@/lib/log-sources/store';
import type { FollowedSource } from '@/lib/log-sources/types';
import { LogReading, type Beginning, type ReadingOptions, type ReadingTotals } from './log-reading';

/** A packed file may be incomplete for so long; then it is broken. */
const PACKING_MS = 60_000;
/** How often a source without news is noted as looked at. */
const NOTE_MS = 15_000;

/** What one follower remembers of its source between passes. Spent after an error. */
export interface FollowMemory {
  source: FollowedSource;
  reading: LogReading;
  options: ReadingOptions;
  /** State of a file when it was last read whole. */
  done: Map<string, string>;
  /** State of a packed file when it could not be unpacked. */
  broken: Map<string, string>;
  liveInode: number | null;
  /** The live file of the pass before. */
  formerLive: number | null;
  notedAt: number;
}

/** What a pass could not read; the rest was read. */
export interface FollowProblem {
  code: 'missing' | 'broken';
  path: string;
}

export function newFollowMemory(source: FollowedSource, options: ReadingOptions): FollowMemory {
  const reading = new LogReading(source, options);
  return {
    source,
    reading,
    options,
    done: new Map(),
    broken: new Map(),
    liveInode: null,
    formerLive: null,
    notedAt: 0,
  };
}

/** One pass. Throws what the system says where files cannot be opened, and what the database says. */
export async function followLog(
  memory: FollowMemory,
  signal: AbortSignal,
): Promise<{ totals: ReadingTotals; problem: FollowProblem | null }> {
  const { source, reading, options } = memory;
  const path = source.path ?? '';
  const files = await listFiles(path, memory);
  memory.formerLive = memory.liveInode;
  memory.liveInode = files.find((file) => file.isLive)?.inode ?? memory.liveInode;
  let problem: FollowProblem | null = files.length === 0 ? { code: 'missing', path } : null;
  const before = reading.totals.lines;
  for (const file of files) {
    if (signal.aborted) break;
    const outcome = isDone(file, memory) ? 'read' : await readFile(file, memory);
    // A packed file may be incomplete: it is being packed, and its plain form was read.
    const isBroken = memory.broken.get(nameOf(file)) === stateOf(file);
    if (isBroken && options.now() - file.mtimeMs > PACKING_MS) problem = { code: 'broken', path: file.path };
    // What stands in later files comes after the rest of this one; and after a rotation the listing is another one.
    if (outcome !== 'read') break;
  }
  if (problem === null && reading.totals.lines === before && options.now() - memory.notedAt > NOTE_MS) {
    memory.notedAt = options.now();
    await noteRead(options.pool, source.id);
  }
  return { totals: reading.totals, problem };
}

/** A listing may miss a file that is renamed at this moment; the second one does not. */
async function listFiles(path: string, { options, liveInode }: FollowMemory): Promise<LogFile[]> {
  const since = options.now() - options.keptDays * 86_400_000;
  const files = await listLogFiles(path, since);
  if (liveInode === null || files.some((file) => file.inode === liveInode)) return files;
  await sleep(20);
  return listLogFiles(path, since);
}

async function readFile(file: LogFile, memory: FollowMemory): Promise<'read' | 'stop'> {
  const opened = await OpenLogFile.open(file);
  if (opened === null) return 'stop';
  try {
    const outcome = await memory.reading.read(opened, { begin: () => beginningOf(file, memory) });
    if (outcome !== 'read') return file.isLive && outcome === 'unfinished' ? 'read' : 'stop';
    memory.done.set(nameOf(file), stateOf(file));
    return 'read';
  } catch (error) {
    if (!isBroken(error)) throw error;
    memory.broken.set(nameOf(file), stateOf(file));
    return 'read';
  } finally {
    await opened.close();
  }
}

/**
 * Before a content is begun: what rotation left has to be read first, asked when the live file, already open, holds
 * something new; and which contents may be the one before it. A broken one is none: its end is missing.
 */
async function beginningOf(file: LogFile, memory: FollowMemory): Promise<Beginning> {
  const files = await listFiles(memory.source.path ?? '', memory);
  const may = !file.isLive || files.every((one) => one.isLive || isDone(one, memory));
  const candidates = neighboursOf(file, files, memory.formerLive).filter(
    (one) => memory.broken.get(nameOf(one.file)) !== stateOf(one.file),
  );
  const neighbours: Neighbour[] = [];
  for (const { file: before, isCertain } of candidates) {
    const opened = await OpenLogFile.open(before);
    if (opened === null) continue;
    try {
      neighbours.push({ head: await opened.head(HEAD_BYTES), isCertain });
    } catch (error) {
      if (!isBroken(error)) throw error;
    } finally {
      await opened.close();
    }
  }
  return { may, neighbours };
}

function isDone(file: LogFile, { done, broken }: FollowMemory): boolean {
  return done.get(nameOf(file)) === stateOf(file) || broken.get(nameOf(file)) === stateOf(file);
}

/** What zlib says of a file that is cut short or no gzip at all. */
function isBroken(error: unknown): boolean {
  return error instanceof Error && 'code' in error && /^Z_[A-Z_]+$/.test(String(error.code));
}

function nameOf(file: LogFile): string {
  return `${file.inode}${file.isPacked ? ' packed' : ''}`;
}

function stateOf({ size, mtimeMs, isLive }: LogFile): string {
  return `${size} ${mtimeMs} ${isLive}`;
}
