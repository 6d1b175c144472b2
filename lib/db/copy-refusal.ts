// What the driver does not tell: it forgets a COPY whose stream it has handed out. A refusal or a lost connection after
// that never reaches the stream, and whoever reads or writes it would wait for ever. The driver still fails the query
// itself; here somebody listens.

/** The part of the driver's query that fails it. */
interface CopyQuery {
  reject(error: unknown): void;
}

/** Rejects once the driver fails the statement, also after it gave out its stream; never resolves. */
export function refusalOf(statement: object): Promise<never> {
  const refusal = new Promise<never>((_, reject) => {
    const query = statement as CopyQuery;
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
