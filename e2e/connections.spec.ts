import { expect, expectSoundPage, test } from './support/page-checks';

const text = [
  'address;port_from;port_to;from;to;connection;customer_no',
  '198.51.100.9;1024;2047;2026-11-21 18:00:00;2026-11-21 19:00:00;FTTH-1;K-1',
  '198.51.100.9;2048;3071;2026-11-21 18:00:00;;ftth-2;K-2',
  'no line of any export',
].join('\n');

test('an export of the accounting is uploaded, looked at, taken and removed', async ({ page }) => {
  const name = `CGNAT ${Date.now()}`;
  await page.goto('/connections/new');
  await page.getByLabel('Name', { exact: true }).fill(name);
  await page.getByLabel('Zeitzone').fill('Europe/Nowhere');
  await page.getByRole('button', { name: 'Weiter zur Vorschau' }).click();
  await expect(page.getByLabel('Zeitzone')).toHaveAccessibleDescription(/gibt es nicht/);
  await page.getByLabel('Zeitzone').fill('Europe/Berlin');
  await page.getByRole('button', { name: 'Weiter zur Vorschau' }).click();
  await expect(page).toHaveURL(/\/connections\/\d+$/);

  const file = { name: 'export.csv', mimeType: 'text/csv', buffer: Buffer.from(text) };
  await page.getByLabel('CSV-Datei').setInputFiles(file);
  await page.getByRole('button', { name: 'Hochladen und ansehen' }).click();
  await expect(page.getByText('2 Zeilen werden verstanden, eine ist fehlerhaft.')).toBeVisible();
  const rows = page.getByRole('region', { name: 'Erste Zeilen' });
  await expect(rows.getByRole('row').filter({ hasText: 'ftth-1' })).toContainText('1024–2047');
  await expect(page.getByRole('region', { name: 'Fehlerhafte Zeilen' })).toContainText(
    'Keine IP-Adresse und kein Netz',
  );
  await expectSoundPage(page, new URL(page.url()).pathname);

  await page.getByRole('button', { name: 'Übernehmen' }).click();
  await expect(page.getByText('2 Zeilen übernommen, 1 ausgelassen.')).toBeVisible();
  await page.goto('/connections');
  await expect(page.getByRole('row').filter({ hasText: name })).toContainText('übernommen');
  await expectSoundPage(page, '/connections');
  await page.getByRole('link', { name }).click();
  await page.getByRole('button', { name: 'Quelle entfernen' }).click();
  const question = page.getByRole('dialog', { name: `„${name}“ entfernen?` });
  await question.getByRole('button', { name: 'Abbrechen' }).click();
  await expect(question).toBeHidden();
  await page.getByRole('button', { name: 'Quelle entfernen' }).click();
  await question.getByRole('button', { name: 'Endgültig entfernen' }).click();
  await expect(page).toHaveURL(/\/connections$/);
  await expect(page.getByRole('link', { name })).toHaveCount(0);
});
