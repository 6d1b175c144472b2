// COPY from the server to us in binary form: bytes arrive as they are, where an ordinary answer carries them as twice as
// many hexadecimal digits. Source: PostgreSQL documentation, COPY, "Binary Format"; protocol, "COPY Operations".

import type { Readable } from 'node:stream';
import { refusalOf } from './copy-refusal';
import type { Sql } from './sql';

/** Signature, flags, length of the (empty) header extension. */
const HEADER_BYTES = 19;

/** One row: its fields in their order, null where the value is NULL. */
export type BinaryRow = (Buffer | null)[];

/**
 * The rows of `query`, which is SQL without parameters: COPY takes none. Rejects with the server's error, or that of the
 * connection. A transaction has its connection to itself: the pool sends the next query of anybody down a connection that
 * is still answering, and the driver refuses it while that answer is a COPY.
 */
export function copyOut(sql: Sql, query: string): Promise<BinaryRow[]> {
  return sql.begin('read only', async (tx) => {
    const statement = tx.unsafe(`COPY (${query}) TO STDOUT (FORMAT binary)`);
    const refused = refusalOf(statement);
    const stream = await statement.readable();
    return Promise.race([readRows(stream), refused]);
  });
}

/** Numbers as an SQL array. Throws where one is no whole number: nothing else may come into a statement's text. */
export function intArray(values: readonly number[], type: 'int' | 'bigint'): string {
  const wrong = values.find((value) => !Number.isSafeInteger(value));
  if (wrong !== undefined) throw new RangeError(`${wrong} is not a whole number`);
  return `'{${values.join(',')}}'::${type}[]`;
}

function readRows(stream: Readable): Promise<BinaryRow[]> {
  const rows: BinaryRow[] = [];
  let isFirst = true;
  return new Promise((resolve, reject) => {
    stream.on('data', (chunk: Buffer) => {
      parseRows(chunk, isFirst ? HEADER_BYTES : 0, rows);
      isFirst = false;
    });
    stream.once('end', () => resolve(rows));
    stream.once('error', reject);
    stream.once('close', () => reject(new Error('the COPY ended before its last row')));
  });
}

/** The server sends whole rows: a chunk holds one or several. Their end is a row of -1 fields. */
function parseRows(chunk: Buffer, start: number, rows: BinaryRow[]): void {
  let at = start;
  while (at < chunk.length) {
    const count = chunk.readInt16BE(at);
    at += 2;
    if (count < 0) return;
    const row: BinaryRow = [];
    for (let i = 0; i < count; i += 1) {
      const length = chunk.readInt32BE(at);
      at += 4;
      row.push(length < 0 ? null : chunk.subarray(at, at + length));
      at += Math.max(0, length);
    }
    rows.push(row);
  }
}
