// COPY from us to the server, with errors: the server judges most of a COPY after its last byte, when the driver has
// forgotten the stream (see copy-refusal.ts).

import type { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type postgres from 'postgres';
import { refusalOf } from './copy-refusal';

type CopyStatement = Pick<postgres.PendingQuery<postgres.Row[]>, 'writable'>;

/** Sends `source` as the data of `COPY … FROM STDIN`. Rejects with the server's error, or that of the connection. */
export async function copyInto(statement: CopyStatement, source: Readable): Promise<void> {
  const refused = refusalOf(statement);
  const target = await statement.writable();
  await Promise.race([pipeline(source, target), refused]);
}
