// Addresses, names and places in a free text: IP addresses, domains, mailboxes, URIs, also written so that nobody clicks
// them (`hxxp://`, `example[.]com`, `info (at) example.com`).
// Promise: pure, linear in at most MAIL_LIMITS.candidateTextChars: the text is cut at blanks and brackets and each word
// looked at once, by its shape; no pattern runs over the text that could go back. Values are canonical, each once.

import { domainToASCII } from 'node:url';
import type { Finding } from '../formats/types';
import { normalName } from '../mime/domain-names';
import { canonicalIp } from '../mime/ip-addresses';
import { MAIL_LIMITS } from '../mime/limits';

/** Findings kept: a list of a customer's hosts has dozens; what comes behind names nobody new. */
const most = 200;
/** A URI or address in a complaint; longer words are encoded data. */
const wordChars = 2_000;

/** What may stand for a dot, an at sign or a colon in brackets. One blank on either side goes with it. */
const SHIELDS = / ?[[({](?:\.|dot|punkt|at|@|:|:\/\/)[\])}] ?/gi;

/** Lines whose words look like mailboxes and are names of messages (RFC 5322 §3.6.4). */
const MESSAGE_NAMES = /^[> \t]{0,20}(?:message-id|references|in-reply-to):/i;
/** What servers and logs write before an address: `envelope-from=user@example.com`. */
const LABELS =
  /^(?:envelope-from|mailfrom|smtp\.mailfrom|smtp\.auth|header\.from|header\.i|sasl_username|from|to|sender|user|login|email)=/;

/** All that the text names, in its order. */
export function findNames(text: string): Finding[] {
  const lines = text.slice(0, MAIL_LIMITS.candidateTextChars).split('\n');
  const read = unshielded(lines.filter((line) => !MESSAGE_NAMES.test(line)).join('\n'));
  const found = new Map<string, Finding>();
  for (const word of read.split(/[\s<>"'`„“”,;|(){}*]+/)) {
    if (word.length < 4 || word.length > wordChars) continue;
    const finding = nameOf(word);
    if (finding !== null) found.set(`${finding.kind} ${finding.value}`, finding);
    if (found.size >= most) break;
  }
  return [...found.values()];
}

function unshielded(text: string): string {
  return text.replace(SHIELDS, (shield) => {
    const inner = shield.trim().slice(1, -1).toLowerCase();
    if (inner === 'dot' || inner === 'punkt') return '.';
    return inner === 'at' ? '@' : inner;
  });
}

/** Signs that end a sentence or bracket a word. */
function trimmed(word: string): string {
  let start = 0;
  let end = word.length;
  while (start < end && '[-=.:!?_'.includes(word.charAt(start)) && word.slice(start, start + 2) !== '::')
    start += 1;
  while (end > start && '].:!?-=_\\'.includes(word.charAt(end - 1)) && word.slice(end - 2, end) !== '::')
    end -= 1;
  return word.slice(start, end);
}

function nameOf(word: string): Finding | null {
  const uri = uriOf(word);
  if (uri !== null) return uri;
  const name = trimmed(word);
  if (name.includes('@')) return mailboxOf(name);
  return ipOf(name) ?? domainOfWord(name);
}

function uriOf(word: string): Finding | null {
  const match = /h(?:tt|xx)ps?:\/\//i.exec(word);
  if (match === null) return null;
  const scheme = match[0].toLowerCase().replace('xx', 'tt');
  const text = `${scheme}${word.slice(match.index + match[0].length).replace(/[\].:!?]{1,5}$/, '')}`;
  if (!URL.canParse(text)) return null;
  const { hostname, href } = new URL(text);
  const isPlace = hostname.includes('.') || hostname.startsWith('[');
  return isPlace ? { kind: 'uri', value: href.slice(0, wordChars) } : null;
}

/** `mailto:` goes; RFC 5321 §4.5.3.1: 64 characters before the sign. */
function mailboxOf(word: string): Finding | null {
  const address = word
    .toLowerCase()
    .replace(/^mailto:/, '')
    .replace(/\?.*$/, '')
    .replace(LABELS, '');
  const at = address.lastIndexOf('@');
  const local = address.slice(0, at);
  const domain = dottedName(address.slice(at + 1));
  if (domain === null || !/^[^@\s/\\:]{1,64}$/.test(local)) return null;
  return { kind: 'mailbox', value: `${local}@${domain}` };
}

/** With a port or a prefix length behind it, in brackets, or behind an equals sign (`ip=192.0.2.1`). */
function ipOf(word: string): Finding | null {
  const text = trimmed(word.slice(word.lastIndexOf('=') + 1));
  const slash = text.indexOf('/');
  const bare = slash < 0 ? text : text.slice(0, slash);
  const colon = bare.indexOf(':');
  const isDottedWithPort = colon > 0 && colon === bare.lastIndexOf(':');
  const bracket = bare.indexOf(']');
  const ip = canonicalIp(
    isDottedWithPort ? bare.slice(0, colon) : bracket > 0 ? bare.slice(0, bracket) : bare,
  );
  return ip === null ? null : { kind: 'ip', value: ip };
}

function domainOfWord(word: string): Finding | null {
  const slash = word.indexOf('/');
  const host = (slash < 0 ? word : word.slice(0, slash)).replace(/:\d{1,5}$/, '');
  const domain = dottedName(host);
  return domain === null ? null : { kind: 'domain', value: domain };
}

/** A name of two labels at least, the last of them letters or an A-label. */
function dottedName(text: string): string | null {
  const plain = text.replace(/[.\]]{1,3}$/, '');
  if (!plain.includes('.') || plain.length > 253) return null;
  const name = normalName(/^[\x20-\x7e]+$/.test(plain) ? plain.toLowerCase() : domainToASCII(plain));
  const last = name?.slice(name.lastIndexOf('.') + 1) ?? '';
  return name !== null && /^(?:[a-z]{2,63}|xn--[a-z0-9-]{2,59})$/.test(last) ? name : null;
}
