// The life of a subscription on screens: planned, applied for with a letter that is ready, and told what changed of ours.

import type { Page } from '@playwright/test';
import { expect, expectSoundPage, test } from './support/page-checks';

/** A subscription to a program that is keyed on addresses, in the state that new ones have; its address. */
async function planSubscription(page: Page): Promise<string> {
  await page.goto('/feedback-loops/new?program=zoho');
  await page.getByLabel('Name', { exact: true }).fill(`Zoho ${Date.now()}`);
  await page.getByRole('button', { name: 'Speichern' }).click();
  await expect(page).toHaveURL(/\/feedback-loops\/\d+$/);
  return page.url();
}

test('an application is ready, and what changes afterwards has to be told', async ({ page }) => {
  const address = await planSubscription(page);
  const application = page.getByRole('group', { name: 'Antrag' });
  await expect(application.getByLabel('Text', { exact: true })).toHaveValue(
    /IP-Bereiche:\n {2}192\.0\.2\.0\/24/,
  );
  await application.getByRole('button', { name: 'Englisch' }).click();
  await expect(application.getByLabel('Text', { exact: true })).toHaveValue(
    /IP ranges:\n {2}192\.0\.2\.0\/24/,
  );

  await page.getByText('Als beantragt markieren …').click();
  const applied = page.getByRole('form', { name: 'Als beantragt markieren' });
  await applied.getByLabel('Notiz').fill('Per Formular gesendet.');
  await applied.getByRole('button', { name: 'Als beantragt markieren' }).click();
  await expect(page.locator('#history')).toContainText('Per Formular gesendet.');

  const range = `203.0.113.${Date.now() % 256}/32`;
  await page.goto('/network');
  const form = page.getByRole('form', { name: 'Bereich hinzufügen' });
  await form.getByRole('textbox', { name: 'Bereich hinzufügen' }).fill(range);
  await form.getByRole('button', { name: 'Bereich hinzufügen' }).click();
  await expect(page.getByRole('button', { name: `${range} entfernen` })).toBeVisible();
  await expect(page.getByText('Diese Feedback-Loops müssen von Änderungen erfahren:')).toBeVisible();

  await page.goto(address);
  const change = page.getByRole('group', { name: 'Dem Anbieter mitzuteilen' });
  await expect(change.getByLabel('Text', { exact: true })).toHaveValue(
    new RegExp(`Neue IP-Bereiche:\\n {2}${range}`),
  );
  await page.getByRole('button', { name: 'Der Anbieter weiß es' }).click();
  await expect(change).toHaveCount(0);
  await expect(page.getByLabel('IP-Bereiche')).toHaveValue(new RegExp(range));

  await page.goto('/network');
  await page.getByRole('button', { name: `${range} entfernen` }).click();
  await expect(page.getByRole('button', { name: `${range} entfernen` })).toHaveCount(0);
});

test('a list with a wrong line says which, and takes nothing', async ({ page }) => {
  await page.goto('/network');
  const form = page.getByRole('form', { name: 'Aus einer CSV übernehmen' });
  await form.getByLabel('Zeilen').fill('range;203.0.113.64/26\nrange;banane');
  await form.getByRole('button', { name: 'Prüfen' }).click();
  await expect(page.getByRole('alert').filter({ hasText: 'Zeile 2: „banane“' })).toBeVisible();
  await expect(page.getByRole('button', { name: '203.0.113.64/26 entfernen' })).toHaveCount(0);
});

test('a subscription in each state is accessible, light and dark, large and small', async ({ page }) => {
  test.slow();
  for (const name of ['Yahoo CFL', 'Zoho Mail FBL', 'SFR']) {
    await page.goto('/feedback-loops');
    const path = await page.getByRole('link', { name, exact: true }).getAttribute('href');
    await expectSoundPage(page, path ?? '');
  }
});
