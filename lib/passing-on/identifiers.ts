// Everything in a complaint that names whoever received the mail: addresses, local parts, names, and the parts of them.
// Promise: pure, bounded; what belongs to the account itself is none of it. Nothing here leaves the desk. Programs that send
// to lists put a hash of an address in place of it: whoever has the address finds it again, so that these name him as well.

import { createHash } from 'node:crypto';
import { readAddressList } from '@/lib/mime/addresses';
import { decodeEncodedWords } from '@/lib/mime/encoded-words';
import type { KeptReport, ReadOriginal } from './types';

export interface Identifiers {
  /** In lower case, longest first, no shorter than `shortest`; then hashes. */
  words: string[];
  /** Domains of the complainants' addresses. */
  domains: string[];
}

/** Two letters are a word of any language; they are hidden where they stand in an address. */
const shortest = 3;
/** Of a mail to a crowd. */
const mostWords = 200;
const mostHashed = 10;
const hashes = ['md5', 'sha1', 'sha256'];

const recipientFields =
  /^(?:(?:resent-|apparently-)?(?:to|cc|bcc)|delivered-to|x-original-to|(?:x-)?envelope-(?:to|recipient)|original-recipient|x-(?:forwarded|rcpt|delivered|failed|env|real|apparent|user|list|subscriber)-?(?:to|for|recipients?|rcpt|email|id)?|x-recipient|x-receiver)$/i;

/** `keep`: addresses in lower case that stay readable. */
export function identifiersOf(
  report: KeptReport,
  original: ReadOriginal | null,
  keep: ReadonlySet<string>,
): Identifiers {
  const addresses = new Set<string>();
  const words = new Set<string>();
  const add = (address: string) => {
    const lower = normal(address);
    if (lower !== '' && !keep.has(lower)) addresses.add(lower);
  };
  for (const written of [...report.originalRcptTo, report.complainant ?? '']) add(written);
  for (const [name, value] of original?.headers ?? []) {
    const text = decodeEncodedWords(value.slice(0, 20_000));
    if (recipientFields.test(name)) {
      for (const address of readAddressList(text)) add(address);
      for (const word of outsideAddresses(text).match(/[\p{L}\p{N}]{3,}/gu) ?? []) words.add(normal(word));
    }
    if (/^received$/i.test(name))
      for (const [, to = ''] of text.matchAll(/\bfor\s+<?([^\s<>;]+@[^\s<>;]+)>?/gi)) add(to);
  }
  for (const path of [report.originalMailFrom ?? '', ...valuesOf(original, 'return-path')])
    for (const inside of verpOf(path)) add(inside);
  const domains = new Set<string>();
  for (const address of addresses) {
    const at = address.lastIndexOf('@');
    const local = at < 0 ? address : address.slice(0, at);
    if (at >= 0) domains.add(address.slice(at + 1));
    for (const part of [local, ...local.split(/[^\p{L}\p{N}]+/u)])
      for (const one of spellings(part)) words.add(one);
  }
  const own = [...keep].flatMap((address) => [address, ...address.split('@')]);
  const found = [...words].filter(
    (word) => word.length >= shortest && !own.includes(word) && !/^\d{1,3}$/.test(word),
  );
  found.sort((a, b) => b.length - a.length || (a < b ? -1 : 1));
  const hashed = [...addresses].slice(0, mostHashed).flatMap(hashesOf);
  return { words: [...found.slice(0, mostWords), ...hashed], domains: [...domains] };
}

/** Of the address and of its local part, as senders' programs write them. */
function hashesOf(address: string): string[] {
  const local = address.replace(/@[^@]*$/, '');
  return hashes.flatMap((name) =>
    [address, local].map((text) => createHash(name).update(text).digest('hex')),
  );
}

/** As text is compared: compatibility characters folded, invisible ones out, lower case. */
export function normal(text: string): string {
  return text
    .normalize('NFKC')
    .replaceAll(/[\p{Cf}\p{Cc}]/gu, '')
    .toLowerCase()
    .trim()
    .replace(/^<|>$/g, '');
}

/** `bounce+leser=example.net@list.example`: the recipient inside an envelope sender (VERP), and SRS. */
function verpOf(path: string): string[] {
  const local = normal(path).split('@')[0] ?? '';
  const parted = /(?:^|[+\-_.=])([^+=\s]{1,64})=([a-z0-9.-]+\.[a-z]{2,})(?:$|[^a-z0-9.])/.exec(local);
  const [, user, domain] = parted ?? [];
  if (user === undefined || domain === undefined) return [];
  // Where the user begins behind hyphens nobody can tell: each possible beginning is hidden.
  const pieces = user.split('-');
  return pieces.map((_, i) => `${pieces.slice(i).join('-')}@${domain}`);
}

function valuesOf(original: ReadOriginal | null, key: string): string[] {
  return (original?.headers ?? []).flatMap(([name, value]) => (name.toLowerCase() === key ? [value] : []));
}

function outsideAddresses(text: string): string {
  return text.replaceAll(/@[^\s<>,;]*/g, ' ');
}

/** `müller` is also written `mueller` and `muller`. */
function spellings(word: string): string[] {
  const umlauts: Record<string, string> = { ä: 'ae', ö: 'oe', ü: 'ue', ß: 'ss' };
  const german = word.replaceAll(/[äöüß]/g, (letter) => umlauts[letter] ?? letter);
  const bare = word.normalize('NFD').replaceAll(/\p{Mn}/gu, '');
  return [...new Set([word, german, bare])];
}
