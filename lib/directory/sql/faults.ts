// Errors of drivers, sockets and servers as the codes that the screen explains. Sources: PostgreSQL documentation,
// appendix A; MariaDB and MySQL server error reference; node:tls.

import { DirectoryFault } from '../types';

const CODES: Record<string, string> = {
  ENOTFOUND: 'host-unknown',
  EAI_AGAIN: 'host-unknown',
  EAI_FAIL: 'host-unknown',
  ECONNREFUSED: 'connection-refused',
  EHOSTUNREACH: 'connection-refused',
  ENETUNREACH: 'connection-refused',
  ETIMEDOUT: 'connect-timeout',
  CONNECT_TIMEOUT: 'connect-timeout',
  ECONNRESET: 'connection-lost',
  EPIPE: 'connection-lost',
  CONNECTION_CLOSED: 'connection-lost',
  CONNECTION_ENDED: 'connection-lost',
  CONNECTION_DESTROYED: 'connection-lost',
  PROTOCOL_CONNECTION_LOST: 'connection-lost',
  HANDSHAKE_NO_SSL_SUPPORT: 'tls-not-offered',
  HANDSHAKE_SSL_ERROR: 'tls-failed',
  '28P01': 'sign-in-refused',
  '28000': 'sign-in-refused',
  ER_ACCESS_DENIED_ERROR: 'sign-in-refused',
  ER_ACCESS_DENIED_NO_PASSWORD_ERROR: 'sign-in-refused',
  AUTH_SWITCH_PLUGIN_ERROR: 'sign-in-refused',
  ER_HOST_NOT_PRIVILEGED: 'sign-in-refused',
  '3D000': 'database-unknown',
  ER_BAD_DB_ERROR: 'database-unknown',
  ER_DBACCESS_DENIED_ERROR: 'database-unknown',
  '57014': 'statement-timeout',
  ER_QUERY_TIMEOUT: 'statement-timeout',
  ER_STATEMENT_TIMEOUT: 'statement-timeout',
};

/** MariaDB's number for a statement that ran too long; the driver knows MySQL's names only. */
const MARIADB_TIMEOUT = 1969;

/** What was thrown as a fault with its code. `statement` is the one that ran. Unknown errors are thrown as they are. */
export function asSqlFault(error: unknown, statement: string | null): DirectoryFault {
  if (error instanceof DirectoryFault) return error;
  if (!(error instanceof Error)) throw error;
  const said = 'code' in error ? String(error.code) : '';
  const number = 'errno' in error ? Number(error.errno) : 0;
  const known = number === MARIADB_TIMEOUT ? 'statement-timeout' : (CODES[said] ?? tlsCode(error, said));
  const detail = { message: error.message.slice(0, 300), ...(statement === null ? {} : { statement }) };
  if (known !== undefined) return new DirectoryFault(known, detail);
  if (said === '' && number === 0) throw error;
  return new DirectoryFault(statement === null ? 'connection-failed' : 'statement-failed', detail);
}

function tlsCode(error: Error, code: string): string | undefined {
  return /CERT|SELF_SIGNED|UNABLE_TO|ERR_TLS|ERR_SSL|EPROTO/.test(code) ||
    error.message.includes('certificate')
    ? 'tls-failed'
    : undefined;
}
