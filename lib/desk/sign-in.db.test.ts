import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { verifyPassword } from '@/lib/auth/passwords';
import { freshDatabase, type TestDatabase } from '@/lib/db/testing';
import { readSession } from '@/lib/users/session-store';
import type { Role, SignedInUser } from '@/lib/users/types';
import { changePassword } from './change-password';
import { changeRole } from './change-role';
import { createFirstAdmin } from './create-first-admin';
import { disableUser } from './disable-user';
import { enableUser } from './enable-user';
import { endSessions } from './end-sessions';
import { inviteUser } from './invite-user';
import { renewPassword } from './renew-password';
import { signIn } from './sign-in';

vi.mock('@/lib/auth/passwords', { spy: true });

let database: TestDatabase;
beforeAll(async () => {
  database = await freshDatabase();
});
afterAll(() => database.drop());

let address = 0;
const from = () => ({ address: `198.51.100.${++address}`, userAgent: 'test' });

async function signedIn(login: string, password: string): Promise<SignedInUser> {
  const answer = await signIn({ login, password, ...from() });
  if (!answer.ok) throw new Error(answer.code);
  const user = await readSession(answer.sessionId);
  if (user === null) throw new Error('no session');
  return user;
}

let admin: SignedInUser;

async function invited(login: string, role: Role = 'agent') {
  const outcome = await inviteUser({ login, name: login, role }, admin);
  if (!outcome.ok) throw new Error(outcome.code);
  return outcome.data;
}

describe('the first administrator', () => {
  it('is made once, however many starts ask for one', async () => {
    const made = (await Promise.all([createFirstAdmin(), createFirstAdmin(), createFirstAdmin()])).filter(
      (one) => one !== null,
    );
    expect(made).toHaveLength(1);
    expect(await createFirstAdmin()).toBeNull();
    admin = await signedIn('admin', made[0]?.password ?? '');
    expect(admin).toMatchObject({ login: 'admin', role: 'admin', mustChangePassword: true });
  });

  it('cannot be demoted or disabled while there is no other', async () => {
    expect(await changeRole({ userId: admin.id, from: 'admin', to: 'agent' }, admin)).toMatchObject({
      code: 'last-admin',
    });
    expect(await disableUser(admin.id, admin)).toMatchObject({ code: 'last-admin' });
  });

  it('and a second one who demote one another at once leave one administrator', async () => {
    const { password } = await invited('second', 'admin');
    const second = await signedIn('second', password);
    const outcomes = await Promise.all([
      changeRole({ userId: second.id, from: 'admin', to: 'agent' }, admin),
      changeRole({ userId: admin.id, from: 'admin', to: 'agent' }, second),
    ]);
    expect(outcomes.filter((outcome) => outcome.ok)).toHaveLength(1);
    const rows = await database.sql`SELECT id FROM app_user WHERE role = 'admin'`;
    expect(rows).toHaveLength(1);
    await database.sql`UPDATE app_user SET role = 'admin' WHERE id = ${admin.id}`;
  });
});

describe('signing in', () => {
  it('refuses unknown login, wrong password, disabled user and expired one-time password alike', async () => {
    const { password } = await invited('expired');
    await database.sql`UPDATE app_user SET password_expires_at = now() - interval '1 second' WHERE login = 'expired'`;
    const gone = await invited('gone');
    await database.sql`UPDATE app_user SET disabled_at = now() WHERE login = 'gone'`;
    const tries = [
      { login: 'nobody', password: 'whatever it is' },
      { login: 'admin', password: 'wrong' },
      { login: 'expired', password },
      { login: 'gone', password: gone.password },
    ];
    for (const attempt of tries)
      expect(await signIn({ ...attempt, ...from() })).toEqual({ ok: false, code: 'refused' });
  });

  it('does the password work for unknown logins too', async () => {
    for (const login of ['second', 'nobody-at-all']) {
      vi.mocked(verifyPassword).mockClear();
      await signIn({ login, password: 'wrong password', ...from() });
      expect(verifyPassword).toHaveBeenCalledTimes(1);
      expect(vi.mocked(verifyPassword).mock.lastCall?.[1]).toBe('wrong password');
    }
  });

  it('ignores case and spaces around the login', async () => {
    const { password } = await invited('berta');
    expect((await signIn({ login: '  BERTA ', password, ...from() })).ok).toBe(true);
  });

  it('survives a login with NUL and one of a megabyte', async () => {
    for (const login of ['\0', 'x'.repeat(1_000_000)]) {
      expect(await signIn({ login, password: 'y'.repeat(1_000_000), ...from() })).toEqual({
        ok: false,
        code: 'refused',
      });
    }
  });
});

