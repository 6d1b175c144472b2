// Use case: an administrator says whom nobody locks alone, or no longer says so.

import { deleteProtectedLogin, writeProtectedLogin } from '@/lib/containment/protection-store';
import { sql } from '@/lib/db/sql';
import { done, refused, refusedField, type Outcome } from './outcome';

/** A login, `local@domain`, or `@domain` for all of it; never a whole top level. */
const shape = /^(?:[^\s@]{1,200}@[^\s@]+\.[^\s@]+|@[^\s@]+\.[^\s@]+|[^\s@]{2,200})$/;

/** Expected errors: `fields`. A login that is protected already gets the new reason. */
export async function saveProtectedLogin(
  { login, reason }: { login: string; reason: string },
  admin: { id: number },
): Promise<Outcome<null>> {
  const name = login.trim().toLowerCase();
  if (!shape.test(name)) return refusedField('login', 'not-a-login');
  if (reason.trim() === '') return refusedField('reason', 'required');
  await sql().begin(async (tx) => {
    const before = await writeProtectedLogin(tx, name, reason.trim(), admin.id);
    const detail = tx.json({ reason: reason.trim(), before });
    await tx`SELECT append_audit(${admin.id}, 'login-protected', ${`protected-login:${name}`}, ${detail})`;
  });
  return done(null);
}

/** Expected errors: `not-found`. */
export function removeProtectedLogin(
  { login }: { login: string },
  admin: { id: number },
): Promise<Outcome<null>> {
  return sql().begin(async (tx): Promise<Outcome<null>> => {
    const before = await deleteProtectedLogin(tx, login);
    if (before === null) return refused('not-found');
    const subject = `protected-login:${login}`;
    await tx`SELECT append_audit(${admin.id}, 'login-unprotected', ${subject}, ${tx.json({ before })})`;
    return done(null);
  }) as Promise<Outcome<null>>;
}
