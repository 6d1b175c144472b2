// Whoever measures how long a sign-in takes must not learn whether the login exists: the costly work is counted here,
// because a clock would say as much about the machine.

import { verify } from '@node-rs/argon2';
import { expect, it, vi } from 'vitest';
import { hashPassword, verifyPassword } from './passwords';

vi.mock('@node-rs/argon2', { spy: true });

const costOf = (hash: unknown) => /^\$argon2id\$v=\d+\$m=\d+,t=\d+,p=\d+\$/.exec(String(hash))?.[0];

it('takes its own password, and no other', async () => {
  const hash = await hashPassword('Kiesel am Strand');
  expect(await verifyPassword(hash, 'Kiesel am Strand')).toBe(true);
  expect(await verifyPassword(hash, 'Kiesel am Strand ')).toBe(false);
});

it('takes a letter typed as one character or as two', async () => {
  expect(await verifyPassword(await hashPassword('M\u00fcll'), 'Mu\u0308ll')).toBe(true);
});

it('without a hash says no after the same work as with one, whatever the password', async () => {
  const real = costOf(await hashPassword('a'));
  expect(real).toContain('m=19456,t=2,p=1');
  for (const password of ['a', 'nobody has this password']) {
    vi.mocked(verify).mockClear();
    expect(await verifyPassword(null, password)).toBe(false);
    expect(verify).toHaveBeenCalledTimes(1);
    expect(costOf(vi.mocked(verify).mock.lastCall?.[0])).toBe(real);
  }
});
