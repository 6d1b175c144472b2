// A mail made ready for the check of its signatures: at most so many signatures, none that covers only a part of the
// body, no ARC set, CRLF throughout. Promise: pure, linear, bounded by `signatureLimits`. What is taken out of the header
// can make another signature fail, never pass on other text. Source: RFC 6376 §3.4.5, §3.5, §5.4.2, §8.2.

import { signatureLimits } from './limits';

/** One signature as the mail shows it, before anything is asked of the DNS. */
export interface ShownSignature {
  domain: string;
  selector: string;
  /** Why it is not checked; null where it is. */
  refusal: 'too-many-signatures' | 'body-length-limited' | 'weak-algorithm' | null;
}

export type SignedBytes =
  | { ready: true; bytes: Buffer; signatures: ShownSignature[] }
  /** A deviation of the whole mail; none of its signatures counts. */
  | { ready: false; reason: string; signatures: ShownSignature[] };

const LF = 0x0a;
const CR = 0x0d;

/** Makes `raw` ready; `signatures` are all that the header shows, in its order, up to twice the limit. */
export function signedBytes(raw: Buffer): SignedBytes {
  const end = headerEnd(raw);
  if (end === null || raw.length > signatureLimits.mailBytes) {
    return { ready: false, reason: end === null ? 'header-too-large' : 'mail-too-large', signatures: [] };
  }
  const fields = fieldsOf(raw.subarray(0, end));
  const shown: ShownSignature[] = [];
  const kept: Buffer[] = [];
  let froms = 0;
  for (const field of fields) {
    const name = nameOf(field);
    if (name === 'from') froms += 1;
    if (name === 'dkim-signature') {
      const signature = shownSignature(field, shown.length);
      if (shown.length < 2 * signatureLimits.signatures) shown.push(signature);
      if (signature.refusal !== null) continue;
    }
    if (!name.startsWith('arc-')) kept.push(field);
  }
  const reason = faultOf(fields, froms);
  if (reason !== null) return { ready: false, reason, signatures: shown };
  return { ready: true, bytes: withCrlf(Buffer.concat([...kept, raw.subarray(end)])), signatures: shown };
}

/**
 * Two From fields: a signature covers the lower one, people and programs see the upper one, which anybody can put there
 * (RFC 6376 §8.15).
 */
function faultOf(fields: readonly Buffer[], froms: number): string | null {
  if (froms !== 1) return froms === 0 ? 'no-from' : 'several-from-fields';
  return fields.some((field) => field.length > signatureLimits.fieldBytes) ? 'header-too-large' : null;
}

/** Offset of the blank line that ends the header; null where it does not end within the limit. */
function headerEnd(raw: Buffer): number | null {
  const last = Math.min(raw.length, signatureLimits.headerBytes);
  for (let at = 0; at < last;) {
    const lineEnd = raw.indexOf(LF, at);
    if (raw[at] === LF || (raw[at] === CR && raw[at + 1] === LF)) return at;
    if (lineEnd < 0) break;
    at = lineEnd + 1;
  }
  return raw.length <= signatureLimits.headerBytes ? raw.length : null;
}

/** The header cut into fields, each with its folded lines and line ends. */
function fieldsOf(header: Buffer): Buffer[] {
  const fields: Buffer[] = [];
  let start = 0;
  for (let at = header.indexOf(LF); at >= 0; at = header.indexOf(LF, at + 1)) {
    const next = header[at + 1];
    if (next === 0x20 || next === 0x09) continue;
    fields.push(header.subarray(start, at + 1));
    start = at + 1;
  }
  if (start < header.length) fields.push(header.subarray(start));
  return fields;
}

function nameOf(field: Buffer): string {
  const colon = field.indexOf(0x3a);
  return colon < 0 ? '' : field.toString('latin1', 0, Math.min(colon, 64)).trim().toLowerCase();
}

function shownSignature(field: Buffer, index: number): ShownSignature {
  const text = field.toString('latin1', field.indexOf(0x3a) + 1, signatureLimits.fieldBytes);
  const tags = new Map<string, string>();
  for (const tag of text.split(';')) {
    const sign = tag.indexOf('=');
    if (sign > 0) tags.set(tag.slice(0, sign).trim(), tag.slice(sign + 1).trim());
  }
  const domain = (tags.get('d') ?? '').toLowerCase().slice(0, 253);
  const selector = (tags.get('s') ?? '').slice(0, 253);
  if (index >= signatureLimits.signatures) return { domain, selector, refusal: 'too-many-signatures' };
  // What follows the covered part can be anybody's, a machine-readable report too (RFC 6376 §8.2).
  if (tags.has('l')) return { domain, selector, refusal: 'body-length-limited' };
  // RFC 8301 §3.1.
  if (tags.get('a')?.toLowerCase().endsWith('-sha1') === true)
    return { domain, selector, refusal: 'weak-algorithm' };
  return { domain, selector, refusal: null };
}

/**
 * CR before each LF that lacks it: a Maildir keeps mail with bare LF, signatures are over CRLF (RFC 6376 §5.3). The
 * library would do it too, at the price of a turn of the event loop a line.
 */
function withCrlf(bytes: Buffer): Buffer {
  let bare = 0;
  for (let at = 0; at < bytes.length; at += 1) if (bytes[at] === LF && bytes[at - 1] !== CR) bare += 1;
  if (bare === 0) return bytes;
  const copy = Buffer.allocUnsafe(bytes.length + bare);
  let to = 0;
  for (let at = 0; at < bytes.length; at += 1) {
    const byte = bytes[at] as number;
    if (byte === LF && bytes[at - 1] !== CR) copy[to++] = CR;
    copy[to++] = byte;
  }
  return copy;
}
