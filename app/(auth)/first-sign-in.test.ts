// Where the first sign-in leads once the one-time password is changed: the answer of the form says it, and nothing else.

import { beforeEach, expect, it, vi } from 'vitest';

const world = vi.hoisted(() => ({ user: {} as object, isSetUp: false, sample: false }));
vi.mock('@/lib/auth/current-user', () => ({ currentUser: () => Promise.resolve(world.user) }));
vi.mock('next/headers', () => ({
  headers: () => Promise.resolve(new Headers({ 'x-forwarded-for': '192.0.2.1' })),
  cookies: () => Promise.reject(new Error('no cookie is touched')),
}));
vi.mock('next/cache', () => ({ refresh: () => undefined }));
vi.mock('next-intl/server', () => ({
  getTranslations: () => Promise.resolve(Object.assign((key: string) => key, { has: () => false })),
}));
vi.mock('@/lib/env', () => ({ env: () => ({ SAMPLE_PROVIDER: world.sample, LOG_LEVEL: 'silent' }) }));
vi.mock('@/lib/users/queries', () => ({
  readFactorSettings: () => Promise.resolve({ isSetUp: world.isSetUp }),
}));
vi.mock('@/lib/desk/change-password', () => ({
  changePassword: ({ current }: { current: string }) =>
    Promise.resolve(
      current === 'right'
        ? { ok: true, data: { endedSessions: 1 } }
        : { ok: false, code: 'current-password-wrong' },
    ),
}));

const { changePasswordAction } = await import('./actions');

beforeEach(() => {
  world.user = { id: 4, role: 'agent', mustChangePassword: true };
  world.isSetUp = false;
  world.sample = false;
});

/** Where the answer leads; null where it leads nowhere. */
async function ledTo(current = 'right'): Promise<string | null> {
  const form = new FormData();
  for (const [name, value] of Object.entries({
    current,
    next: 'a long sentence',
    repeated: 'a long sentence',
  }))
    form.set(name, value);
  try {
    await changePasswordAction({}, form);
    return null;
  } catch (error) {
    return String((error as { digest?: string }).digest).split(';')[2] ?? null;
  }
}

it('an agent goes to the second factor, and to the cases where there is one or none is needed', async () => {
  expect(await ledTo()).toBe('/me/second-factor?first=1');
  world.isSetUp = true;
  expect(await ledTo()).toBe('/cases');
  world.isSetUp = false;
  world.sample = true;
  expect(await ledTo()).toBe('/cases');
});

it('the hotline goes to its search', async () => {
  world.user = { id: 5, role: 'support', mustChangePassword: true };
  expect(await ledTo()).toBe('/support');
});

it('nobody goes anywhere with a wrong password, or who changes it under "My account"', async () => {
  expect(await ledTo('wrong')).toBeNull();
  world.user = { id: 4, role: 'agent', mustChangePassword: false };
  expect(await ledTo()).toBeNull();
});
