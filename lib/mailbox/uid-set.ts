// UID sets of RFC 3501 §9 (`sequence-set`). Promises exact sets: a gap between two UIDs is never bridged, because the
// mail in the gap may be one that is not stored yet. Pure.

/** A command line may be 8,192 octets on every server (RFC 7162 §4); this leaves room for tag, verb and folder. */
const MAX_SET_CHARS = 6_000;

/** `uids` as few sets (`1:4,9`), each short enough for one command. */
export function toUidSets(uids: readonly string[], maxChars = MAX_SET_CHARS): string[] {
  const sorted = [...new Set(uids.map(Number))].sort((a, b) => a - b);
  const sets: string[] = [];
  let current = '';
  for (let start = 0; start < sorted.length;) {
    let end = start;
    while (sorted[end + 1] === (sorted[end] ?? 0) + 1) end += 1;
    const range = end === start ? `${sorted[start]}` : `${sorted[start]}:${sorted[end]}`;
    if (current !== '' && current.length + 1 + range.length > maxChars) {
      sets.push(current);
      current = '';
    }
    current = current === '' ? range : `${current},${range}`;
    start = end + 1;
  }
  if (current !== '') sets.push(current);
  return sets;
}
