// One signed-in connection to an LDAP server, encrypted from the first byte or by StartTLS; without encryption on
// loopback only. Errors of the library become `DirectoryFault`s that keep the server's own words.

import { isIP } from 'node:net';
import { rootCertificates } from 'node:tls';
import { Client, InvalidCredentialsError, ResultCodeError } from 'ldapts';
import { DirectoryFault } from '../types';
import type { LdapSettings } from './settings';

/** A server that has not accepted a connection after this is not there. */
const connectMs = 10_000;
/** One page; a server that sorts out a filter without an index takes its time. */
const pageMs = 60_000;

// Names of OpenSSL and node for a certificate or handshake that does not hold.
const tlsCode =
  /^(?:ERR_TLS|ERR_SSL|EPROTO|CERT_|UNABLE_TO_|SELF_SIGNED|DEPTH_ZERO|HOSTNAME_MISMATCH|INVALID_CA)/;

/** `error` in the directory's words. */
export function asLdapFault(error: unknown, fallback = 'connection-failed'): DirectoryFault {
  if (error instanceof DirectoryFault) return error;
  const text = (error instanceof Error ? error.message : String(error)).slice(0, 300);
  if (error instanceof InvalidCredentialsError) return new DirectoryFault('sign-in-refused', { text });
  if (error instanceof ResultCodeError) {
    const refusals: Record<number, string> = {
      3: 'timed-out',
      4: 'incomplete',
      8: 'sign-in-refused',
      11: 'incomplete',
      13: 'unencrypted',
      32: 'base-missing',
      34: 'base-invalid',
      48: 'sign-in-refused',
      49: 'sign-in-refused',
      50: 'not-allowed',
      51: 'busy',
      52: 'busy',
    };
    return new DirectoryFault(refusals[error.code] ?? 'server-refused', { code: error.code, text });
  }
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  if (tlsCode.test(code)) return new DirectoryFault('tls-failed', { code, text });
  if (/time(?:d )?out/i.test(text) || code === 'ETIMEDOUT') return new DirectoryFault('timed-out', { text });
  return new DirectoryFault(fallback, { ...(code === '' ? {} : { code }), text });
}

const isLoopback = (host: string): boolean =>
  host === 'localhost' || host === '::1' || (isIP(host) === 4 && host.startsWith('127.'));

/** The client, not yet connected. Throws `unencrypted` where the password would cross a network readable. */
export function newClient({ host, port, security, caPem }: LdapSettings): Client {
  if (security === 'none' && !isLoopback(host)) throw new DirectoryFault('unencrypted', { host });
  const place = `${host.includes(':') ? `[${host}]` : host}:${port}`;
  return new Client({
    url: `${security === 'tls' ? 'ldaps' : 'ldap'}://${place}`,
    timeout: pageMs,
    connectTimeout: connectMs,
    ...(security === 'tls' ? { tlsOptions: tlsOptions(host, caPem) } : {}),
  });
}

function tlsOptions(host: string, caPem: string) {
  return {
    minVersion: 'TLSv1.2' as const,
    ...(isIP(host) === 0 ? { servername: host } : { host }),
    ...(caPem === '' ? {} : { ca: [...rootCertificates, caPem] }),
  };
}

/** Encrypts where the settings say so; the password goes only after. */
export async function encrypt(client: Client, { security, host, caPem }: LdapSettings): Promise<void> {
  if (security !== 'starttls') return;
  try {
    await client.startTLS(tlsOptions(host, caPem));
  } catch (error) {
    // A refusal of the command itself is no fault of a certificate.
    throw error instanceof ResultCodeError
      ? new DirectoryFault('no-starttls', { text: error.message.slice(0, 300) })
      : asLdapFault(error);
  }
}

/** Signs in; anonymous where no DN is given. An empty password would be "unauthenticated" (RFC 4513 §5.1.2) and is refused. */
export async function signIn(client: Client, { bindDn }: LdapSettings, secret: string | null): Promise<void> {
  if (bindDn !== '' && (secret === null || secret === '')) throw new DirectoryFault('secret-missing');
  try {
    await client.bind(bindDn, bindDn === '' ? '' : (secret ?? ''));
  } catch (error) {
    throw asLdapFault(error);
  }
}
