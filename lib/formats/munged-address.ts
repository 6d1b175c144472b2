// Recipients that a reporter blotted out: `x`, `<x>`, `redacted@example.com`, `xxx@xxx.xx`.
// Promise: pure, linear. Such a word names nobody: taken for a complainant, it would make one person of all of a
// reporter's users, and their complaints would count as repetitions. Tokens of RFC 6590 differ from user to user and
// are left alone.

/** Words that stand for a removed local part or address, in the spellings of the feedback loops. */
const BLOTS = new Set([
  'redacted',
  'removed',
  'hidden',
  'munged',
  'withheld',
  'anonymous',
  'anonymized',
  'anonymised',
  'undisclosed',
  'undisclosed-recipient',
  'undisclosed-recipients',
]);

/** True for an address or local part that says only that somebody was there. */
export function isMunged(text: string): boolean {
  const address = text.trim().replace(/^</, '').replace(/>$/, '').trim().toLowerCase();
  const at = address.lastIndexOf('@');
  const local = at < 0 ? address : address.slice(0, at);
  return local === '' || BLOTS.has(local) || isBlot(local);
}

/** One character over and over: `x`, `xxxx`, `____`, `***`. */
function isBlot(local: string): boolean {
  const first = local.charAt(0);
  if (!'x_*.#-'.includes(first)) return false;
  for (const char of local) if (char !== first) return false;
  return true;
}

/** True for a Message-ID most of which was written over with underscores, so that it finds nothing in any log. */
export function isMungedMessageId(id: string): boolean {
  return id.includes('________');
}