describe('a session', () => {
  it('is refused from the moment it is ended', async () => {
    const { password } = await invited('carl');
    const carl = await signedIn('carl', password);
    expect(await readSession(carl.sessionId)).not.toBeNull();
    await endSessions({ whose: 'user', userId: carl.id }, admin);
    expect(await readSession(carl.sessionId)).toBeNull();
  });

  it('is refused when its user is disabled, and stays ended when the user is enabled again', async () => {
    const { password } = await invited('dora');
    const dora = await signedIn('dora', password);
    await disableUser(dora.id, admin);
    expect(await readSession(dora.sessionId)).toBeNull();
    await enableUser(dora.id, admin);
    expect(await readSession(dora.sessionId)).toBeNull();
  });

  it('is refused after its absolute and after its idle end', async () => {
    const { password } = await invited('emil');
    const [old, idle] = [await signedIn('emil', password), await signedIn('emil', password)];
    await database.sql`UPDATE session SET expires_at = now() WHERE id = ${old.sessionId}`;
    await database.sql`UPDATE session SET last_seen_at = now() - interval '2 hours' WHERE id = ${idle.sessionId}`;
    expect(await readSession(old.sessionId)).toBeNull();
    expect(await readSession(idle.sessionId)).toBeNull();
  });

  it('of others cannot be ended by an agent, not even by its id', async () => {
    const { password } = await invited('frida');
    const frida = await signedIn('frida', password);
    expect(await endSessions({ whose: 'user', userId: admin.id }, frida)).toMatchObject({
      code: 'forbidden',
    });
    expect(await endSessions({ whose: 'own', sessionId: admin.sessionId }, frida)).toMatchObject({
      data: { ended: 0 },
    });
    expect(await readSession(admin.sessionId)).not.toBeNull();
  });
});

describe('passwords', () => {
  it('changed end the other sessions, keep this one, and let the old password in no more', async () => {
    const { password } = await invited('gerd');
    const [here, there] = [await signedIn('gerd', password), await signedIn('gerd', password)];
    const next = 'a long enough sentence';
    const outcome = await changePassword(
      { current: password, next, repeated: next, address: '192.0.2.8' },
      here,
    );
    expect(outcome).toMatchObject({ ok: true, data: { endedSessions: 1 } });
    expect(await readSession(here.sessionId)).toMatchObject({ mustChangePassword: false });
    expect(await readSession(there.sessionId)).toBeNull();
    expect((await signIn({ login: 'gerd', password, ...from() })).ok).toBe(false);
    expect((await signIn({ login: 'gerd', password: next, ...from() })).ok).toBe(true);
  });

  it('are refused when short, unchanged, like the login, or not repeated', async () => {
    const { password } = await invited('hildegard.musterfrau');
    const user = await signedIn('hildegard.musterfrau', password);
    const attempt = (next: string, repeated = next, current = password) =>
      changePassword({ current, next, repeated, address: '192.0.2.9' }, user);
    expect(await attempt('short')).toMatchObject({ fields: { next: 'password-too-short' } });
    expect(await attempt(password)).toMatchObject({ fields: { next: 'password-unchanged' } });
    expect(await attempt('Hildegard.Musterfrau1')).toMatchObject({ fields: { next: 'password-like-login' } });
    expect(await attempt('a long enough sentence', 'another sentence')).toMatchObject({
      fields: { repeated: 'password-differs' },
    });
    expect(await attempt('a long enough sentence', undefined, 'wrong')).toMatchObject({
      fields: { current: 'current-password-wrong' },
    });
  });

  it('renewed by an administrator end all sessions of the user', async () => {
    const { password } = await invited('ida');
    const ida = await signedIn('ida', password);
    const renewed = await renewPassword(ida.id, admin);
    expect(await readSession(ida.sessionId)).toBeNull();
    expect((await signIn({ login: 'ida', password, ...from() })).ok).toBe(false);
    if (!renewed.ok) throw new Error(renewed.code);
    expect((await signIn({ login: 'ida', password: renewed.data.password, ...from() })).ok).toBe(true);
  });
});

describe('users', () => {
  it('have unique logins: of two invitations at once one is told', async () => {
    const outcomes = await Promise.all(
      [1, 2].map(() => inviteUser({ login: 'twin', name: 'Twin', role: 'agent' }, admin)),
    );
    expect(outcomes.filter((outcome) => outcome.ok)).toHaveLength(1);
    expect(outcomes.find((outcome) => !outcome.ok)).toMatchObject({ fields: { login: 'login-taken' } });
  });

  it('changed by somebody else in between are told apart', async () => {
    const { login } = await invited('jonas');
    const [row] = await database.sql<{ id: number }[]>`SELECT id FROM app_user WHERE login = ${login}`;
    const userId = row?.id ?? 0;
    expect((await changeRole({ userId, from: 'agent', to: 'admin' }, admin)).ok).toBe(true);
    expect(await changeRole({ userId, from: 'agent', to: 'admin' }, admin)).toMatchObject({ code: 'stale' });
  });

  it('leave a line in the audit for everything done to them', async () => {
    const rows = await database.sql<{ action: string }[]>`SELECT DISTINCT action FROM audit_entry`;
    const actions = rows.map((row) => row.action);
    for (const action of [
      'first-admin-created',
      'signed-in',
      'user-invited',
      'role-changed',
      'user-disabled',
      'user-enabled',
      'sessions-ended',
      'password-changed',
      'password-renewed',
    ]) {
      expect(actions).toContain(action);
    }
  });
});
