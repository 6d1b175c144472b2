// Whether a mailbox's settings can work together, before anything connects. Pure. Answers field → code.

import { X509Certificate } from 'node:crypto';
import { isIP } from 'node:net';
import { domainToASCII } from 'node:url';
import type { MailboxSettings } from './types';

export const POLL_SECONDS_MIN = 10;
/** A complaint of the morning must be seen in the morning. */
export const POLL_SECONDS_MAX = 3_600;

type Problems = Record<string, string>;

/** Problems by field; empty where there are none. `hasPassword`: a stored one may be used again. */
export function checkSettings(settings: MailboxSettings, hasPassword: boolean): Problems {
  const problems: Problems =
    settings.kind === 'imap' ? checkImap(settings, hasPassword) : checkMaildir(settings);
  const folders = [
    settings.kind === 'imap' ? settings.folder : '',
    settings.processedFolder,
    settings.quarantineFolder,
  ];
  if (new Set(folders.map((folder) => folder.toLowerCase())).size < 3)
    problems['processedFolder'] ??= 'folders-alike';
  return problems;
}

function checkImap(settings: MailboxSettings, hasPassword: boolean): Problems {
  const problems: Problems = {};
  if (settings.host === '') problems['host'] = 'required';
  else if (!isHost(settings.host)) problems['host'] = 'not-a-host';
  if (settings.security === 'none' && !isLoopback(settings.host)) problems['security'] = 'needs-tls';
  if (settings.username === '') problems['username'] = 'required';
  if (settings.password === '' && !hasPassword) problems['password'] = 'password-needed';
  if (settings.folder === '') problems['folder'] = 'required';
  if (settings.caPem !== '' && !isCertificate(settings.caPem)) problems['caPem'] = 'not-a-certificate';
  return problems;
}

function checkMaildir(settings: MailboxSettings): Problems {
  if (settings.path === '') return { path: 'required' };
  return settings.path.startsWith('/') && !settings.path.includes('\0') ? {} : { path: 'not-absolute' };
}

/** Whether a stored password may go where the settings point: never to another server or for another user. */
export function keepsPassword(
  before: { host: string | null; port: number | null; username: string | null },
  after: MailboxSettings,
): boolean {
  return before.host === after.host && before.port === after.port && before.username === after.username;
}

function isHost(host: string): boolean {
  return isIP(host) !== 0 || (/^[^\s/:@?#[\]]{1,253}$/.test(host) && domainToASCII(host) !== '');
}

function isLoopback(host: string): boolean {
  return host === 'localhost' || host === '::1' || (isIP(host) === 4 && host.startsWith('127.'));
}

function isCertificate(pem: string): boolean {
  try {
    return new X509Certificate(pem).subject !== undefined;
  } catch {
    // OpenSSL's parser throws for whatever is no certificate; that is the answer.
    return false;
  }
}
