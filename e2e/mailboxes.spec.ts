import { chmodSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, expectSoundPage, test } from './support/page-checks';

let maildir: string;
test.beforeAll(() => {
  maildir = mkdtempSync(join(tmpdir(), 'meldestelle-maildir-'));
  chmodSync(maildir, 0o755);
  for (const folder of ['cur', 'new', 'tmp']) mkdirSync(join(maildir, folder));
});
test.afterAll(() => rmSync(maildir, { recursive: true, force: true }));

test('a mailbox with mistakes keeps what was typed and names every wrong field', async ({ page }) => {
  await page.goto('/mailboxes/new');
  await page.getByLabel('Name', { exact: true }).fill('abuse@');
  await page.getByLabel('Server', { exact: true }).fill('imap.example.com:993');
  await page.getByLabel('Port').fill('70000');
  await page.getByRole('button', { name: 'Speichern' }).click();
  await expect(page.getByLabel('Port')).toHaveAccessibleDescription(/außerhalb/);
  await expect(page.getByLabel('Server', { exact: true })).toHaveValue('imap.example.com:993');
  await page.getByLabel('Port').fill('993');
  await page.getByRole('button', { name: 'Speichern' }).click();
  await expect(page.getByLabel('Server', { exact: true })).toHaveAccessibleDescription(
    /weder ein Servername/,
  );
  await expect(page.getByLabel('Passwort')).toHaveAccessibleDescription(/geben Sie das Passwort ein/);
  await expect(page.getByLabel('Name', { exact: true })).toHaveValue('abuse@');
});

test('the sample provider connects to no mail server and says so', async ({ page }) => {
  await page.goto('/mailboxes/new');
  await page.getByLabel('Name', { exact: true }).fill('outside');
  await page.getByLabel('Server', { exact: true }).fill('imap.example.com');
  await page.getByLabel('Anmeldename').fill('abuse');
  await page.getByLabel('Passwort').fill('secret');
  await page.getByRole('button', { name: 'Verbindung testen' }).click();
  await expect(page.getByRole('alert').filter({ hasText: 'keine Verbindungen nach außen' })).toBeVisible();
});

test('a Maildir is tested step by step, added, paused and removed', async ({ page }) => {
  const name = `maildir-${Date.now()}`;
  await page.goto('/mailboxes/new');
  await page.getByLabel('Name', { exact: true }).fill(name);
  await page.getByLabel('Art', { exact: true }).selectOption('maildir');
  await page.getByLabel('Pfad des Maildirs').fill(join(maildir, 'missing'));
  await page.getByRole('button', { name: 'Verbindung testen' }).click();
  const result = page.getByRole('status', { name: 'Ergebnis des Tests' });
  await expect(result).toContainText('Der Test ist an einem Schritt gescheitert.');
  await page.getByLabel('Pfad des Maildirs').fill(maildir);
  await page.getByRole('button', { name: 'Verbindung testen' }).click();
  await expect(result).toContainText('Alle Schritte gelungen.');
  await page.getByRole('button', { name: 'Speichern' }).click();

  await expect(page).toHaveURL(/\/mailboxes$/);
  await page.getByRole('link', { name }).click();
  await page.getByRole('button', { name: 'Abruf anhalten' }).click();
  await expect(page.getByRole('button', { name: 'Abruf fortsetzen' })).toBeVisible();
  await page.getByRole('button', { name: 'Postfach entfernen' }).click();
  await expect(page).toHaveURL(/\/mailboxes$/);
  await expect(page.getByRole('link', { name })).toHaveCount(0);
});

for (const path of ['/mailboxes', '/mailboxes/new']) {
  test(`${path} is accessible, light and dark, large and small`, async ({ page }) => {
    await expectSoundPage(page, path);
  });
}
