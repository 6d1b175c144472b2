// The lines of a source of connections: of the file at its path, or of the one that was uploaded.

import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { createInterface } from 'node:readline';
import { Readable } from 'node:stream';
import { ConnectionReader } from '@/lib/connections/connection-reader';
import { connectionFileBytes } from '@/lib/connections/source-queries';
import type {
  BadConnectionLine,
  ConnectionFileProblem,
  ConnectionRow,
  ConnectionSourceSettings,
} from '@/lib/connections/types';
import { zoneOffset } from '@/lib/maillog/clock';

/** A line of an export has seven short columns. */
const MAX_LINE = 2_000;
const MAX_BAD_SHOWN = 20;
const MAX_BAD_TEXT = 120;
/** Rows that travel together. */
const BATCH = 1_000;

type OpenedLines =
  { ok: true; lines: AsyncIterable<string>; mark: string } | { ok: false; problem: ConnectionFileProblem };

/** Opens the source's file. `mark` changes whenever the file does. */
export async function openConnectionLines(
  source: Pick<ConnectionSourceSettings, 'path'> & { id: number },
): Promise<OpenedLines> {
  if (source.path === '') {
    const bytes = await connectionFileBytes(source.id);
    if (bytes === null) return { ok: false, problem: 'missing' };
    return { ok: true, lines: linesOf(() => Readable.from([bytes])), mark: 'uploaded' };
  }
  const mark = await markOf(source.path);
  if (typeof mark !== 'string') return { ok: false, problem: mark.problem };
  return { ok: true, lines: linesOf(() => createReadStream(source.path)), mark };
}

/** Size and time of a file, or why there is none to read. */
export async function markOf(path: string): Promise<string | { problem: ConnectionFileProblem }> {
  try {
    const found = await stat(path);
    return found.isFile() ? `${found.size} ${found.mtimeMs}` : { problem: 'unreadable' };
  } catch (error) {
    return { problem: (error as NodeJS.ErrnoException).code === 'ENOENT' ? 'missing' : 'unreadable' };
  }
}

/** Opened when it is first asked: what readline reads before anybody listens is lost. */
async function* linesOf(open: () => Readable): AsyncGenerator<string> {
  yield* createInterface({ input: open(), crlfDelay: Infinity });
}

/** What reading has come to so far. */
export interface ConnectionCounts {
  good: number;
  bad: number;
  firstBad: BadConnectionLine[];
}

/** The rows of the lines in batches; `counts` grows meanwhile. Throws where the file can no longer be read. */
export async function* connectionRows(
  lines: AsyncIterable<string>,
  { kind, timeZone }: Pick<ConnectionSourceSettings, 'kind' | 'timeZone'>,
  counts: ConnectionCounts,
): AsyncGenerator<ConnectionRow[]> {
  const reader = new ConnectionReader(kind, zoneOffset(timeZone));
  let [batch, number]: [ConnectionRow[], number] = [[], 0];
  for await (const text of lines) {
    number += 1;
    const line = text.length > MAX_LINE ? ({ kind: 'bad', problem: 'too-long' } as const) : reader.read(text);
    if (line.kind === 'row') {
      counts.good += 1;
      batch.push(line.row);
    } else if (line.kind === 'bad') {
      counts.bad += 1;
      if (counts.firstBad.length < MAX_BAD_SHOWN)
        counts.firstBad.push({ line: number, problem: line.problem, text: text.slice(0, MAX_BAD_TEXT) });
    }
    if (batch.length < BATCH) continue;
    yield batch;
    batch = [];
  }
  if (batch.length > 0) yield batch;
}

/** Whether a file that came to this can be meant. */
export function problemOfCounts({ good, bad }: ConnectionCounts): ConnectionFileProblem | null {
  if (good === 0) return 'no-rows';
  return bad > good ? 'mostly-wrong' : null;
}
