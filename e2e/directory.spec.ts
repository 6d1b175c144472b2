// The directory: the sample provider's is read, a CSV is seen before it is taken, a test names its step, a source that
// loses half is held until a person says that it is right.

import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, expectSoundPage, test } from './support/page-checks';

const HEADER = 'account;customer_no;name;contact_email;aliases';
let dir: string;
let path: string;
test.beforeAll(() => {
  dir = mkdtempSync(join(tmpdir(), 'meldestelle-directory-'));
  path = join(dir, 'kunden.csv');
});
test.afterAll(() => rmSync(dir, { recursive: true, force: true }));

const lines = (domain: string, count: number) =>
  Array.from(
    { length: count },
    (_, i) => `u${i}@${domain};E-${domain}-${i};Kunde ${i};k${i}@privat.example;`,
  );

test('the sample provider’s directory is read', async ({ page }) => {
  await page.goto('/directory');
  const row = page.getByRole('row').filter({ hasText: 'Musterpost Kundenverzeichnis' });
  await expect(row).toContainText('gelesen');
  await row.getByRole('link').click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Musterpost Kundenverzeichnis');
});

test('an uploaded CSV is seen, with what is wrong in which line, before it is taken', async ({ page }) => {
  const name = `Upload ${Date.now()}`;
  const domain = `u${Date.now()}.example`;
  await page.goto('/directory/new');
  await page.getByLabel('Name', { exact: true }).fill(name);
  await page.getByLabel('Art').selectOption('csv');
  await page.getByRole('button', { name: 'Speichern' }).click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(name);

  const file = [HEADER, ...lines(domain, 3), 'zwei Worte;E-9;Neun;;'].join('\n');
  await page
    .locator('input[type=file]')
    .setInputFiles({ name: 'kunden.csv', mimeType: 'text/csv', buffer: Buffer.from(file) });
  const result = page.getByRole('status', { name: 'Ergebnis des Tests' });
  await expect(result).toContainText('3 Konten');
  await expect(result.getByRole('row').filter({ hasText: 'zwei Worte' })).toContainText(
    /Zeile 5.*kein Anmeldename/,
  );
  await page.goto('/accounts');
  await page.goto(`/accounts?q=${domain}`);
  await expect(page.getByRole('link', { name: `u0@${domain}` })).toHaveCount(0);

  await page.goto('/directory');
  await page.getByRole('link', { name }).click();
  await page.getByRole('button', { name: 'Jetzt einlesen' }).click();
  await expect(page.getByText('gelesen', { exact: true })).toBeVisible({ timeout: 90_000 });
  await expect(page.getByRole('region', { name: 'Auffälligkeiten' })).toContainText('zwei Worte');
});

test('a source that loses half is held until a person says that it is right; it is paused and removed', async ({
  page,
}) => {
  const name = `Pfad ${Date.now()}`;
  const domain = `p${Date.now()}.example`;
  writeFileSync(path, [HEADER, ...lines(domain, 6)].join('\n'), { mode: 0o644 });
  await page.goto('/directory/new');
  await page.getByLabel('Name', { exact: true }).fill(name);
  await page.getByLabel('Art').selectOption('csv');
  await page.getByLabel('Woher').selectOption('path');
  await page.getByLabel('Pfad der Datei').fill('kunden.csv');
  await page.getByRole('button', { name: 'Vorschau' }).click();
  await expect(page.getByLabel('Pfad der Datei')).toHaveAccessibleDescription(/absoluten Pfad/);
  await page.getByLabel('Pfad der Datei').fill(path);
  await page.getByRole('button', { name: 'Vorschau' }).click();
  await expect(page.getByRole('status', { name: 'Ergebnis des Tests' })).toContainText('6 Konten');
  await page.getByRole('button', { name: 'Speichern' }).click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(name);
  const state = page.getByText('gelesen', { exact: true });
  await expect(async () => {
    await page.reload();
    await expect(state).toBeVisible({ timeout: 2_000 });
  }).toPass({ timeout: 90_000 });

  writeFileSync(path, [HEADER, ...lines(domain, 2)].join('\n'));
  await page.getByRole('button', { name: 'Jetzt einlesen' }).click();
  await expect(page.getByText(/weniger als die Hälfte: 2 Kunden \(zuvor 6\)/)).toBeVisible({
    timeout: 90_000,
  });
  await page.getByRole('button', { name: 'Das ist richtig so, übernehmen' }).click();
  await expect(state).toBeVisible({ timeout: 90_000 });

  await page.getByRole('button', { name: 'Quelle anhalten' }).click();
  await expect(page.getByRole('button', { name: 'Quelle fortsetzen' })).toBeVisible();
  await page.getByRole('button', { name: 'Quelle entfernen' }).click();
  await page.getByRole('button', { name: 'Endgültig entfernen' }).click();
  await expect(page).toHaveURL(/\/directory$/);
  await expect(page.getByRole('row').filter({ hasText: name })).toHaveCount(0);
});

test('the sample provider connects to nothing outside, and says so', async ({ page }) => {
  await page.goto('/directory/new');
  await page.getByLabel('Name', { exact: true }).fill('Postfix');
  await page.getByLabel('Server').fill('db.example.com');
  await page.getByLabel('Name der Datenbank').fill('postfix');
  await page.getByLabel('Anmeldename').fill('reader');
  await page.getByLabel('Datenbank', { exact: true }).selectOption('mysql');
  await expect(page.getByLabel('Port')).toHaveValue('3306');
  await page.getByRole('button', { name: 'Testen' }).click();
  await expect(page.getByText(/keine Verbindungen nach außen/)).toBeVisible();
});

for (const place of ['/directory', '/directory/new', '/directory/1']) {
  test(`${place} is accessible, light and dark, large and small`, async ({ page }) => {
    await expectSoundPage(page, place);
  });
}
