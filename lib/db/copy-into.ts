// COPY from us to the server, with errors. The driver forgets a COPY whose last byte it has sent: a refusal or a lost
// connection after that, which is when the server judges most of it, never reaches the stream, and the transaction would
// wait for ever. The driver still tells the query itself; here somebody listens.

import type { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type postgres from 'postgres';

type CopyStatement = Pick<postgres.PendingQuery<postgres.Row[]>, 'writable'>;

/** Sends `source` as the data of `COPY … FROM STDIN`. Rejects with the server's error, or that of the connection. */
export async function copyInto(statement: CopyStatement, source: Readable): Promise<void> {
  const refused = refusalOf(statement);
  const target = await statement.writable();
  await Promise.race([pipeline(source, target), refused]);
}

/** Rejects once the driver fails the statement, also after it gave out its stream; never resolves. */
function refusalOf(statement: CopyStatement): Promise<never> {
  const refusal = new Promise<never>((_, reject) => {
    const query = statement as unknown as { reject: (error: unknown) => void };
    const tellFirst = query.reject;
    query.reject = (error) => {
      tellFirst(error);
      reject(error instanceof Error ? error : new Error(String(error)));
    };
  });
  // A COPY refused before its stream exists is told by the statement; nobody waits here then.
  refusal.catch(() => undefined);
  return refusal;
}
