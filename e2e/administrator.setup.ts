import { expect, test } from '@playwright/test';
import { ADMIN, ADMIN_STATE, oneTimePassword } from './support/administrator';
import { choosePassword, fillInSignIn } from './support/people';

test('the first administrator signs in with the one-time password and sets one of their own', async ({
  page,
}) => {
  await expect.poll(oneTimePassword, { timeout: 60_000 }).not.toBeNull();
  await page.goto('/sign-in');
  await fillInSignIn(page, ADMIN.login, oneTimePassword() ?? '');
  await choosePassword(page, oneTimePassword() ?? '', ADMIN.password);
  await expect(page).not.toHaveURL(/change-password/);
  await page.goto('/cases');
  await expect(page).toHaveURL(/\/cases/);
  await page.context().storageState({ path: ADMIN_STATE });
});
