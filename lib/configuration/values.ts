// The forms that a variable's text can have, each read into the value the rest of the product works with.
// Lists are separated by commas; domains come out in lower-case A-label form, header names in lower case.

import { isIP } from 'node:net';
import { domainToASCII } from 'node:url';
import { z } from 'zod';

const HOST_NAME =
  /^(?=.{1,253}$)([a-z0-9_]([a-z0-9-]{0,61}[a-z0-9])?)(\.[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?)*$/;

function asHostName(text: string): string | null {
  const name = domainToASCII(text.toLowerCase().replace(/\.$/, ''));
  return HOST_NAME.test(name) ? name : null;
}

function asHostOrSuffix(text: string): string | null {
  if (!text.startsWith('.')) return asHostName(text);
  const name = asHostName(text.slice(1));
  return name === null ? null : `.${name}`;
}

function asRange(text: string): string | null {
  const [address = '', bits, more] = text.toLowerCase().split('/');
  const family = isIP(address);
  if (family === 0 || address.includes('%') || more !== undefined) return null;
  const width = family === 4 ? 32 : 128;
  if (bits === undefined) return `${address}/${width}`;
  return /^\d{1,3}$/.test(bits) && Number(bits) <= width ? `${address}/${Number(bits)}` : null;
}

// RFC 5322 §3.6.8: a field name is printable US-ASCII without the colon.
function asHeaderName(text: string): string | null {
  return /^[!-9;-~]+$/.test(text) ? text.toLowerCase() : null;
}

/** An address of a name server with or without a port, as node's resolver takes it: `192.0.2.53`, `[2001:db8::53]:5353`. */
function asNameServer(text: string): string | null {
  const [, bracketed, plain, port] = /^(?:\[([^\]]*)\]|([^[\]:]*))(?::(\d{1,5}))?$/.exec(text) ?? [];
  const address = isIP(text) === 0 ? (bracketed ?? plain ?? '') : text;
  const family = isIP(address);
  if (family === 0 || address.includes('%') || (bracketed !== undefined && family === 4)) return null;
  if (port === undefined) return address;
  const number = Number(port);
  if (number < 1 || number > 65_535) return null;
  return family === 6 ? `[${address}]:${number}` : `${address}:${number}`;
}

/** A comma-separated list whose entries `read` turns into their stored form, or null where one is wrong. */
function listOf(read: (text: string) => string | null) {
  return z.string().transform((text, context) => {
    const entries: string[] = [];
    for (const part of text.split(',').map((entry) => entry.trim())) {
      const entry = part === '' ? '' : read(part);
      if (entry === null) context.addIssue({ code: 'custom', message: `"${part}"` });
      else if (entry !== '') entries.push(entry);
    }
    return [...new Set(entries)];
  });
}

function urlOf(text: string): URL | null {
  return URL.canParse(text) ? new URL(text) : null;
}

export const TEXT = z.string().min(1);
export const ABSOLUTE_PATH = z.string().startsWith('/');
export const HOST = z
  .string()
  .transform((text) => text.replace(/^\[(.*)\]$/, '$1').toLowerCase())
  .refine((text) => isIP(text) !== 0 || asHostName(text) !== null);
export const HTTPS_ADDRESS = z.string().refine((text) => urlOf(text)?.protocol === 'https:');
export const FLAG = z
  .enum(['1', '0', 'true', 'false', 'yes', 'no'])
  .transform((text) => text === '1' || text === 'true' || text === 'yes');
export const MAILBOX_SECURITY = z.enum(['tls', 'starttls', 'none']);
export const DOMAIN_LIST = listOf(asHostName);
export const HOST_LIST = listOf(asHostOrSuffix);
export const RANGE_LIST = listOf(asRange);
export const HEADER_LIST = listOf(asHeaderName);
export const NAME_SERVER_LIST = listOf(asNameServer);
/** Paths may hold commas and blanks: semicolons separate them. */
export const PATH_LIST = z
  .string()
  .transform((text) => [...new Set(text.split(';').map((part) => part.trim()))].filter((part) => part !== ''))
  .refine((paths) => paths.every((path) => path.startsWith('/')));
/** Absolute paths of programs by the names that settings use: `doveadm=/usr/bin/doveadm;queue=/usr/local/sbin/queue`. */
export const PROGRAMS = z.string().transform((text, context): ReadonlyMap<string, string> => {
  const entries = text.split(';').map((part) => part.trim());
  const programs = new Map<string, string>();
  for (const entry of entries.filter((part) => part !== '')) {
    const [, name, path] = /^([a-z0-9_-]{1,40})=(\/\S.*)$/.exec(entry) ?? [];
    if (name === undefined || path === undefined || programs.has(name))
      context.addIssue({ code: 'custom', message: `"${entry}"` });
    else programs.set(name, path);
  }
  return programs;
});

/** `ADDRESS:PORT`, `[IPv6]:PORT`, or the absolute path of a socket file. Names are left out: only an address is surely loopback or not. */
export const LISTEN_ADDRESS = z.string().transform((text, context) => {
  if (text.startsWith('/')) return { kind: 'unix' as const, path: text };
  const [, bracketed, plain, port] = /^(?:\[([^\]]+)\]|([^:]+)):(\d{1,5})$/.exec(text) ?? [];
  const host = plain === 'localhost' ? '127.0.0.1' : (bracketed ?? plain ?? '');
  if (isIP(host) !== 0 && Number(port) <= 65_535) return { kind: 'tcp' as const, host, port: Number(port) };
  context.addIssue({ code: 'custom', message: 'not an address' });
  return z.NEVER;
});

/** Of a listener that has no socket file. */
export const IP_AND_PORT = LISTEN_ADDRESS.transform((address, context) => {
  if (address.kind === 'tcp') return { host: address.host, port: address.port };
  context.addIssue({ code: 'custom', message: 'not an address' });
  return z.NEVER;
});

export function wholeNumber(least: number, most: number) {
  return z
    .string()
    .regex(/^\d{1,10}$/)
    .transform(Number)
    .refine((value) => value >= least && value <= most);
}

export const PORT = wholeNumber(1, 65_535);

export const POSTGRES_URL = z.string().refine((text) => {
  const url = urlOf(text);
  return url !== null && /^postgres(ql)?:$/.test(url.protocol) && url.pathname.length > 1;
});

export const ORIGIN = z.string().transform((text, context) => {
  const url = urlOf(text);
  const fits = url !== null && /^https?:$/.test(url.protocol) && url.pathname === '/' && url.search === '';
  if (fits) return url.origin;
  context.addIssue({ code: 'custom', message: 'not an origin' });
  return z.NEVER;
});

/** The key that seals stored passwords: 32 bytes, as a Buffer. */
export const KEY_OF_32_BYTES = z.string().transform((text, context) => {
  const key = /^[0-9a-f]{64}$/i.test(text) ? Buffer.from(text, 'hex') : Buffer.from(text, 'base64');
  if (key.length === 32) return key;
  context.addIssue({ code: 'custom', message: 'not 32 bytes' });
  return z.NEVER;
});

export const TIME_ZONE = z.string().refine((text) => {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: text }).resolvedOptions().timeZone !== '';
  } catch (error) {
    if (error instanceof RangeError) return false;
    throw error;
  }
});
