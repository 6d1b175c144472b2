// A log and what rotation left of it beside it: `mail.log`, `mail.log.1`, `mail.log.2.gz`, `mail.log-20261121`.

import { readdir, stat } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';

export interface LogFile {
  path: string;
  /** The one that is written to. */
  isLive: boolean;
  isPacked: boolean;
  size: number;
  mtimeMs: number;
  inode: number;
}

const PACKED = /\.gz$/;
/** Other kinds of packing: their plain form was read before. */
const UNREADABLE = /\.(?:bz2|xz|zst|Z|zip|tmp|swp)$/;

/**
 * The files of the log at `path`, the oldest first, the live one last; rotated ones that nobody wrote to since `since`
 * (milliseconds) are left out. Throws what the system says where the directory cannot be read.
 */
export async function listLogFiles(path: string, since: number): Promise<LogFile[]> {
  const name = basename(path);
  const names = (await readdir(dirname(path))).filter(
    (one) =>
      one === name || ((one.startsWith(`${name}.`) || one.startsWith(`${name}-`)) && !UNREADABLE.test(one)),
  );
  const files = await Promise.all(names.map((one) => lookAt(join(dirname(path), one), one === name)));
  return files
    .filter((file) => file !== null)
    .filter((file) => file.isLive || file.mtimeMs >= since)
    .sort((a, b) => Number(a.isLive) - Number(b.isLive) || byAge(a, b));
}

/** One file by its path; null where it is none (any more). */
export async function lookAt(path: string, isLive: boolean): Promise<LogFile | null> {
  const found = await stat(path).catch((error: unknown) => {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null;
    throw error;
  });
  if (found?.isFile() !== true) return null;
  const { size, mtimeMs, ino: inode } = found;
  return { path, isLive, isPacked: PACKED.test(path), size, mtimeMs, inode };
}

/** By number where rotation numbers them (`mail.log.10` is older than `mail.log.9`), else by when they were written to. */
function byAge(a: LogFile, b: LogFile): number {
  const [first, second] = [numberOf(a.path), numberOf(b.path)];
  if (first !== null && second !== null) return second - first || a.mtimeMs - b.mtimeMs;
  return a.mtimeMs - b.mtimeMs || (a.path < b.path ? -1 : 1);
}

/** Rotation of `mail.log.2.gz`; dates are no rotations. */
function numberOf(path: string): number | null {
  const digits = /\.(\d{1,4})(?:\.gz)?$/.exec(path)?.[1];
  return digits === undefined ? null : Number(digits);
}

/**
 * The files that may be directly before `file`, the likeliest first. Certain are the next higher number of rotation, and
 * the file that was the live one (`formerLive`, its inode) when the live one is another by now; names with dates do not
 * tell whether one is missing in between.
 */
export function neighboursOf(
  file: LogFile,
  files: readonly LogFile[],
  formerLive: number | null,
): { file: LogFile; isCertain: boolean }[] {
  const at = files.findIndex((one) => one.inode === file.inode && one.path === file.path);
  const before = files.slice(0, Math.max(0, at)).reverse();
  const newest = Math.min(...files.map((one) => numberOf(one.path) ?? Infinity));
  // Rotation counts from 1, of some from 0; the live file is the one before that.
  const number = file.isLive ? (newest === 0 ? -1 : 0) : numberOf(file.path);
  // Nothing is missing in a file that rotation left empty.
  const isEmpty = (n: number): boolean => before.some((one) => numberOf(one.path) === n && one.size === 0);
  let next = (number ?? 0) + 1;
  while (isEmpty(next)) next += 1;
  const isNext = (one: LogFile): boolean => number !== null && numberOf(one.path) === next;
  const wasLive = (one: LogFile): boolean =>
    file.isLive && one.inode === formerLive && one.inode !== file.inode;
  const certain = before.filter((one) => isNext(one) || wasLive(one));
  const rest = before.filter((one) => !certain.includes(one)).slice(0, 1);
  return [
    ...certain.map((one) => ({ file: one, isCertain: true })),
    ...rest.map((one) => ({ file: one, isCertain: false })),
  ];
}
