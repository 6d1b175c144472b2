import { TOTP, Secret } from 'otpauth';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { freshDatabase, type TestDatabase } from '@/lib/db/testing';
import { factorPlace, seal } from '@/lib/secrets/seal';
import { readFactorSettings } from '@/lib/users/queries';
import { readSession } from '@/lib/users/session-store';
import type { SignedInUser } from '@/lib/users/types';
import { beginSecondFactor } from './begin-second-factor';
import { changePassword } from './change-password';
import { confirmSecondFactor } from './confirm-second-factor';
import { createFirstAdmin } from './create-first-admin';
import { inviteUser } from './invite-user';
import { neededFactor } from './needed-factor';
import { renewRecoveryCodes } from './renew-recovery-codes';
import { resetSecondFactor } from './reset-second-factor';
import { showSecondFactor } from './show-second-factor';
import { signIn } from './sign-in';

vi.mock('@/lib/env', async (original) => {
  const real = await original<typeof import('@/lib/env')>();
  return {
    ...real,
    env: () => ({ ...real.env(), SAMPLE_PROVIDER: false, SECOND_FACTOR_MINUTES: 60 }),
    requireEnv: (name: string) => (name === 'SECRET_KEY' ? Buffer.alloc(32, 5) : real.env()),
  };
});

let database: TestDatabase;
let admin: SignedInUser;
const password = 'a long enough sentence';
let address = 0;
const fresh = () => `198.51.100.${++address}`;

async function session(login: string, secret = password): Promise<SignedInUser> {
  const answer = await signIn({ login, password: secret, address: fresh(), userAgent: 'test' });
  if (!answer.ok) throw new Error(answer.code);
  const user = await readSession(answer.sessionId);
  if (user === null) throw new Error('no session');
  return user;
}

async function person(login: string): Promise<SignedInUser> {
  const outcome = await inviteUser({ login, name: login, role: 'agent' }, admin);
  if (!outcome.ok) throw new Error(outcome.code);
  const user = await session(login, outcome.data.password);
  const input = { current: outcome.data.password, next: password, repeated: password, address: fresh() };
  expect((await changePassword(input, user)).ok).toBe(true);
  return user;
}

/** The code of `secret`, `steps` from now. */
function codeOf(secret: string, steps = 0): string {
  const totp = new TOTP({ secret: Secret.fromBase32(secret.replaceAll(' ', '')) });
  return totp.generate({ timestamp: Date.now() + steps * 30_000 });
}

/** Set up with the code of the step before, so that the present one is still unused. */
async function withFactor(login: string) {
  const user = await person(login);
  const begun = await beginSecondFactor({ password, address: fresh() }, user);
  if (!begun.ok) throw new Error(begun.code);
  const { secret, sealed } = begun.data;
  const confirmed = await confirmSecondFactor({ sealed, code: codeOf(secret, -1), address: fresh() }, user);
  if (!confirmed.ok) throw new Error(confirmed.code);
  return { user, secret, codes: confirmed.data.recoveryCodes };
}

beforeAll(async () => {
  database = await freshDatabase();
  const made = await createFirstAdmin();
  admin = await session('admin', made?.password ?? '');
});
afterAll(() => database.drop());

describe('setting a second factor up', () => {
  it('takes the password and the first code; nothing holds before', async () => {
    const user = await person('anna');
    expect(await beginSecondFactor({ password: 'wrong', address: fresh() }, user)).toMatchObject({
      fields: { password: 'current-password-wrong' },
    });
    const begun = await beginSecondFactor({ password, address: fresh() }, user);
    if (!begun.ok) throw new Error(begun.code);
    const { secret, sealed, picture } = begun.data;
    expect(picture).toMatch(/^data:image\/svg\+xml;base64,/);
    expect(await neededFactor(user)).toBe('second-factor-set-up');
    const wrong = String((Number(codeOf(secret)) + 1) % 1_000_000).padStart(6, '0');
    expect(await confirmSecondFactor({ sealed, code: wrong, address: fresh() }, user)).toMatchObject({
      fields: { code: 'code-wrong' },
    });
    expect(await readFactorSettings(user.id)).toEqual({ isSetUp: false, codesLeft: 0 });
    const confirmed = await confirmSecondFactor({ sealed, code: codeOf(secret), address: fresh() }, user);
    expect(confirmed.ok && confirmed.data.recoveryCodes).toHaveLength(10);
    expect(await neededFactor(user)).toBeNull();
  });

  it('does not take the offer of somebody else', async () => {
    const [user, other] = [await person('bert'), await person('carl')];
    const begun = await beginSecondFactor({ password, address: fresh() }, other);
    if (!begun.ok) throw new Error(begun.code);
    const { sealed, secret } = begun.data;
    expect(await confirmSecondFactor({ sealed, code: codeOf(secret), address: fresh() }, user)).toMatchObject(
      { code: 'offer-over' },
    );
  });

  it('keeps the secret sealed and the codes hashed', async () => {
    const { user, secret, codes } = await withFactor('dora');
    const rows = await database.sql`
      SELECT encode(totp_sealed, 'escape') AS text FROM app_user WHERE id = ${user.id}
      UNION ALL SELECT encode(hash, 'escape') FROM recovery_code
      UNION ALL SELECT detail::text FROM audit_entry`;
    const all = rows.map((row) => String(row['text'])).join('\n');
    for (const plain of [secret.replaceAll(' ', ''), codes[0] ?? '?']) expect(all).not.toContain(plain);
  });
});

