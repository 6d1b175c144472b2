// The administrator whom the browser tests work as: how the server for the tests hands the first password over, and
// where the signed-in browser's state is kept between spec files.

import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

const HOME = join(process.cwd(), '.data/e2e');
const FIRST_ADMIN = join(HOME, 'first-admin.json');

/** `storageState` of the signed-in administrator. */
export const ADMIN_STATE = join(HOME, 'administrator.json');

/** The administrator's login and the password set by `administrator.setup.ts`. */
export const ADMIN = { login: 'admin', password: 'Kiesel-Leuchtturm-Regenpfeifer' };

/** Called by the server for the tests: the one-time password of this run. */
export function noteOneTimePassword(password: string): void {
  mkdirSync(dirname(FIRST_ADMIN), { recursive: true });
  writeFileSync(FIRST_ADMIN, JSON.stringify({ password }), { mode: 0o600 });
}

/** Called before the server starts: what an earlier run left is no longer true. */
export function forgetOneTimePassword(): void {
  rmSync(FIRST_ADMIN, { force: true });
}

/** The one-time password, or null while the server is still starting. */
export function oneTimePassword(): string | null {
  if (!existsSync(FIRST_ADMIN)) return null;
  const { password } = JSON.parse(readFileSync(FIRST_ADMIN, 'utf8')) as { password: string };
  return password;
}
