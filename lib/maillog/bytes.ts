// Small tools over log bytes: numbers, positions, and texts.
// Promise: no string per line.

/** Whether the range holds this ASCII text. */
export function rangeIs(bytes: Buffer, start: number, end: number, text: string): boolean {
  if (end - start !== text.length) return false;
  for (let i = 0; i < text.length; i += 1) {
    if (bytes[start + i] !== text.charCodeAt(i)) return false;
  }
  return true;
}

/** The number of a range of ASCII digits, at most 15 of them; −1 where anything else stands in it. */
export function numberOf(bytes: Buffer, start: number, end: number): number {
  if (start >= end || end - start > 15) return -1;
  let value = 0;
  for (let i = start; i < end; i += 1) {
    const digit = (bytes[i] as number) - 0x30;
    if (digit < 0 || digit > 9) return -1;
    value = value * 10 + digit;
  }
  return value;
}

/** Position of one byte in the range, −1 where it is not there. */
export function findByte(bytes: Buffer, start: number, end: number, byte: number): number {
  for (let i = start; i < end; i += 1) if (bytes[i] === byte) return i;
  return -1;
}

/** The last position of one byte in the range, −1 where it is not there. */
export function findLastByte(bytes: Buffer, start: number, end: number, byte: number): number {
  for (let i = end - 1; i >= start; i -= 1) if (bytes[i] === byte) return i;
  return -1;
}

/** Text of a range, UTF-8, without NUL (which PostgreSQL refuses), at most `max` bytes. */
export function textOf(bytes: Buffer, start: number, end: number, max = 1_000): string {
  const text = bytes.toString('utf8', start, Math.min(end, start + max));
  return text.includes('\0') ? text.replaceAll('\0', '\u{fffd}') : text;
}
