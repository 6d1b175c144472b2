// Errors of imapflow and of the socket in the words of mailboxes. The server's own sentence is kept: it is what an
// administrator searches for. Source: RFC 5530 (response codes), the codes of imapflow.

import { MailboxError, type MailboxErrorCode } from './types';

/** The fields that imapflow and node put on their errors. */
interface ImapLikeError {
  code?: unknown;
  message?: unknown;
  responseText?: unknown;
  response?: unknown;
  serverResponseCode?: unknown;
  authenticationFailed?: unknown;
  tlsFailed?: unknown;
  mailboxMissing?: unknown;
  reason?: unknown;
}

const BY_RESPONSE_CODE: Readonly<Record<string, MailboxErrorCode>> = {
  AUTHENTICATIONFAILED: 'sign-in-refused',
  AUTHORIZATIONFAILED: 'sign-in-refused',
  EXPIRED: 'sign-in-refused',
  OVERQUOTA: 'folder-full',
  LIMIT: 'throttled',
  UNAVAILABLE: 'throttled',
  INUSE: 'throttled',
  NONEXISTENT: 'folder-missing',
  TRYCREATE: 'folder-missing',
  NOPERM: 'folder-refused',
};

const BY_CODE: Readonly<Record<string, MailboxErrorCode>> = {
  ETIMEOUT: 'timed-out',
  ETIMEDOUT: 'timed-out',
  CONNECT_TIMEOUT: 'timed-out',
  GREETING_TIMEOUT: 'timed-out',
  UPGRADE_TIMEOUT: 'tls-failed',
  ETHROTTLE: 'throttled',
  NotFound: 'folder-missing',
  MissingServerExtension: 'server-refused',
  STARTTLS_INJECTION: 'tls-failed',
};

/** `error` as `MailboxError`; `fallback` where nothing says more. */
export function toMailboxError(
  error: unknown,
  fallback: MailboxErrorCode = 'connection-failed',
): MailboxError {
  if (error instanceof MailboxError) return error;
  const fields: ImapLikeError = typeof error === 'object' && error !== null ? error : {};
  return new MailboxError(classify(fields, fallback), describe(fields, error), { cause: error });
}

function classify(fields: ImapLikeError, fallback: MailboxErrorCode): MailboxErrorCode {
  const responseCode = BY_RESPONSE_CODE[String(fields.serverResponseCode ?? '').toUpperCase()];
  if (responseCode !== undefined) return responseCode;
  const code = String(fields.code ?? '');
  if (fields.authenticationFailed === true) return 'sign-in-refused';
  if (fields.mailboxMissing === true) return 'folder-missing';
  if (fields.tlsFailed === true || isTlsCode(code)) return 'tls-failed';
  return BY_CODE[code] ?? fallback;
}

// OpenSSL's and node's names for a certificate or handshake that does not hold.
function isTlsCode(code: string): boolean {
  return /^(ERR_TLS|ERR_SSL|EPROTO|CERT_|UNABLE_TO_|SELF_SIGNED|DEPTH_ZERO|HOSTNAME_MISMATCH)/.test(code);
}

function describe(fields: ImapLikeError, error: unknown): string {
  const texts = [fields.responseText, fields.response, fields.reason, fields.message].filter(
    (text): text is string => typeof text === 'string' && text !== '',
  );
  return (texts[0] ?? String(error)).slice(0, 500);
}
