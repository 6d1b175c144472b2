// The second factor as a person with a telephone has it: the secret read from the page, codes computed here.

import type { Locator, Page } from '@playwright/test';
import { Secret, TOTP } from 'otpauth';
import { expect } from './page-checks';

/** The code of now, or of so many steps of thirty seconds from now. Each works once. */
export function codeOf(secret: string, steps = 0): string {
  const totp = new TOTP({ secret: Secret.fromBase32(secret.replaceAll(/\s/g, '')) });
  return totp.generate({ timestamp: Date.now() + steps * 30_000 });
}

/** Up to the picture with the secret, which it answers. */
export async function beginSecondFactor(page: Page, password: string): Promise<string> {
  await page.goto('/me/second-factor');
  await page.getByLabel('Ihr Passwort').fill(password);
  await page.getByRole('button', { name: 'Weiter' }).click();
  await expect(page.getByRole('img', { name: 'QR-Code' })).toBeVisible();
  return page.locator('code').innerText();
}

/** Sets it up and answers the secret. The code of now is left for the next time it is asked for. */
export async function setUpSecondFactor(page: Page, password: string): Promise<string> {
  const secret = await beginSecondFactor(page, password);
  await page.getByLabel('Code aus der App').fill(codeOf(secret, -1));
  await page.getByRole('button', { name: 'Zweiten Faktor einschalten' }).click();
  await expect(page.getByRole('list', { name: 'Wiederherstellungscodes' }).locator('li')).toHaveCount(10);
  return secret;
}

/** In the dialog that asks for it before a form is sent. */
export async function showSecondFactor(dialog: Locator, code: string): Promise<void> {
  await dialog.getByLabel('Code').fill(code);
  await dialog.getByRole('button', { name: 'Bestätigen und senden' }).click();
}
