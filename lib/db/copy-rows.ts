// Rows into a table by COPY in text form: for hundreds of wide rows several times as fast as one JSON parameter, since
// the server neither parses JSON nor matches names.
// Promise: the server reads the first rows while the last are written; memory is bounded by a piece, whatever comes.

import { Readable } from 'node:stream';
import { copyInto } from './copy-into';
import { CopyText, type CopyValue } from './copy-text';
import type { Tx } from './sql';

/** Bytes in one message: enough that its frame costs nothing, and so few that the server need not wait for them. */
const PIECE = 128 * 1024;

/**
 * Copies `rows` into `table`; every row has one value per column, in their order. Names are written by us, never by a
 * caller's data. Errors are the database's: a refused row refuses them all.
 */
export async function copyRows(
  tx: Tx,
  table: string,
  columns: readonly string[],
  rows: Iterable<readonly CopyValue[]>,
): Promise<void> {
  const pieces = piecesOf(rows);
  const first = pieces.next();
  if (first.done === true) return;
  const statement = tx`COPY ${tx(table)} (${tx(columns as string[])}) FROM STDIN`;
  await copyInto(statement, Readable.from(startingWith(first.value, pieces), { highWaterMark: 1 }));
}

function* piecesOf(rows: Iterable<readonly CopyValue[]>): Generator<Buffer, undefined> {
  const text = new CopyText();
  for (const row of rows) {
    text.row(row);
    if (text.length >= PIECE) yield text.take();
  }
  if (text.length > 0) yield text.take();
}

function* startingWith(first: Buffer, rest: Iterable<Buffer>): Generator<Buffer> {
  yield first;
  yield* rest;
}

/** Takes `count` numbers from the sequence of `table`.`id`, ascending. */
export async function takeIds(tx: Tx, table: string, count: number): Promise<number[]> {
  const rows = await tx<{ id: number }[]>`
    SELECT nextval(pg_get_serial_sequence(${table}, 'id')) AS id FROM generate_series(1, ${count}) ORDER BY 1`;
  return rows.map((row) => row.id);
}
