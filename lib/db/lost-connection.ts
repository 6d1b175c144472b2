// Transactions whose connection dies. The driver then sends ROLLBACK on a socket that is gone, which ends the process
// with a TypeError out of a timer that nobody can catch. Here the work of such a transaction does not fail to the
// driver: it goes quiet, and `begin` rejects by the driver's own notice that the connection closed.

import { setTimeout as sleep } from 'node:timers/promises';
import type { Sql, Tx } from './sql';

type Work = (tx: Tx) => unknown;

/** By then the notice has come; if not, the error was another connection's, and the transaction fails as usual. */
const NOTICE_MS = 2_000;

/** The same pool, with a `begin` that survives a server that restarts or a network that breaks. */
export function surviveLostConnections(pool: Sql): Sql {
  const begin = pool.begin.bind(pool) as (...args: unknown[]) => Promise<unknown>;
  const safeBegin = async (...args: [Work] | [string, Work]): Promise<unknown> => {
    const transaction = { isOver: false };
    const [options, work] = args.length === 1 ? [[], args[0]] : [[args[0]], args[1]];
    try {
      return await begin(...options, quietWhenLost(work, transaction));
    } finally {
      transaction.isOver = true;
    }
  };
  return Object.assign(pool, { begin: safeBegin });
}

function quietWhenLost(work: Work, transaction: { isOver: boolean }): Work {
  return async (tx) => {
    try {
      const result = work(tx);
      return await (Array.isArray(result) ? Promise.all(result) : result);
    } catch (error) {
      if (!isConnectionLost(error)) throw error;
      await sleep(NOTICE_MS);
      if (!transaction.isOver) throw error;
      return new Promise(() => undefined);
    }
  };
}

/** Whether the connection is gone or about to go: the driver's codes, the socket's, PostgreSQL's classes 08 and 57P. */
function isConnectionLost(error: unknown): boolean {
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  return /^(CONNECTION_|CONNECT_TIMEOUT|ECONN|EPIPE|ETIMEDOUT|08|57P0[123])/.test(code);
}