describe('showing it', () => {
  it('holds for this session alone, for an hour', async () => {
    const { user, secret } = await withFactor('emil');
    const other = await session('emil');
    expect(await neededFactor(other)).toBe('second-factor-needed');
    expect((await showSecondFactor({ code: codeOf(secret), address: fresh() }, other)).ok).toBe(true);
    expect(await neededFactor(other)).toBeNull();
    await database.sql`UPDATE session SET second_factor_at = now() - interval '1 hour' WHERE id = ${user.sessionId}`;
    expect(await neededFactor(user)).toBe('second-factor-needed');
    expect(await neededFactor(other)).toBeNull();
  });

  it('takes a code once, even of two at the same moment', async () => {
    const { user, secret } = await withFactor('frida');
    const code = codeOf(secret);
    const outcomes = await Promise.all(
      [1, 2, 3].map(() => showSecondFactor({ code, address: fresh() }, user)),
    );
    expect(outcomes.filter(({ ok }) => ok)).toHaveLength(1);
    expect(outcomes.find(({ ok }) => !ok)).toMatchObject({ fields: { code: 'code-used' } });
    // Nor one from before the one that was used.
    expect(await showSecondFactor({ code: codeOf(secret, -1), address: fresh() }, user)).toMatchObject({
      fields: { code: 'code-used' },
    });
  });

  it('takes a recovery code once, even of two at the same moment, and of nobody else', async () => {
    const { user, codes } = await withFactor('gerd');
    const { user: other } = await withFactor('hans');
    const code = codes[3] ?? '';
    expect((await showSecondFactor({ code, address: fresh() }, other)).ok).toBe(false);
    const outcomes = await Promise.all([1, 2].map(() => showSecondFactor({ code, address: fresh() }, user)));
    expect(outcomes.filter(({ ok }) => ok)).toHaveLength(1);
    expect(await readFactorSettings(user.id)).toEqual({ isSetUp: true, codesLeft: 9 });
  });

  it('is throttled for the user, whatever session and address guess', async () => {
    const { user, secret } = await withFactor('ida');
    const wrong = String((Number(codeOf(secret)) + 7) % 1_000_000).padStart(6, '0');
    const answers: string[] = [];
    for (let n = 0; n < 11; n += 1) {
      const outcome = await showSecondFactor({ code: wrong, address: fresh() }, user);
      answers.push(outcome.ok ? 'ok' : outcome.code);
    }
    expect(answers.slice(0, 10)).not.toContain('throttled');
    expect(answers[10]).toBe('throttled');
    expect(await showSecondFactor({ code: codeOf(secret), address: fresh() }, user)).toMatchObject({
      code: 'throttled',
    });
  });

  it('says so where the secret cannot be read any more, and a recovery code still helps', async () => {
    const { user, codes } = await withFactor('jana');
    const sealed = seal('GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ', factorPlace(user.id), Buffer.alloc(32, 6));
    await database.sql`UPDATE app_user SET totp_sealed = ${sealed} WHERE id = ${user.id}`;
    expect(await showSecondFactor({ code: '123456', address: fresh() }, user)).toMatchObject({
      code: 'factor-unreadable',
    });
    expect((await showSecondFactor({ code: codes[0] ?? '', address: fresh() }, user)).ok).toBe(true);
  });
});

describe('its end', () => {
  it('by an administrator ends codes, freshness and sessions, and stands in the audit', async () => {
    const { user, codes } = await withFactor('karl');
    expect(await resetSecondFactor(admin.id, admin)).toMatchObject({ code: 'own-factor' });
    expect((await resetSecondFactor(user.id, admin)).ok).toBe(true);
    expect(await readSession(user.sessionId)).toBeNull();
    const again = await session('karl');
    expect(await neededFactor(again)).toBe('second-factor-set-up');
    expect((await showSecondFactor({ code: codes[0] ?? '', address: fresh() }, again)).ok).toBe(false);
    expect(await resetSecondFactor(user.id, admin)).toMatchObject({ code: 'no-factor' });
    const rows = await database.sql`
      SELECT user_id FROM audit_entry WHERE action = 'second-factor-reset' AND subject = ${`user:${user.id}`}`;
    expect(rows).toEqual([{ user_id: admin.id }]);
  });

  it('of recovery codes comes with new ones; without a factor there are none', async () => {
    const { user, codes } = await withFactor('lena');
    const renewed = await renewRecoveryCodes(user);
    if (!renewed.ok) throw new Error(renewed.code);
    expect((await showSecondFactor({ code: codes[0] ?? '', address: fresh() }, user)).ok).toBe(false);
    const [code = ''] = renewed.data.recoveryCodes;
    expect((await showSecondFactor({ code, address: fresh() }, user)).ok).toBe(true);
    expect(await renewRecoveryCodes(await person('mona'))).toMatchObject({ code: 'second-factor-set-up' });
  });
});
