// What mail servers write into the comments of a Received line: the client's name, address and port, the authenticated
// user, the local user. Promise: linear time, never throws, null for what is not said.
// Source: Postfix smtpd and pickup, Exim `received_header_text` and `sender_rcvhost`, sendmail, Courier, Haraka, qmail.

import { canonicalIp } from './ip-addresses';
import { countScanned } from './work';

export interface ClientFacts {
  helo: string | null;
  /** Name the server looked up. */
  name: string | null;
  ip: string | null;
  port: number | null;
}

const heloWords: ReadonlySet<string> = new Set(['helo', 'ehlo', 'lhlo']);

/** Comments that speak of something else than the client's name and address. */
const otherRemarks = [
  'using ',
  'no client',
  'client cn',
  'authenticated',
  'auth:',
  'envelope-from',
  'version=',
  'cipher=',
];

function parsePort(text: string): number | null {
  const port = /^[0-9]{1,5}$/.test(text) ? Number(text) : -1;
  return port >= 0 && port <= 65_535 ? port : null;
}

/** `192.0.2.1` or, of IPv4, `192.0.2.1:52105`: what stands inside the brackets. */
function readAddressAndPort(text: string): Pick<ClientFacts, 'ip' | 'port'> | null {
  const ip = canonicalIp(text);
  if (ip !== null) return { ip, port: null };
  const colon = text.indexOf(':');
  const ipBefore = colon < 0 ? null : canonicalIp(text.slice(0, colon));
  return ipBefore === null ? null : { ip: ipBefore, port: parsePort(text.slice(colon + 1)) };
}

/** `[192.0.2.1]`, `[IPv6:2001:db8::1]`, `[192.0.2.1]:52105`, `[192.0.2.1:52105]`, or without brackets. */
export function readClientAddress(word: string): Pick<ClientFacts, 'ip' | 'port'> | null {
  const end = word.startsWith('[') ? word.indexOf(']') : -1;
  if (end < 0) return readAddressAndPort(word);
  const address = readAddressAndPort(word.slice(1, end));
  if (address === null) return null;
  const rest = word.slice(end + 1);
  return { ip: address.ip, port: rest.startsWith(':') ? parsePort(rest.slice(1)) : address.port };
}

function words(comment: string): string[] {
  countScanned(comment.length);
  return comment.split(/[\s,]/).filter((word) => word !== '');
}

/** `user@[192.0.2.1]` of sendmail and qmail: the ident of the client's system stands before the address. */
function withoutIdent(word: string): string {
  const at = word.lastIndexOf('@');
  return at < 0 ? word : word.slice(at + 1);
}

function readWord(word: string, isHelo: boolean, isFirst: boolean, client: ClientFacts): void {
  if (isHelo) {
    client.helo ??= word;
    return;
  }
  const equals = word.indexOf('=');
  if (equals > 0) {
    const key = word.slice(0, equals).toLowerCase();
    if (key === 'helo') client.helo ??= word.slice(equals + 1);
    if (key === 'port') client.port ??= parsePort(word.slice(equals + 1));
    return;
  }
  const address = readClientAddress(withoutIdent(word));
  if (address !== null) {
    client.ip ??= address.ip;
    client.port ??= address.port;
  } else if (isFirst && word.includes('.') && !word.includes('@')) client.name ??= word.replace(/\.$/, '');
}

/** The client as the comments before `by` describe it. */
export function readClient(comments: readonly string[]): ClientFacts {
  const client: ClientFacts = { helo: null, name: null, ip: null, port: null };
  for (const comment of comments) {
    countScanned(comment.length);
    const lower = comment.toLowerCase();
    if (otherRemarks.some((remark) => lower.startsWith(remark))) continue;
    let isHelo = false;
    for (const [index, word] of words(comment).entries()) {
      readWord(word, isHelo, index === 0, client);
      isHelo = heloWords.has(word.toLowerCase());
    }
  }
  return client;
}

const senderMarks = [
  'authenticated sender:',
  'authenticated user:',
  'authenticated_id:',
  'authenticated id:',
  'authenticated as ',
  'smtp-auth username',
  'auth user:',
];

/** Up to the first blank, comma or semicolon; without quotes and brackets. */
function firstValue(text: string): string | null {
  const value = text.trim().split(/[\s,;]/)[0] ?? '';
  const bare = value.replaceAll(/["<>]/g, '');
  return bare === '' ? null : bare;
}

/** `authenticated bits=0` names nobody, `authenticated jdoe bits=128` (sendmail) does. */
function sendmailSender(comment: string): string | null {
  const [first = '', second = ''] = words(comment);
  const isName = first.toLowerCase() === 'authenticated' && second !== '' && !second.includes('=');
  return isName ? firstValue(second) : null;
}

/** Courier: `AUTH: LOGIN user@example.com, TLS: …`. */
function courierSender(comment: string): string | null {
  const [first = '', , third = ''] = words(comment);
  return first.toLowerCase() === 'auth:' ? firstValue(third) : null;
}

/** The login that the server says it authenticated, or null. */
export function authenticatedSenderOf(comments: readonly string[]): string | null {
  for (const comment of comments) {
    countScanned(comment.length);
    const lower = comment.toLowerCase();
    const mark = senderMarks.find((candidate) => lower.startsWith(candidate));
    const sender =
      mark === undefined
        ? (courierSender(comment) ?? sendmailSender(comment))
        : firstValue(comment.slice(mark.length));
    if (sender !== null) return sender;
  }
  return null;
}

/** `Postfix, from userid 10017`; `qmail 123 invoked by uid 910`. */
export function localUserOf(comments: readonly string[]): string | null {
  for (const comment of comments) {
    countScanned(comment.length);
    const found = /(?:^Postfix, from userid |^qmail [0-9]{1,10} invoked by uid )([0-9]{1,10})$/.exec(comment);
    if (found?.[1] !== undefined) return found[1];
  }
  return null;
}
