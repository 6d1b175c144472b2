// A short CSV that somebody hands in on a screen, read whole: its fields, each row with its line.

import { parse } from 'csv-parse/sync';
import { decodePieces, delimiterOf, encodingOf } from './decode';

export interface CsvRow {
  line: number;
  fields: string[];
}

/** The text of a file as spreadsheets write it. */
export function decodeCsv(bytes: Buffer): string {
  return [...decodePieces(bytes, encodingOf(bytes))].join('');
}

/** The rows that are not empty, fields trimmed; null where a quote is never closed. */
export function readCsvRows(text: string): CsvRow[] | null {
  const first = text.trimStart().split(/\r?\n/, 1)[0] ?? '';
  const options = {
    delimiter: delimiterOf(first),
    info: true,
    bom: true,
    trim: true,
    relax_column_count: true,
    skip_empty_lines: true,
    skip_records_with_empty_values: true,
  };
  try {
    const rows = parse(text, options) as unknown as { record: string[]; info: { lines: number } }[];
    return rows.map(({ record, info }) => ({ line: info.lines, fields: record }));
  } catch (error) {
    if (error instanceof Error && 'code' in error && String(error.code).startsWith('CSV_')) return null;
    throw error;
  }
}
