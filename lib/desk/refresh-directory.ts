// Use case: a directory is read whole and merged, in one transaction, so that a reading that breaks off changes nothing.
// Promise: one reader per source; the same listing twice changes nothing; what is no longer listed is marked, never
// deleted; a listing that lost more than half is refused until a person says that it is right.

import { sql, type Sql, type Tx } from '@/lib/db/sql';
import {
  findConflicts,
  findRepeated,
  findUnknownNumbers,
  type StageFindings,
} from '@/lib/directory/finding-store';
import {
  mergeAccounts,
  mergeAliases,
  mergeContacts,
  mergeCustomers,
  mergeDomains,
  renewSearchTexts,
  type MergeChanges,
} from '@/lib/directory/merge-store';
import {
  loadDirectorySource,
  lockReading,
  noteFault,
  noteReading,
  noteTry,
  type DirectorySource,
} from '@/lib/directory/source-store';
import { createStage, settleStage, stageChunk, type StageCounts } from '@/lib/directory/stage-store';
import { DirectoryFault, type DirectoryProblem } from '@/lib/directory/types';
import { log } from '@/lib/log';
import { forgetDeskContext } from './desk-context';
import { openDirectory } from './open-directory';

/** A directory that takes longer hangs; its transaction must not stand for ever. */
const READING_MS = 30 * 60_000;
/** From how many on losing more than half is no everyday change: somebody may well remove the only alias there is. */
const SHRINK_FROM = { customers: 2, accounts: 2, aliases: 10, domains: 10 } as const;
/** Rows with problems that are named; the others are counted. */
const NAMED_PROBLEMS = 60;

export type RefreshResult =
  | { state: 'read'; counts: StageCounts; changes: MergeChanges; problems: number; conflicts: number }
  /** Somebody else reads it just now, or it is gone. */
  | { state: 'busy' | 'gone' }
  /** Nothing was changed; the source says why. */
  | { state: 'failed'; code: string; detail: Record<string, string | number> };

/** Reads one source now, whatever its schedule says. Never throws for what the source does. */
export async function refreshDirectory(
  id: number,
  stop = new AbortController().signal,
): Promise<RefreshResult> {
  const pool = sql();
  const source = await loadDirectorySource(pool, id);
  if (source === null) return { state: 'gone' };
  const signal = AbortSignal.any([stop, AbortSignal.timeout(READING_MS)]);
  try {
    const result = await pool.begin((tx) => read(pool, tx, source, signal));
    if (result.state === 'read') forgetDeskContext();
    return result;
  } catch (error) {
    const fault = asFault(error, signal);
    await noteFault(pool, id, fault);
    return { state: 'failed', ...fault };
  }
}

async function read(pool: Sql, tx: Tx, source: DirectorySource, signal: AbortSignal): Promise<RefreshResult> {
  if (!(await lockReading(tx, source.id))) return { state: 'busy' };
  // Outside the transaction: a source that always fails is tried again by its schedule, not at once.
  await noteTry(pool, source.id);
  await createStage(tx);
  const listed = await stageAll(tx, source, signal);
  const repeated = await findRepeated(tx);
  const counts = await settleStage(tx);
  refuseShrunk(source, counts);
  // Whoever saves or removes the source meanwhile waits, and what was read by other settings is not merged.
  const now = await loadLocked(tx, source.id);
  if (now === null) return { state: 'gone' };
  if (JSON.stringify(now.settings) !== JSON.stringify(source.settings))
    throw new DirectoryFault('changed-meanwhile');
  const conflicts = await findConflicts(tx, source.id);
  const customers = await mergeCustomers(tx, source.id);
  const unknown = await findUnknownNumbers(tx);
  await mergeContacts(tx, source.id);
  const accounts = await mergeAccounts(tx, source.id);
  await mergeAliases(tx, source.id);
  await mergeDomains(tx, source.id);
  await renewSearchTexts(tx, source.id);
  const result = summary(counts, listed, [repeated, conflicts, unknown]);
  await noteReading(tx, source.id, result);
  const { problems, conflicts: others } = result;
  return { state: 'read', counts, changes: { ...customers, ...accounts }, problems, conflicts: others };
}

async function loadLocked(tx: Tx, id: number): Promise<DirectorySource | null> {
  await tx`SELECT 1 FROM directory_source WHERE id = ${id} FOR UPDATE`;
  return loadDirectorySource(tx, id);
}

interface Listed {
  problems: number;
  named: DirectoryProblem[];
}

async function stageAll(tx: Tx, source: DirectorySource, signal: AbortSignal): Promise<Listed> {
  const directory = openDirectory(source);
  const listed: Listed = { problems: 0, named: [] };
  try {
    for await (const chunk of directory.read(signal)) {
      await stageChunk(tx, chunk);
      listed.problems += chunk.problems.length;
      listed.named.push(...chunk.problems.slice(0, NAMED_PROBLEMS - listed.named.length));
    }
    signal.throwIfAborted();
    return listed;
  } finally {
    await directory.close();
  }
}

/** A table that was emptied, a filter with a slip: nobody wants a provider's customers gone by that. */
function refuseShrunk({ isRead, counts: before }: DirectorySource, counts: StageCounts): void {
  const sorts = ['customers', 'accounts', 'aliases', 'domains'] as const;
  const isBelieved = (sort: (typeof sorts)[number]) =>
    counts[sort] * 2 >= before[sort] || before[sort] < SHRINK_FROM[sort];
  if (!isRead || sorts.every(isBelieved)) return;
  const detail = Object.fromEntries(
    sorts.flatMap((sort) => [
      [sort, counts[sort]],
      [`${sort}Before`, before[sort]],
    ]),
  );
  throw new DirectoryFault('shrunk', detail);
}

function summary(counts: StageCounts, listed: Listed, found: readonly StageFindings[]) {
  const sum = (key: 'problems' | 'conflicts') => found.reduce((total, one) => total + one[key], 0);
  return {
    counts,
    problems: listed.problems + sum('problems'),
    conflicts: sum('conflicts'),
    findings: [...found.flatMap(({ named }) => named), ...listed.named],
  };
}

function asFault(
  error: unknown,
  signal: AbortSignal,
): { code: string; detail: Record<string, string | number> } {
  if (signal.aborted) return { code: 'timed-out', detail: {} };
  if (error instanceof DirectoryFault) return { code: error.code, detail: error.detail };
  log('directory').error({ err: error }, 'a directory could not be read');
  return { code: 'unexpected', detail: {} };
}
