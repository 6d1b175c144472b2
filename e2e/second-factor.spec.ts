import { expect, test } from './support/page-checks';
import { choosePassword, fillInSignIn, freshLogin } from './support/people';
import { beginSecondFactor, codeOf, showSecondFactor } from './support/second-factor';

const password = 'Ein langer Satz reicht';

test('the second factor is set up, asked for again in another session, and the form is sent after it', async ({
  page: administrator,
  browser,
}) => {
  test.slow();
  const login = freshLogin('admin');
  await administrator.goto('/users/invite');
  await administrator.getByLabel('Name', { exact: true }).fill('Ada Admin');
  await administrator.getByLabel('Anmeldename').fill(login);
  await administrator.getByLabel('Rolle', { exact: true }).selectOption('admin');
  await administrator.getByRole('button', { name: 'Einladen' }).click();
  const oneTime = await administrator.getByRole('status').locator('code').innerText();

  const first = await browser.newContext({ storageState: { cookies: [], origins: [] } });
  const page = await first.newPage();
  await page.goto('/sign-in');
  await fillInSignIn(page, login, oneTime);
  await choosePassword(page, oneTime);
  await expect(page).toHaveURL(/\/cases/);
  const secret = await beginSecondFactor(page, password);
  await page.getByLabel('Code aus der App').fill('000000');
  await page.getByRole('button', { name: 'Zweiten Faktor einschalten' }).click();
  await expect(page.getByLabel('Code aus der App')).toHaveAccessibleDescription(/stimmt nicht/);
  await page.getByLabel('Code aus der App').fill(codeOf(secret, -1));
  await page.getByRole('button', { name: 'Zweiten Faktor einschalten' }).click();
  await expect(page.getByRole('list', { name: 'Wiederherstellungscodes' }).locator('li')).toHaveCount(10);
  const recovery = await page
    .getByRole('list', { name: 'Wiederherstellungscodes' })
    .locator('code')
    .first()
    .innerText();
  await first.close();

  const second = await browser.newContext({ storageState: { cookies: [], origins: [] } });
  const again = await second.newPage();
  await again.goto('/sign-in');
  await fillInSignIn(again, login, password);
  await expect(again).toHaveURL(/\/cases/);
  const invited = freshLogin('invited');
  await again.goto('/users/invite');
  await again.getByLabel('Name', { exact: true }).fill('Emil Eingeladen');
  await again.getByLabel('Anmeldename').fill(invited);
  await again.getByRole('button', { name: 'Einladen' }).click();
  const dialog = again.getByRole('dialog');
  await expect(dialog.getByRole('heading', { name: 'Zweiten Faktor zeigen' })).toBeVisible();
  await showSecondFactor(dialog, '123');
  await expect(dialog.getByLabel('Code')).toHaveAccessibleDescription(/stimmt nicht/);
  // Closed without a code: nothing was sent, and nothing that was typed is lost.
  await again.keyboard.press('Escape');
  await expect(again.getByLabel('Anmeldename')).toHaveValue(invited);
  await expect(again.getByRole('alert').filter({ hasText: 'Nicht gesendet' })).toBeVisible();
  await again.getByRole('button', { name: 'Einladen' }).click();
  await showSecondFactor(dialog, recovery);
  await expect(again.getByRole('status').locator('code')).toBeVisible();
  await expect(dialog).toBeHidden();
  // The session is believed now: the next one goes through at once.
  await again.getByLabel('Name', { exact: true }).fill('Frida Folgt');
  await again.getByLabel('Anmeldename').fill(freshLogin('invited'));
  await again.getByRole('button', { name: 'Einladen' }).click();
  await expect(again.getByText('Einmalpasswort für')).toBeVisible();
  await again.goto('/users');
  await expect(again.getByRole('row').filter({ hasText: invited })).toHaveCount(1);
  await second.close();

  await administrator.goto('/users');
  await administrator.getByRole('row').filter({ hasText: login }).getByRole('link').click();
  await administrator.getByRole('button', { name: 'Zweiten Faktor zurücksetzen' }).click();
  await expect(administrator.getByText('hat keinen zweiten Faktor eingerichtet')).toBeVisible();
  // Other tests speak of the last administrator.
  await administrator.getByRole('button', { name: 'Benutzer sperren' }).click();
  await expect(administrator.getByRole('button', { name: 'Benutzer sperren' })).toBeHidden();
});
