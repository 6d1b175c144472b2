// A PostgreSQL directory. The cursor is the server's own (DECLARE): only a SELECT can be declared, in a transaction that
// may only read, and by the extended protocol a statement is one statement.

import postgres from 'postgres';
import type { RawRow } from '../read-row';
import { DirectoryFault } from '../types';
import { asSqlFault } from './faults';
import { lowerKeys, ROWS_AT_ONCE, trimmedStatement, type RowSource } from './row-source';
import type { SqlSettings } from './settings';

const CONNECT_SECONDS = 15;
const oneStatement = { prepare: false, simple: false };

/** Connects and begins. `signal` breaks everything off. Throws `DirectoryFault`. */
export async function openPostgresRows(
  settings: SqlSettings,
  password: string,
  signal: AbortSignal,
): Promise<RowSource> {
  const { host, port, database, username, tls, caPem, timeoutSeconds } = settings;
  const pool = postgres({
    host,
    port,
    database,
    username,
    password,
    ssl: tls === 'none' ? false : { rejectUnauthorized: true, ...(caPem === '' ? {} : { ca: caPem }) },
    max: 1,
    idle_timeout: 0,
    max_lifetime: null,
    connect_timeout: CONNECT_SECONDS,
    fetch_types: false,
    onnotice: () => undefined,
    connection: { application_name: 'meldestelle-directory' },
    // Everything as the server writes it: numbers of customers keep their zeros, days their day.
    types: { text: { to: 25, from: [16, 20, 21, 23, 1082, 1114, 1184], parse: String, serialize: String } },
  });
  const close = () => pool.end({ timeout: 0 });
  const breakOff = () => void close();
  signal.addEventListener('abort', breakOff, { once: true });
  try {
    const [row] = await pool<{ version: string }[]>`SELECT current_setting('server_version') AS version`;
    await pool.unsafe('BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY');
    await pool.unsafe(`SET LOCAL statement_timeout = ${Math.trunc(timeoutSeconds * 1_000)}`);
    await pool.unsafe(`SET LOCAL TIME ZONE 'UTC'`);
    await pool.unsafe(`SET LOCAL datestyle = 'ISO'`);
    return {
      version: `PostgreSQL ${row?.version ?? ''}`.trim(),
      isEncrypted: tls !== 'none',
      rows: (statement, name, limit) => fetchRows(pool, { statement, name, limit }),
      async close() {
        signal.removeEventListener('abort', breakOff);
        await close();
      },
    };
  } catch (error) {
    signal.removeEventListener('abort', breakOff);
    await close();
    const fault = asSqlFault(error, null);
    // The driver begins TLS even where the server said that it has none; the server then hangs up.
    if (tls !== 'none' && fault.code === 'connection-lost')
      throw new DirectoryFault('tls-failed', fault.detail);
    throw fault;
  }
}

async function* fetchRows(
  pool: postgres.Sql<{ text: string }>,
  { statement, name, limit }: { statement: string; name: string; limit: number | null },
): AsyncGenerator<RawRow[]> {
  const atOnce = limit ?? ROWS_AT_ONCE;
  const run = (text: string) => pool.unsafe<Record<string, unknown>[]>(text, [], oneStatement);
  try {
    await run(`DECLARE directory_rows NO SCROLL CURSOR FOR ${trimmedStatement(statement)}`);
    for (;;) {
      const rows = await run(`FETCH ${atOnce} FROM directory_rows`);
      if (rows.length > 0) yield rows.map(lowerKeys);
      if (rows.length < atOnce || limit !== null) break;
    }
    await run('CLOSE directory_rows');
  } catch (error) {
    throw asSqlFault(error, name);
  }
}
