import { ADMIN } from './support/administrator';
import { expect, expectSoundPage, test } from './support/page-checks';
import { fillInSignIn, freshLogin } from './support/people';

test.use({ storageState: { cookies: [], origins: [] }, allowErrors: [/status of 401/] });

test('a wrong password and an unknown login get the same answer, and the login stays', async ({ page }) => {
  const answers: string[] = [];
  for (const login of [ADMIN.login, 'nobody-here']) {
    await page.goto('/sign-in');
    await fillInSignIn(page, login, 'wrong');
    answers.push(await page.getByRole('alert').filter({ hasText: 'Anmeldename' }).innerText());
    await expect(page.getByLabel('Anmeldename')).toHaveValue(login);
  }
  expect(answers[0]).toContain('stimmt nicht');
  expect(answers[1]).toBe(answers[0]);
});

test('whoever is not signed in is led to sign-in and then to where they wanted', async ({ page }) => {
  await page.goto('/policy?from=here');
  await expect(page).toHaveURL(/\/sign-in\?next=/);
  await fillInSignIn(page, ADMIN.login, ADMIN.password);
  await expect(page).toHaveURL(/\/policy\?from=here$/);
  await expect(page.getByRole('heading', { level: 1, name: 'Bewertung' })).toBeVisible();
});

test('a foreign address after sign-in is not followed', async ({ page }) => {
  await page.goto('/sign-in?next=https://evil.example/');
  await fillInSignIn(page, ADMIN.login, ADMIN.password);
  await expect(page).toHaveURL(/\/cases/);
});

test('signing out ends the session itself: its cookie, put back, opens nothing', async ({
  page,
  context,
}) => {
  await page.goto('/sign-in');
  await fillInSignIn(page, ADMIN.login, ADMIN.password);
  await expect(page).toHaveURL(/\/cases/);
  const cookies = await context.cookies();
  expect(cookies.find(({ name }) => name.endsWith('session-token'))).toMatchObject({
    httpOnly: true,
    sameSite: 'Lax',
  });
  await page.getByRole('button', { name: 'Abmelden' }).click();
  await expect(page).toHaveURL(/\/sign-in/);
  await context.addCookies(cookies);
  await page.goto('/me');
  await expect(page).toHaveURL(/\/sign-in/);
});

test('too many wrong passwords make a login wait', async ({ page }) => {
  const login = freshLogin('guessed');
  await page.goto('/sign-in');
  const problem = page.getByRole('alert').filter({ hasText: /stimmt nicht|Viertelstunde/ });
  for (let attempt = 1; attempt <= 10; attempt++) {
    await fillInSignIn(page, login, `wrong ${attempt}`);
    await expect(problem).toContainText('stimmt nicht');
  }
  await fillInSignIn(page, login, 'wrong again');
  await expect(problem).toContainText('Viertelstunde');
});

test('the language can be switched before signing in, and stays', async ({ page }) => {
  await page.goto('/sign-in');
  await page.getByRole('button', { name: 'English' }).click();
  await expect(page.getByRole('heading', { name: 'Sign in' })).toBeVisible();
  await page.reload();
  await expect(page.getByRole('button', { name: 'Sign in' })).toBeVisible();
});

test('the sample provider says on the sign-in page that it is one', async ({ page }) => {
  await page.goto('/sign-in');
  await expect(page.getByText(/Beispielanbieter: Alle Konten/)).toBeVisible();
});

test('sign-in is accessible, light and dark, large and small', async ({ page }) => {
  await expectSoundPage(page, '/sign-in');
});

test.describe('behind a forged X-Forwarded-For', () => {
  test.use({
    extraHTTPHeaders: { 'X-Forwarded-For': '203.0.113.77', 'X-Meldestelle-Client': '203.0.113.78' },
  });

  test('the session is noted under the address it truly came from', async ({ page }) => {
    await page.goto('/sign-in?next=/me');
    await fillInSignIn(page, ADMIN.login, ADMIN.password);
    await expect(page.getByRole('heading', { name: 'Meine Sitzungen' })).toBeVisible();
    await expect(page.getByRole('row').filter({ hasText: 'diese Sitzung' })).toContainText(
      /127\.0\.0\.1|::1/,
    );
    await expect(page.getByText(/203\.0\.113\./)).toHaveCount(0);
  });
});

test('pages carry a policy that runs only scripts with their nonce', async ({ request }) => {
  const nonces = new Set<string>();
  for (let load = 0; load < 2; load++) {
    const response = await request.get('/sign-in');
    const scripts = /script-src ([^;]*)/.exec(response.headers()['content-security-policy'] ?? '')?.[1] ?? '';
    expect(scripts).not.toContain('unsafe');
    nonces.add(/'nonce-([^']+)'/.exec(scripts)?.[1] ?? '');
    expect(response.headers()['x-content-type-options']).toBe('nosniff');
    expect(response.headers()['x-powered-by']).toBeUndefined();
  }
  expect(nonces.size).toBe(2);
  expect((await request.get('/_next/image?url=%2Ficon.svg&w=64&q=75')).status()).toBe(404);
});
