import { expect, test } from '@playwright/test';
import { ADMIN, ADMIN_STATE, oneTimePassword } from './support/administrator';

test('the first administrator signs in with the one-time password and sets one of their own', async ({
  page,
}) => {
  await expect.poll(oneTimePassword, { timeout: 60_000 }).not.toBeNull();
  await page.goto('/sign-in');
  await page.getByLabel('Anmeldename').fill(ADMIN.login);
  await page.getByLabel('Passwort').fill(oneTimePassword() ?? '');
  await page.getByRole('button', { name: 'Anmelden' }).click();

  await page.getByLabel('Bisheriges Passwort').fill(oneTimePassword() ?? '');
  await page.getByLabel('Neues Passwort', { exact: true }).fill(ADMIN.password);
  await page.getByLabel('Neues Passwort wiederholen').fill(ADMIN.password);
  await page.getByRole('button', { name: 'Passwort ändern' }).click();

  await expect(page).not.toHaveURL(/change-password/);
  await page.goto('/cases');
  await expect(page).toHaveURL(/\/cases/);
  await page.context().storageState({ path: ADMIN_STATE });
});
