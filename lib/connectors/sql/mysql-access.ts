// A MySQL or MariaDB database with passwords. Prepared statements of the server: one statement each, its values bound.

import { createConnection, type Connection, type ResultSetHeader, type RowDataPacket } from 'mysql2/promise';
import { asFault, statementMs, type Phase, type RunStatement, type SqlAccess } from './access';
import type { SqlConnectorSettings } from './settings';

const CONNECT_MS = 8_000;

/** Opens it; each transaction has a connection of its own. */
export function mysqlAccess(settings: SqlConnectorSettings, password: string): SqlAccess {
  return {
    async transaction(work) {
      let phase: Phase = 'connect';
      let connection: Connection | undefined;
      try {
        connection = await connect(settings, password);
        await connection.query('START TRANSACTION');
        phase = 'work';
        const result = await work(runOn(connection));
        phase = 'commit';
        await connection.query('COMMIT');
        return result;
      } catch (error) {
        throw asFault(error, phase);
      } finally {
        // The server rolls back what was not committed.
        connection?.destroy();
      }
    },
    close: () => Promise.resolve(),
  };
}

async function connect(settings: SqlConnectorSettings, password: string): Promise<Connection> {
  const { host, port, database, username, tls, caPem } = settings;
  const connection = await createConnection({
    host,
    port,
    database,
    user: username,
    password,
    connectTimeout: CONNECT_MS,
    charset: 'utf8mb4',
    dateStrings: true,
    supportBigNumbers: true,
    bigNumberStrings: true,
    flags: ['-LOCAL_FILES'],
    ...(tls === 'none'
      ? {}
      : { ssl: { rejectUnauthorized: true, verifyIdentity: true, ...(caPem === '' ? {} : { ca: caPem }) } }),
  });
  // Whatever runs then is rejected as well; without a listener the process would end.
  connection.on('error', () => undefined);
  await connection.query(`SET SESSION innodb_lock_wait_timeout = ${statementMs / 1_000}`);
  return connection;
}

function runOn(connection: Connection): RunStatement {
  return async ({ text }, values) => {
    const [answer] = await connection.execute<RowDataPacket[] | ResultSetHeader>(
      { sql: text, timeout: statementMs },
      [...values],
    );
    if (!Array.isArray(answer)) return { rows: [], affected: answer.affectedRows };
    return { rows: answer.map(lowerKeys), affected: answer.length };
  };
}

function lowerKeys(row: RowDataPacket): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(row).map(([key, value]: [string, unknown]) => [key.toLowerCase(), value]),
  );
}
