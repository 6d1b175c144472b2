import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, expectSoundPage, test } from './support/page-checks';

let dir: string;
let path: string;
test.beforeAll(() => {
  dir = mkdtempSync(join(tmpdir(), 'meldestelle-log-'));
  path = join(dir, 'mail.log');
  const at = new Date().toISOString();
  writeFileSync(
    path,
    `${at} mail7 postfix/submission/smtpd[1]: 4BCDFGHJKLzL51j: client=pc[203.0.113.7], sasl_method=PLAIN, sasl_username=anna@customer.example\n` +
      `${at} mail7 postfix/smtp[2]: 4BCDFGHJKLzL51j: to=<b@example.net>, relay=mx.example.net[192.0.2.9]:25, delay=1, delays=0/0/0/1, dsn=2.0.0, status=sent (250 ok)\n` +
      'no line of any log\n',
    { mode: 0o644 },
  );
});
test.afterAll(() => rmSync(dir, { recursive: true, force: true }));

test('a mail log is tried, added, read and paused', async ({ page }) => {
  const name = `mail7-${Date.now()}`;
  await page.goto('/log-sources/new');
  await page.getByLabel('Name', { exact: true }).fill(name);
  await page.getByLabel('Pfad', { exact: true }).fill(join(dir, 'missing.log'));
  await page.getByLabel('Zeitzone').fill('Europe/Nowhere');
  await page.getByRole('button', { name: 'Speichern' }).click();
  await expect(page.getByLabel('Zeitzone')).toHaveAccessibleDescription(/gibt es nicht/);
  await page.getByLabel('Zeitzone').fill('Europe/Berlin');
  await page.getByRole('button', { name: 'Letzte Zeilen prüfen' }).click();
  await expect(page.getByLabel('Pfad', { exact: true })).toHaveAccessibleDescription(
    /Diese Datei gibt es nicht/,
  );

  await page.getByLabel('Pfad', { exact: true }).fill(path);
  await page.getByRole('button', { name: 'Letzte Zeilen prüfen' }).click();
  const result = page.getByRole('status', { name: 'Ergebnis der Prüfung' });
  await expect(result).toContainText('3 Zeilen gelesen, 1 davon unlesbar.');
  await expect(result.getByRole('row').filter({ hasText: '4BCDFGHJKLzL51j' })).toContainText(
    /anna@customer\.example.*zugestellt/,
  );
  await page.getByRole('button', { name: 'Speichern' }).click();

  await expect(page).toHaveURL(/\/log-sources$/);
  const row = page.getByRole('row').filter({ hasText: name });
  await expect(async () => {
    await page.reload();
    await expect(row).toContainText('wird gelesen', { timeout: 2_000 });
  }).toPass({ timeout: 60_000 });
  await row.getByRole('link', { name }).click();
  await page.getByRole('button', { name: 'Lesen anhalten' }).click();
  await expect(page.getByRole('button', { name: 'Lesen fortsetzen' })).toBeVisible();
  await page.goto('/log-sources');
  await expect(row).toContainText('angehalten');
});

for (const place of ['/log-sources', '/log-sources/new']) {
  test(`${place} is accessible, light and dark, large and small`, async ({ page }) => {
    await expectSoundPage(page, place);
  });
}
