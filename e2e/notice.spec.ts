// A notice to a customer, in the browser with the sample provider: shown as it will go out, released, taken back, and
// released again.

import type { Page } from '@playwright/test';
import { expect, expectAccessible, expectFitsPhone, test } from './support/page-checks';

/** A case that no other file writes to; this customer answers nothing. */
const account = 'kontakt@zweirad-okonski.example';

async function openCase(page: Page): Promise<void> {
  await expect(async () => {
    await page.goto(`/cases?q=${account}`);
    await expect(page.getByRole('link', { name: account }).first()).toBeVisible({ timeout: 1_000 });
  }).toPass({ timeout: 60_000 });
  await page.goto((await page.getByRole('link', { name: account }).first().getAttribute('href')) ?? '');
}

async function compose(page: Page): Promise<void> {
  await page.locator('#thread').getByRole('link', { name: 'Benachrichtigung verfassen' }).click();
  await expect(page.getByRole('region', { name: 'Vorschau' })).toBeVisible();
}

test('a notice is shown as it will go out, taken back in time, and then really released', async ({
  page,
}) => {
  test.setTimeout(180_000);
  await openCase(page);
  await compose(page);
  const preview = page.getByRole('region', { name: 'Vorschau' });
  await expect(preview).toContainText(`Spam über unsere SMTP Server // AN: <${account}>`);
  await expect(preview).not.toContainText('Wir brauchen noch die Rechnung.');
  await page.getByLabel('Zusatz').fill('Wir brauchen noch die Rechnung.');
  await expect(page.getByRole('button', { name: 'Freigeben', exact: true })).toBeHidden();
  await page.getByRole('button', { name: 'Vorschau erneuern' }).click();
  await expect(preview).toContainText('Wir brauchen noch die Rechnung.');
  await expectAccessible(page, 'light');
  await page.getByRole('button', { name: 'Freigeben', exact: true }).click();

  const thread = page.locator('#thread');
  await expect(thread.getByText(/geht in \d+ Sekunden? hinaus/)).toBeVisible();
  await thread.getByRole('button', { name: 'Zurückziehen' }).click();
  await expect(thread.getByText('zurückgezogen', { exact: true })).toBeVisible();

  await compose(page);
  await page.getByRole('button', { name: 'Freigeben', exact: true }).click();
  await expect(thread.getByText('nicht versandt (Musterbetrieb)')).toBeVisible({ timeout: 45_000 });
  await expect(thread.getByText('zurückgezogen', { exact: true })).toHaveCount(1);
  await expect(thread.getByRole('listitem')).toHaveCount(2);
  await expectAccessible(page, 'dark');
  await expectFitsPhone(page);
});
