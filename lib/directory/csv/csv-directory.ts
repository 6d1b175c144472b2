// A CSV as a directory (columns: docs/directory.md). One line is an account and whose it is, an account alone, or a
// customer alone. A line that cannot be used is a problem with its number; the others still count.

import { parse } from 'csv-parse';
import { readCsvHeader } from './columns';
import { decodePieces, delimiterOf, encodingOf, type CsvEncoding } from './decode';
import { ChunkBuilder, type RawRow } from '../read-row';
import { listOf, textOf } from '../read-value';
import { DirectoryFault, type DirectoryChunk } from '../types';

/** Entries of a chunk. */
const CHUNK = 2_000;
/** A line of a directory is a hundred characters; this is where a missing quote has swallowed the rest of the file. */
const MAX_RECORD = 65_536;

/** How a file was understood. */
export interface CsvFacts {
  encoding: CsvEncoding;
  delimiter: string;
  /** The columns that are read, and the names of those that are not. */
  columns: string[];
  unknown: string[];
}

interface Record {
  record: string[];
  info: { lines: number };
}

/**
 * Reads a CSV. `onFacts` is told how it was understood, before the first chunk.
 * Throws `DirectoryFault`: `csv-empty`, `csv-no-header`, `csv-broken` (with its line), `csv-not-text`.
 */
export async function* readCsv(
  bytes: Buffer,
  signal: AbortSignal,
  onFacts?: (facts: CsvFacts) => void,
): AsyncGenerator<DirectoryChunk> {
  const encoding = encodingOf(bytes);
  if (encoding !== 'utf-16le' && bytes.includes(0)) throw new DirectoryFault('csv-not-text');
  const delimiter = delimiterOf(firstLine(bytes, encoding));
  const records = recordsOf(bytes, { encoding, delimiter, signal });
  const builder = new ChunkBuilder();
  let columns: (string | null)[] | null = null;
  for await (const { record, info } of records) {
    if (columns === null) {
      columns = headerOf(record, (facts) => onFacts?.({ ...facts, encoding, delimiter }));
      continue;
    }
    addLine(builder, rowOf(columns, record), String(info.lines));
    if (builder.size >= CHUNK) yield builder.take();
  }
  if (columns === null) throw new DirectoryFault('csv-empty');
  yield builder.take();
}

function headerOf(
  record: string[],
  onFacts: (facts: Pick<CsvFacts, 'columns' | 'unknown'>) => void,
): (string | null)[] {
  const header = readCsvHeader(record);
  if (header === null)
    throw new DirectoryFault('csv-no-header', { header: record.join(' | ').slice(0, 200) });
  onFacts({ columns: header.columns.filter((name) => name !== null), unknown: header.unknown });
  return header.columns;
}

function rowOf(columns: (string | null)[], record: string[]): RawRow {
  const row: { [column: string]: string } = {};
  for (const [at, column] of columns.entries()) {
    const value = record[at];
    if (column !== null && value !== undefined) row[column] = value;
  }
  return row;
}

function addLine(builder: ChunkBuilder, row: RawRow, place: string): void {
  const [login, number] = [textOf(row['login']), textOf(row['customer_no'])];
  if (login === null && number === null) {
    if (Object.values(row).some((value) => textOf(value) !== null))
      builder.problem(place, 'line-without-account');
    return;
  }
  if (number !== null) builder.addCustomer(row, place);
  if (login !== null && builder.addAccount(row, place))
    for (const address of listOf(row['aliases'])) builder.addAlias({ address, target: login }, place);
}

async function* recordsOf(
  bytes: Buffer,
  { encoding, delimiter, signal }: { encoding: CsvEncoding; delimiter: string; signal: AbortSignal },
): AsyncGenerator<Record> {
  const parser = parse({
    delimiter,
    bom: true,
    info: true,
    relax_column_count: true,
    skip_empty_lines: true,
    max_record_size: MAX_RECORD,
  });
  const feed = async () => {
    for (const piece of decodePieces(bytes, encoding)) {
      signal.throwIfAborted();
      if (!parser.write(piece)) await new Promise<void>((resolve) => parser.once('drain', () => resolve()));
      if (parser.destroyed) return;
    }
    parser.end();
  };
  const feeding = feed().catch((error: unknown) => void parser.destroy(error as Error));
  try {
    yield* parser as AsyncIterable<Record>;
  } catch (error) {
    throw csvFault(error);
  } finally {
    parser.destroy();
    // A feeder that waits for room would wait for ever.
    parser.emit('drain');
    await feeding;
  }
}

function csvFault(error: unknown): unknown {
  if (!(error instanceof Error) || !('code' in error) || !String(error.code).startsWith('CSV_')) return error;
  const line = 'lines' in error ? Number(error.lines) : 0;
  return new DirectoryFault('csv-broken', { line, message: error.message.slice(0, 200) });
}

function firstLine(bytes: Buffer, encoding: CsvEncoding): string {
  const head = new TextDecoder(encoding).decode(bytes.subarray(0, 8_192));
  return /^[^\r\n]*/.exec(head)?.[0] ?? '';
}
