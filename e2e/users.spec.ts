import { ADMIN } from './support/administrator';
import { expect, expectSoundPage, test } from './support/page-checks';
import { choosePassword, fillInSignIn, freshLogin, invite, newAgent } from './support/people';

test('an administrator invites an agent, who sets a password, works, and is out at once when sessions end', async ({
  page,
  browser,
}) => {
  const { login, oneTime } = await invite(page, 'Berta Beispiel');

  const context = await browser.newContext({ storageState: { cookies: [], origins: [] } });
  const agent = await context.newPage();
  await agent.goto('/sign-in');
  await fillInSignIn(agent, login, oneTime);
  await expect(agent).toHaveURL(/\/change-password/);
  await agent.goto('/me');
  await expect(agent).toHaveURL(/\/change-password/);
  await choosePassword(agent, oneTime);
  await expect(agent).toHaveURL(/\/cases/);

  await expect(agent.getByRole('link', { name: 'Benutzer' })).toHaveCount(0);
  for (const path of [
    '/users',
    '/users/invite',
    '/users/1',
    '/mailboxes',
    '/mailboxes/new',
    '/log-sources',
    '/log-sources/new',
    '/directory',
    '/directory/new',
    '/directory/1',
    '/policy/edit',
  ]) {
    const answer = await agent.goto(path);
    expect(answer?.status(), path).toBe(403);
    await expect(agent.getByRole('heading', { name: 'Nur für die Administration' })).toBeVisible();
  }

  await page.goto('/users');
  await page.getByRole('row').filter({ hasText: login }).getByRole('link').click();
  await page.getByRole('button', { name: 'Sitzungen beenden' }).click();
  await expect(page.getByText('Sitzungen beendet.')).toBeVisible();
  await agent.goto('/me');
  await expect(agent).toHaveURL(/\/sign-in/);
  await context.close();
});

test('the last administrator cannot be demoted or disabled', async ({ page }) => {
  await page.goto('/users');
  await page
    .getByRole('row')
    .filter({ has: page.getByText(ADMIN.login, { exact: true }) })
    .getByRole('link')
    .click();
  await page.getByLabel('Rolle', { exact: true }).selectOption('agent');
  await page.getByRole('button', { name: 'Rolle ändern' }).click();
  const problem = page.getByRole('alert').filter({ hasText: 'letzte aktive Administration' });
  await expect(problem).toHaveCount(1);
  await page.getByRole('button', { name: 'Benutzer sperren' }).click();
  await expect(problem).toHaveCount(2);
  await page.reload();
  await expect(page.getByLabel('Rolle', { exact: true })).toHaveValue('admin');
});

test('an invitation with mistakes keeps what was typed and says what is wrong, beside the field', async ({
  page,
}) => {
  await page.goto('/users/invite');
  await page.getByLabel('Name', { exact: true }).fill('Emil');
  await page.getByLabel('Anmeldename').fill('Emil Müller');
  await page.getByRole('button', { name: 'Einladen' }).click();
  const login = page.getByLabel('Anmeldename');
  await expect(login).toHaveAttribute('aria-invalid', 'true');
  await expect(login).toBeFocused();
  await expect(login).toHaveAccessibleDescription(/Buchstabe oder Ziffer/);
  await expect(login).toHaveValue('Emil Müller');
  await login.fill(ADMIN.login);
  await page.getByRole('button', { name: 'Einladen' }).click();
  await expect(login).toHaveAccessibleDescription(/gibt es schon/);
  await expect(page.getByLabel('Name', { exact: true })).toHaveValue('Emil');
});

test('a click too many invites once', async ({ page }) => {
  const login = freshLogin('twice');
  await page.goto('/users/invite');
  await page.getByLabel('Name', { exact: true }).fill('Doppelt');
  await page.getByLabel('Anmeldename').fill(login);
  await page.getByRole('button', { name: 'Einladen' }).dblclick();
  await expect(page.getByRole('status').locator('code')).toBeVisible();
  await page.goto('/users');
  await expect(page.getByRole('row').filter({ hasText: login })).toHaveCount(1);
});

test('language and colours follow the choice under "Meine Einstellungen"', async ({
  page: administrator,
  browser,
}) => {
  const { page } = await newAgent(browser, administrator, 'Carla Muster');
  await page.goto('/me');
  await page.getByLabel('Sprache').selectOption('en');
  await page.getByLabel('Farben').selectOption('dark');
  const look = page.getByRole('form', { name: 'Darstellung und Bedienung' });
  await look.getByRole('button', { name: 'Speichern' }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'My settings' })).toBeVisible();
  await expect(page.locator('html')).toHaveAttribute('data-theme', 'dark');
  await page.getByLabel('Language').selectOption('');
  await page.getByLabel('Colours').selectOption('system');
  const english = page.getByRole('form', { name: 'Appearance and keys' });
  await english.getByRole('button', { name: 'Save' }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'Meine Einstellungen' })).toBeVisible();
  await page.context().close();
});

for (const path of ['/users', '/users/invite', '/users/1', '/me']) {
  test(`${path} is accessible, light and dark, large and small`, async ({ page }) => {
    await expectSoundPage(page, path);
  });
}

test.describe('with a wrong address', () => {
  test.use({ allowErrors: [/status of 404/] });

  for (const path of [
    '/users/0',
    '/users/999999999',
    '/users/99999999999',
    '/users/1e3',
    "/mailboxes/'--",
    '/nothing-here',
  ]) {
    test(`${path} says that there is nothing`, async ({ page }) => {
      await page.goto(path);
      await expect(page.getByRole('heading', { name: 'Nicht gefunden' })).toBeVisible();
    });
  }
});
