import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, expectSoundPage, test, waitForControls } from './support/page-checks';
import { choosePassword, fillInSignIn, freshLogin } from './support/people';

test.use({ allowErrors: [/status of (401|403|404|405)/] });

/** Every address that the desk answers: pages and routes, with something in the place of what varies. */
function addresses(): { path: string; isRoute: boolean }[] {
  const root = join(process.cwd(), 'app/(desk)');
  return readdirSync(root, { recursive: true, encoding: 'utf8' })
    .filter((path) => /(^|\/)(page\.tsx|route\.tsx?)$/.test(path))
    .map((path) => ({
      isRoute: /route\.tsx?$/.test(path),
      path: `/${path
        .replace(/\/?(page\.tsx|route\.tsx?)$/, '')
        .split('/')
        .filter((part) => !part.startsWith('('))
        .map((part) => (part === '[number]' ? 'AD-2026-0001' : part.replace(/^\[.*\]$/, '1')))
        .join('/')}`,
    }));
}

const ofTheHotline = ['/me', '/me/second-factor', '/support'];

test('the hotline finds what is locked, records a call, and every other page refuses it', async ({
  page: administrator,
  browser,
}) => {
  test.slow();
  const login = freshLogin('hotline');
  await administrator.goto('/users/invite');
  await administrator.getByLabel('Name', { exact: true }).fill('Hanna Hotline');
  await administrator.getByLabel('Anmeldename').fill(login);
  await administrator.getByLabel('Rolle', { exact: true }).selectOption('support');
  await administrator.getByRole('button', { name: 'Einladen' }).click();
  const oneTime = await administrator.getByRole('status').locator('code').innerText();
  const link = administrator.getByRole('link').filter({ hasText: /@/ }).first();
  // The sample provider's first cases come while the tests begin.
  await expect(async () => {
    await administrator.goto('/cases?tab=all');
    await expect(link).toBeVisible({ timeout: 3_000 });
  }).toPass({ timeout: 120_000 });
  const mailbox = /\S+@\S+/.exec(await link.innerText())?.[0] ?? '';

  const context = await browser.newContext({ storageState: { cookies: [], origins: [] } });
  const page = waitForControls(await context.newPage());
  await page.goto('/');
  await fillInSignIn(page, login, oneTime);
  await choosePassword(page, oneTime);
  await expect(page).toHaveURL(/\/support$/);
  await expect(page.getByRole('link', { name: 'Fälle' })).toHaveCount(0);

  await page.getByLabel('Postfachadresse oder Kundennummer').fill(mailbox);
  await page.getByRole('button', { name: 'Suchen' }).click();
  await expect(page.getByRole('heading', { level: 2, name: mailbox })).toBeVisible();
  await expect(page.getByText('Deutsch', { exact: true })).toBeVisible();
  await expect(page.getByText('English', { exact: true })).toBeVisible();
  await page.getByText('Anruf festhalten').click();
  await page.getByLabel('Was der Kunde sagt').fill('Ruft morgen noch einmal an.');
  await page.getByRole('button', { name: 'Festhalten' }).click();
  await expect(page.getByText('Ruft morgen noch einmal an.')).toBeVisible();

  const all = addresses();
  expect(existsSync(join(process.cwd(), 'app/(desk)/support/page.tsx'))).toBe(true);
  expect(all.length).toBeGreaterThan(35);
  for (const { path, isRoute } of all) {
    const answer = await page.request.get(path, { maxRedirects: 0 });
    const allowed = ofTheHotline.includes(path) ? [200] : isRoute ? [401, 403, 405] : [200, 403];
    expect(allowed, `${path} answers ${answer.status()}`).toContain(answer.status());
    // A page with a skeleton has begun its answer before it refuses: what counts is what it then shows.
    if (isRoute || ofTheHotline.includes(path) || answer.status() === 403) continue;
    await page.goto(path);
    await expect(page.getByRole('heading', { name: 'Nicht für die Hotline' }), path).toBeVisible();
  }
  await page.goto('/cases');
  await expect(page.getByRole('heading', { name: 'Nicht für die Hotline' })).toBeVisible();
  await context.close();
});

for (const path of ['/support', '/support?q=nobody%40example.com', '/me/second-factor']) {
  test(`${path} is accessible, light and dark, large and small`, async ({ page }) => {
    await expectSoundPage(page, path);
  });
}
