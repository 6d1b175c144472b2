// Suppression lists in the browser: a newsletter's complaints are there with why, an entry is removed with a reason and
// kept in the history, the list can be taken out without naming anybody, and what is set up wrong is said at its field.

import type { Locator, Page } from '@playwright/test';
import { expect, expectAccessible, expectFitsPhone, test } from './support/page-checks';

/** A customer whose list no other file writes to. */
const customer = 'Hofladen Eichengrund';

/** Goes through the pages of the overview until the customer is there; the job that makes entries runs every minute. */
async function findCustomer(page: Page): Promise<Locator> {
  const link = page.getByRole('link', { name: customer });
  await expect(async () => {
    await page.goto('/suppression');
    const older = page.locator('a[rel="next"]');
    await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
    while ((await link.count()) === 0 && (await older.count()) > 0) {
      await page.goto((await older.getAttribute('href')) ?? '');
    }
    await expect(link).toBeVisible({ timeout: 2_000 });
  }).toPass({ timeout: 120_000 });
  return link;
}

test('a list shows why, lets an entry go, and names nobody outside', async ({ page }) => {
  test.setTimeout(180_000);
  const link = await findCustomer(page);
  await expectAccessible(page, 'light');
  await link.click();
  await expect(page.getByRole('heading', { level: 1, name: customer })).toBeVisible();

  const entries = page.getByRole('region', { name: 'Einträge' });
  const first = entries.getByRole('row').nth(1);
  await expect(first).toContainText('List-Unsubscribe');
  await expect(first).toContainText('Empfänger');
  await first.locator('summary').click();
  await first.getByRole('textbox', { name: 'Grund' }).fill('Der Leser hat angerufen.');
  await first.getByRole('button', { name: 'Eintrag entfernen' }).click();
  await expect(page.getByText('Eintrag entfernt.')).toBeVisible();
  await page.getByRole('link', { name: 'Beendet', exact: true }).click();
  await expect(page.getByText('Der Leser hat angerufen.')).toBeVisible();
  await expectAccessible(page, 'light');
  await expectAccessible(page, 'dark');
  await expectFitsPhone(page);

  const download = page.waitForEvent('download');
  await page.getByRole('link', { name: 'Als CSV laden' }).click();
  const stream = await (await download).createReadStream();
  let text = '';
  for await (const chunk of stream) text += String(chunk);
  expect(text).toContain('rundbrief.hofladen-eichengrund.example');
  expect(text).not.toContain('@');
});

test('what a list does is set up by administrators, and mistakes are said at their field', async ({
  page,
}) => {
  await (await findCustomer(page)).click();
  const webhook = page.getByRole('form', { name: 'Listensoftware des Kunden' });
  await webhook.getByLabel('Adresse').fill('irgendwo');
  await webhook.getByLabel('Gemeinsames Geheimnis').fill('kurz');
  await webhook.getByRole('button', { name: 'Speichern' }).click();
  await expect(webhook.getByText('Das ist keine Adresse mit https:// oder http://.')).toBeVisible();
  await webhook.getByLabel('Adresse').fill('https://listen.example.com/sperre');
  await webhook.getByLabel('Gemeinsames Geheimnis').fill('ein gemeinsames Geheimnis');
  await webhook.getByRole('button', { name: 'Testnachricht senden' }).click();
  await expect(webhook.getByText('Im Beispielbetrieb verlässt nichts diesen Rechner.')).toBeVisible();
  await webhook.getByRole('button', { name: 'Speichern' }).click();
  await expect(page.getByText('Gespeichert.').first()).toBeVisible();
});
