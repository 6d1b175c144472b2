// Suppression lists in the browser: a newsletter's complaints are there with why, an entry is removed with a reason and
// kept in the history, the list can be taken out without naming anybody, and what is set up wrong is said at its field.

import type { Locator, Page } from '@playwright/test';
import { expect, expectAccessible, expectFitsPhone, test } from './support/page-checks';

/** A customer whose list no other file writes to. */
const customer = 'Hofladen Eichengrund';

/** Searches the overview until the customer is there; the job that makes entries runs every minute. */
async function findCustomer(page: Page): Promise<Locator> {
  const link = page.getByRole('link', { name: customer });
  await expect(async () => {
    await page.goto('/suppression');
    const search = page.getByRole('search', { name: 'Kunde oder Beschwerdeführer' });
    await search.getByRole('searchbox').fill('hofladen eichen');
    await search.getByRole('button', { name: 'Suchen' }).click();
    await expect(page).toHaveURL(/search=hofladen/);
    await expect(link).toBeVisible({ timeout: 2_000 });
  }).toPass({ timeout: 120_000 });
  return link;
}

test('the overview says who has a list and how its delivery stands', async ({ page }) => {
  test.setTimeout(180_000);
  await findCustomer(page);
  const row = page.getByRole('row').filter({ hasText: customer });
  await expect(row.getByRole('cell').nth(1)).toHaveText(/^\d+$/);
  await page.getByRole('link', { name: 'Die meisten Einträge' }).click();
  await expect(page).toHaveURL(/tab=largest$/);
  const counts = await page.getByRole('row').locator('td:nth-child(2)').allTextContents();
  const numbers = counts.map((text) => Number(text.replaceAll('.', '')));
  expect(numbers.length).toBeGreaterThan(0);
  expect(numbers).toEqual([...numbers].sort((a, b) => b - a));
  await page.goto('/suppression?search=niemand-steht-hier%40example.net');
  await expect(page.getByText('Keine Liste gefunden')).toBeVisible();
  await expectAccessible(page, 'light');
  await expectFitsPhone(page);
});

test('an entry is found by its token and by its list, and nothing by half of one', async ({ page }) => {
  test.setTimeout(180_000);
  await (await findCustomer(page)).click();
  await page.getByRole('link', { name: 'Alle', exact: true }).click();
  await expect(page).toHaveURL(/tab=all/);
  const entries = page.getByRole('region', { name: 'Einträge' });
  const token = (await entries.locator('tr[data-row] .font-mono').first().textContent()) ?? '';
  expect(token).toMatch(/^c[\w-]{22}$/);
  const search = page.getByRole('search', { name: 'In dieser Liste suchen' });
  await search.getByRole('searchbox').fill(token);
  await search.getByRole('button', { name: 'Suchen' }).click();
  await expect(page).toHaveURL(/tab=all&search=/);
  const found = entries.locator('tr[data-row]');
  await expect(found.first()).toContainText(token);
  for (const text of await found.allTextContents()) expect(text).toContain(token);
  await entries.getByTitle('Nur Einträge dieser Liste').first().click();
  await expect(page).toHaveURL(/search=rundbrief\.hofladen-eichengrund\.example/);
  await expect(found.first()).toBeVisible();
  await search.getByRole('searchbox').fill(token.slice(0, 12));
  await search.getByRole('button', { name: 'Suchen' }).click();
  await expect(page.getByText('Nichts gefunden')).toBeVisible();
  await expectAccessible(page, 'dark');
  await page.getByRole('link', { name: 'Suche löschen' }).click();
  await expect(found.first()).toBeVisible();
});

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
