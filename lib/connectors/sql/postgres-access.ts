// A PostgreSQL database with passwords. By the extended protocol a statement is one statement, and its values are bound.

import postgres from 'postgres';
import { asFault, statementMs, type Phase, type RunStatement, type SqlAccess } from './access';
import type { SqlConnectorSettings } from './settings';

const CONNECT_SECONDS = 8;

/** Opens it; nothing is connected before the first transaction. */
export function postgresAccess(settings: SqlConnectorSettings, password: string): SqlAccess {
  const { host, port, database, username, tls, caPem } = settings;
  const pool = postgres({
    host,
    port,
    database,
    username,
    password,
    ssl: tls === 'none' ? false : { rejectUnauthorized: true, ...(caPem === '' ? {} : { ca: caPem }) },
    max: 1,
    connect_timeout: CONNECT_SECONDS,
    fetch_types: false,
    onnotice: () => undefined,
    connection: {
      application_name: 'meldestelle-connector',
      statement_timeout: statementMs,
      lock_timeout: statementMs,
    },
    // Everything as the server writes it, and back again as it was.
    types: {
      text: { to: 25, from: [16, 20, 21, 23, 1082, 1114, 1184], parse: String, serialize: String },
    },
  });
  return {
    async transaction<T>(work: (run: RunStatement) => Promise<T>): Promise<T> {
      const at: { phase: Phase; results: T[] } = { phase: 'connect', results: [] };
      try {
        await pool.begin(async (tx) => {
          at.phase = 'work';
          const result = await work(async ({ text }, values) => {
            const rows = await tx.unsafe<Record<string, unknown>[]>(text, [...values]);
            return { rows: rows.map((row) => ({ ...row })), affected: rows.count };
          });
          at.results = [result];
          at.phase = 'commit';
        });
        return at.results[0] as T;
      } catch (error) {
        throw asFault(error, at.phase);
      }
    },
    close: () => pool.end({ timeout: 0 }),
  };
}
