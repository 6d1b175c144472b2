// A MySQL or MariaDB directory: one connection, a read-only snapshot, rows streamed as the server sends them.

import mysql from 'mysql2';
import { asSqlFault } from './faults';
import { lowerKeys, ROWS_AT_ONCE, trimmedStatement, type RowSource } from './row-source';
import type { SqlSettings } from './settings';
import type { RawRow } from '../read-row';

const CONNECT_MS = 15_000;

/** Connects and begins. `signal` breaks everything off. Throws `DirectoryFault`. */
export async function openMysqlRows(
  settings: SqlSettings,
  password: string,
  signal: AbortSignal,
): Promise<RowSource> {
  const { host, port, database, username, tls, caPem } = settings;
  const connection = mysql.createConnection({
    host,
    port,
    database,
    user: username,
    password,
    connectTimeout: CONNECT_MS,
    charset: 'utf8mb4',
    // Days and moments as the server writes them; no file of this machine is ever asked for.
    dateStrings: true,
    supportBigNumbers: true,
    bigNumberStrings: true,
    flags: ['-LOCAL_FILES'],
    ...(tls === 'none'
      ? {}
      : { ssl: { rejectUnauthorized: true, verifyIdentity: true, ...(caPem === '' ? {} : { ca: caPem }) } }),
  });
  const lost = new Promise<never>((_, reject) => connection.once('error', reject));
  // Somebody waits for it only while a statement runs.
  lost.catch(() => undefined);
  const breakOff = () => connection.destroy();
  signal.addEventListener('abort', breakOff, { once: true });
  const run = (statement: string) => Promise.race([simple(connection, statement), lost]);
  try {
    await Promise.race([connected(connection), lost]);
    const version = await serverVersion(run);
    const seconds = Math.trunc(settings.timeoutSeconds);
    await run(
      version.startsWith('MariaDB')
        ? `SET SESSION max_statement_time = ${seconds}`
        : `SET SESSION max_execution_time = ${seconds * 1_000}`,
    );
    await run(`SET SESSION time_zone = '+00:00'`);
    await run('SET SESSION TRANSACTION READ ONLY');
    await run('START TRANSACTION WITH CONSISTENT SNAPSHOT, READ ONLY');
    return {
      version,
      isEncrypted: tls !== 'none',
      rows: (statement, name, limit) => streamRows({ connection, signal }, { statement, name, limit }),
      close() {
        signal.removeEventListener('abort', breakOff);
        connection.destroy();
        return Promise.resolve();
      },
    };
  } catch (error) {
    signal.removeEventListener('abort', breakOff);
    connection.destroy();
    throw asSqlFault(error, null);
  }
}

async function* streamRows(
  { connection, signal }: { connection: mysql.Connection; signal: AbortSignal },
  { statement, name, limit }: { statement: string; name: string; limit: number | null },
): AsyncGenerator<RawRow[]> {
  try {
    // The server ends early, so that no half-read answer is left on the connection.
    await simple(
      connection,
      `SET SESSION sql_select_limit = ${limit === null ? 'DEFAULT' : Math.trunc(limit)}`,
    );
  } catch (error) {
    throw asSqlFault(error, name);
  }
  const stream = connection.query(trimmedStatement(statement)).stream({ highWaterMark: ROWS_AT_ONCE });
  // A connection that breaks would leave the stream waiting for ever.
  const fail = (error: Error) => void stream.destroy(error);
  const broken = () => fail(Object.assign(new Error('broken off'), { code: 'CONNECTION_CLOSED' }));
  connection.once('error', fail);
  signal.addEventListener('abort', broken, { once: true });
  try {
    let rows: RawRow[] = [];
    for await (const row of stream) {
      rows.push(lowerKeys(row as Record<string, unknown>));
      if (rows.length < ROWS_AT_ONCE) continue;
      yield rows;
      rows = [];
    }
    if (rows.length > 0) yield rows;
  } catch (error) {
    throw asSqlFault(error, name);
  } finally {
    connection.off('error', fail);
    signal.removeEventListener('abort', broken);
  }
}

function connected(connection: mysql.Connection): Promise<void> {
  return new Promise((resolve, reject) =>
    connection.connect((error) => (error === null ? resolve() : reject(error))),
  );
}

function simple(connection: mysql.Connection, statement: string): Promise<Record<string, unknown>[]> {
  return new Promise((resolve, reject) =>
    connection.query(statement, (error, rows) => {
      if (error === null) resolve(Array.isArray(rows) ? (rows as Record<string, unknown>[]) : []);
      else reject(error);
    }),
  );
}

async function serverVersion(
  run: (statement: string) => Promise<Record<string, unknown>[]>,
): Promise<string> {
  const [row] = await run('SELECT VERSION() AS version');
  const text = String(row?.['version'] ?? '');
  return /mariadb/i.test(text) ? `MariaDB ${text.split('-')[0] ?? ''}` : `MySQL ${text}`;
}
