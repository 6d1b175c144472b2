// Which file is which, after rotation: by its first bytes.
// Promise: pure. A file that was renamed, copied away or packed is the same file; one that was cut and begun anew is not.

import { createHash } from 'node:crypto';
import type { FileMark, LogPosition } from './types';

/** Bytes that a file is known by: several lines, each with its second, process and queue id. */
export const HEAD_BYTES = 1_024;
/** How long a file that is seen no more is remembered: a listing may miss one that is just being renamed. */
const REMEMBERED = 2 * 86_400_000;

/** The longest mark that fits a file's first bytes. */
export function markOf(position: LogPosition, head: Buffer): FileMark | null {
  const fitting = position.files.filter(
    (mark) => mark.headLength <= head.length && mark.head === headOf(head, mark.headLength),
  );
  return fitting.reduce<FileMark | null>(
    (best, mark) => (best === null || mark.headLength > best.headLength ? mark : best),
    null,
  );
}

/** A mark for a file that was read up to `offset`; `head`: its first bytes. */
export function newMark(head: Buffer, offset: number, now: number): FileMark {
  const headLength = Math.min(HEAD_BYTES, head.length, offset);
  return { head: headOf(head, headLength), headLength, offset, seenAt: now, run: null, lastAt: null };
}

/** A content that may be the one directly before another. */
export interface Neighbour {
  head: Buffer;
  /** That nothing was written between the two shows; else their times have to tell. */
  isCertain: boolean;
}

/** What a content is the continuation of: the mark of the first neighbour that was read; null where there is none. */
export function neighbourMark(
  position: LogPosition,
  neighbours: readonly Neighbour[],
): (FileMark & { isCertain: boolean }) | null {
  for (const { head, isCertain } of neighbours) {
    const mark = markOf(position, head);
    if (mark !== null) return { ...mark, isCertain };
  }
  return null;
}

/** The position with this mark in it, without files that have been gone for long. */
export function withMark({ files }: LogPosition, mark: FileMark, now: number): LogPosition {
  const others = files.filter((one) => one.head !== mark.head && now - one.seenAt < REMEMBERED);
  return { files: [...others, mark] };
}

function headOf(bytes: Buffer, length: number): string {
  return createHash('sha256').update(bytes.subarray(0, length)).digest('hex');
}
