// Whether a text is, holds or encodes somebody's address: then it leaves the house nowhere. Promise: pure, bounded;
// where it cannot tell any more it says yes.
// Looked through: percent, quoted-printable, HTML entities, base64 (both alphabets), base32, hexadecimal, ROT13, turned
// round, each inside another, VERP's and SRS's `=`, "at" in words; and the digests of addresses that are known.

import { hash } from 'node:crypto';
import { decodedTexts, decodingDepth } from './limits';

const NAME = '[a-z0-9-]{1,63}(?:\\.[a-z0-9-]{1,63}){0,8}\\.[a-z][a-z0-9-]{1,62}';
const SHAPES = [
  new RegExp(`[^\\s@<>",;]@${NAME}`),
  // news-erika=example.net; SRS0=hash=stamp=example.net=erika
  new RegExp(`[a-z0-9]=${NAME}(?![a-z0-9])`),
  new RegExp(`${NAME}=[a-z0-9]`),
  new RegExp(`[a-z0-9][\\s_.-]?[([{]?[\\s_-]?at[\\s_-]?[)\\]}]?[\\s_.-]?${NAME}`),
];
const atWord = /(?:[([{]at[)\]}]|[\s_-]at[\s_-])/;

/**
 * True where `text` is, holds or encodes an address, or one of `known` (addresses of people who are not to be named), its
 * local part included.
 */
export function holdsAddress(text: string, known: readonly string[] = []): boolean {
  const seen = new Set<string>([text]);
  let layer = [text];
  const people = known.map(personOf);
  for (let depth = 0; layer.length > 0; depth += 1) {
    if (layer.some((one) => isAddress(one.toLowerCase()) || people.some((person) => names(one, person))))
      return true;
    if (depth === decodingDepth) return false;
    const next: string[] = [];
    for (const one of layer.flatMap((inner) => decodingsOf(inner, depth === 0))) {
      if (seen.has(one)) continue;
      if (seen.size >= decodedTexts) return true;
      seen.add(one);
      next.push(one);
    }
    layer = next;
  }
  return false;
}

function isAddress(text: string): boolean {
  const [plain, ...others] = SHAPES as [RegExp, ...RegExp[]];
  if (text.includes('@') && plain.test(text)) return true;
  return others.some((shape, i) => (i < 2 ? text.includes('=') : atWord.test(text)) && shape.test(text));
}

interface Person {
  spellings: string[];
  /** Letters and digits of the local part, lower case. */
  local: string;
  whole: string;
  /** Made when a text is long enough to be one. */
  digests: Set<string> | null;
}

/** MD5 in base64, its signs left out. */
const LEAST_DIGEST_CHARS = 18;

function personOf(address: string): Person {
  const lower = address.trim().toLowerCase();
  const at = lower.lastIndexOf('@');
  const local = at < 0 ? lower : lower.slice(0, at);
  return {
    spellings: [...new Set([lower, address.trim()])],
    local: squash(local),
    whole: squash(lower),
    digests: null,
  };
}

/** Digests that programs make of addresses. */
function digestsOf(person: Person): Set<string> {
  person.digests ??= new Set(
    ['md5', 'sha1', 'sha256'].flatMap((name) =>
      person.spellings.flatMap((text) => {
        const digest = hash(name, text, 'buffer');
        return [
          digest.toString('hex'),
          squash(digest.toString('base64')),
          squash(digest.toString('base64url')),
        ];
      }),
    ),
  );
  return person.digests;
}

/** Letters and digits alone, lower case. */
function squash(text: string): string {
  const lower = text.toLowerCase();
  return /^[\x00-\x7f]*$/.test(lower)
    ? lower.replaceAll(/[^a-z0-9]+/g, '')
    : lower.replaceAll(/[^\p{L}\p{N}]+/gu, '');
}

function names(text: string, person: Person): boolean {
  const { local, whole } = person;
  const flat = squash(text);
  if (whole !== '' && flat.includes(whole)) return true;
  if (flat.length >= LEAST_DIGEST_CHARS && /[a-z0-9+/_-]{18}/i.test(text))
    for (const digest of digestsOf(person)) if (flat.includes(digest)) return true;
  if (local.length >= 4) return flat.includes(local);
  // Two letters stand in every id; as a word of their own they are a name.
  return (
    local !== '' &&
    text
      .toLowerCase()
      .split(/[^\p{L}\p{N}]+/u)
      .includes(local)
  );
}

/** The text in other spellings, as far as it can be one of them. Nobody turns letters round inside something encoded. */
function decodingsOf(text: string, isWhole: boolean): string[] {
  const found: string[] = [];
  if (text.includes('%')) found.push(asUtf8(text.replaceAll(/%([0-9a-f]{2})/gi, byteOf)));
  if (/=[0-9a-f]{2}/i.test(text)) found.push(asUtf8(text.replaceAll(/=([0-9a-f]{2})/gi, byteOf)));
  if (text.includes('&'))
    found.push(text.replaceAll(/&#(?:x([0-9a-f]{1,6})|(\d{1,7}));?|&commat;/gi, entityOf));
  for (const [run] of text.matchAll(/(?:[0-9a-f]{2}){6,}/gi))
    found.push(...printable(Buffer.from(run, 'hex')));
  // What stands before it may have shifted it by up to three characters.
  for (const [run] of text.matchAll(/[A-Za-z0-9+/_-]{8,}/g))
    for (let at = 0; at < 4; at += 1) found.push(...printable(Buffer.from(run.slice(at), 'base64')));
  for (const [run] of text.matchAll(/[A-Za-z2-7]{16,}/g)) found.push(...printable(fromBase32(run)));
  if (isWhole) found.push(text.replaceAll(/[a-z]/gi, rot13), [...text].reverse().join(''));
  return found.filter((one) => one !== '' && one !== text);
}

const byteOf = (_: string, hex: string): string => String.fromCharCode(Number.parseInt(hex, 16));

function entityOf(_: string, hex: string | undefined, decimal: string | undefined): string {
  const code = hex !== undefined ? Number.parseInt(hex, 16) : decimal !== undefined ? Number(decimal) : 64;
  return code <= 0x10ffff ? String.fromCodePoint(code) : '';
}

function rot13(letter: string): string {
  const base = letter <= 'Z' ? 65 : 97;
  return String.fromCharCode(((letter.charCodeAt(0) - base + 13) % 26) + base);
}

/** Bytes written as characters, as the text that they are where they are one. */
function asUtf8(text: string): string {
  if (/^[\x00-\x7f]*$/.test(text) || /[^\x00-\xff]/.test(text)) return text;
  return Buffer.from(text, 'latin1').toString('utf8');
}

/** What in it is text: what was never encoded gives noise. */
function printable(bytes: Buffer): string[] {
  return bytes.toString('latin1').match(/[\x20-\x7e]{5,}/g) ?? [];
}

function fromBase32(text: string): Buffer {
  const bytes: number[] = [];
  let [held, bits] = [0, 0];
  for (const letter of text.toUpperCase()) {
    held = ((held << 5) | 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'.indexOf(letter)) & 0xfff;
    bits += 5;
    if (bits < 8) continue;
    bits -= 8;
    bytes.push((held >> bits) & 0xff);
  }
  return Buffer.from(bytes);
}
