// What a start keeps beside the database: the directory for it and the secrets that nobody gave.

import { createHash, randomBytes } from 'node:crypto';
import { accessSync, constants, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { isAbsolute, join } from 'node:path';
import { ROOT } from './paths.mjs';
import { Failure } from './say.mjs';

/** The state directory as an absolute path, made where it is missing. */
export function openStateDir(configured: string): string {
  const dir = isAbsolute(configured) ? configured : join(ROOT, configured);
  // Others may pass through (the user who runs the database must), but not look around.
  try {
    mkdirSync(dir, { recursive: true, mode: 0o711 });
    accessSync(dir, constants.W_OK);
  } catch (error) {
    const reason = error instanceof Error && 'code' in error ? String(error.code) : String(error);
    throw new Failure(`STATE_DIR is ${dir}, which cannot be made or written to (${reason}).`);
  }
  return dir;
}

/** The secret `given`, or one of 32 random bytes as hexadecimal digits that stays the same from start to start. */
export function secretFor(stateDir: string, name: string, given: string | undefined): string {
  if (given !== undefined && given !== '') return given;
  const path = join(stateDir, name);
  if (!existsSync(path)) writeFileSync(path, randomBytes(32).toString('hex'), { mode: 0o600, flag: 'wx' });
  return readFileSync(path, 'utf8').trim();
}

/** A fingerprint of files by name and content, for "has this changed since". */
export function fingerprint(files: string[]): string {
  const hash = createHash('sha256');
  for (const file of files)
    hash
      .update(`${file}\0`)
      .update(readFileSync(join(ROOT, file)))
      .update('\0');
  return hash.digest('hex');
}
