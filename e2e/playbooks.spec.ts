// One key, a plan that says what would happen, one click, and each step as far as it is; and the versions behind it.

import type { Page } from '@playwright/test';
import { expect, expectAccessible, expectFitsPhone, test } from './support/page-checks';

/** A case that no other file decides about. */
const account = 'a.winkelhage@musterpost.example';

async function openCase(page: Page): Promise<void> {
  await expect(async () => {
    await page.goto(`/cases?q=${account}`);
    await expect(page.getByRole('link', { name: account }).first()).toBeVisible({ timeout: 1_000 });
  }).toPass({ timeout: 60_000 });
  await page.goto((await page.getByRole('link', { name: account }).first().getAttribute('href')) ?? '');
}

test('an agent opens the plan by one key, starts it, and sees lock, notice and recheck go their way', async ({
  page,
}) => {
  await openCase(page);
  await expect(page.locator('#playbooks')).toBeVisible();
  await expect(async () => {
    await page.keyboard.press('p');
    await page.waitForURL('**/playbook', { timeout: 2_000 });
  }).toPass({ timeout: 30_000 });
  await page.getByRole('link', { name: 'Gekapertes Postfach' }).click();
  const steps = page.getByRole('listitem');
  await expect(steps.filter({ hasText: '1. Versandsperre' })).toContainText('sofort');
  await expect(steps.filter({ hasText: '1. Versandsperre' })).toContainText('AGB § 7 Abs. 2');
  await expect(steps.filter({ hasText: '2. Sitzungen beenden' })).toContainText('sofort nach der Sperre');
  await expect(steps.filter({ hasText: '4. Benachrichtigung' })).toContainText('nur, was dann bestätigt ist');
  await expect(steps.filter({ hasText: '5. Nachschau nach 48 Stunden' })).toBeVisible();
  await expect(page.getByText('Spam über unsere SMTP Server // AN:').first()).toBeVisible();
  await expectAccessible(page, 'light');
  await expectFitsPhone(page);
  await page.getByRole('button', { name: '„Gekapertes Postfach“ auslösen' }).click();
  await page.waitForURL(/\/cases\/AD-[\d-]+$/);
  const run = page.locator('#playbooks').getByRole('article').first();
  await expect(run.getByText(/Muster-Policy-Dienst.*bestätigt/)).toBeVisible({ timeout: 30_000 });
  await expect(run.getByText('geschrieben', { exact: true })).toBeVisible({ timeout: 30_000 });
  await expect(page.getByText('Playbook „Gekapertes Postfach“ begonnen')).toBeVisible();
  await expectAccessible(page, 'dark');
  await run.getByRole('button', { name: 'Absagen: Nachschau nach 48 Stunden' }).click();
  await expect(run.getByText('abgesagt', { exact: true })).toBeVisible();
  await expectFitsPhone(page);
});

test('an administrator writes a playbook, changes it, and takes the first version over again', async ({
  page,
}) => {
  const name = `Probe ${Date.now()}`;
  await page.goto('/playbooks');
  await expect(page.getByRole('link', { name: 'Gekapertes Postfach ändern' })).toBeVisible();
  await expectAccessible(page, 'light');
  await page.getByRole('link', { name: 'Neues Playbook' }).click();
  await page.getByLabel('Name (deutsch)').fill(name);
  await page.getByLabel('Name (englisch)').fill(name);
  await page.getByLabel('Was sich ändert, und warum').fill('Erste Fassung');
  await page.getByRole('button', { name: 'Playbook anlegen' }).click();
  await expect(page.getByText('Ein Playbook braucht mindestens einen Schritt.')).toBeVisible();
  await page.getByLabel('Drosselung', { exact: true }).check();
  await page.getByRole('button', { name: 'Playbook anlegen' }).click();
  await page.getByRole('link', { name: `${name} ändern` }).click();
  await page.getByLabel('Nachschau nach Stunden').fill('24');
  await page.getByLabel('Auf Fällen anbieten').uncheck();
  await page.getByLabel('Was sich ändert, und warum').fill('Mit Nachschau, vorerst nicht angeboten');
  await page.getByRole('button', { name: 'Als neue Fassung speichern' }).click();
  const row = page.getByRole('row').filter({ hasText: name });
  await expect(row).toContainText('nicht angeboten');
  await expect(row).toContainText('Nachschau nach 24 Stunden');
  await row.getByRole('link').click();
  await expectFitsPhone(page);
  await page.getByRole('button', { name: 'Fassung 1 als neue Fassung übernehmen' }).click();
  await expect(page.getByText('Zurück zu Fassung 1')).toBeVisible();
  await expect(page.getByRole('heading', { name: 'Fassung 3' })).toBeVisible();
  await expectAccessible(page, 'dark');
});
