// From a decision to a proved lock and back, in the browser, with the sample provider's connectors: what will happen is
// said first, what is shown is what the rows say, and no case ends over a locked account.

import type { Page } from '@playwright/test';
import { expect, expectAccessible, expectFitsPhone, test } from './support/page-checks';

/** A case that no other file decides about: its account tells which. */
const account = 'druckdaten@druckerei-hollmann.example';

async function openCase(page: Page): Promise<void> {
  await expect(async () => {
    await page.goto(`/cases?q=${account}`);
    await expect(page.getByRole('link', { name: account }).first()).toBeVisible({ timeout: 1_000 });
  }).toPass({ timeout: 60_000 });
  await page.goto((await page.getByRole('link', { name: account }).first().getAttribute('href')) ?? '');
}

test('an agent locks sending, sees it proved, cannot close the case over it, and lifts it', async ({
  page,
}) => {
  await openCase(page);
  const panel = page.locator('#measures');
  await panel.getByRole('button', { name: 'Versandsperre …' }).click();
  const dialog = page.getByRole('dialog');
  await expect(dialog.getByText('kann nichts mehr versenden, auch nicht in Sitzungen')).toBeVisible();
  await expect(dialog.getByText('Vertrag „Business“, AGB § 7 Abs. 2')).toBeVisible();
  await expectAccessible(page, 'light');
  await dialog.getByRole('button', { name: 'Versand sperren' }).click();
  const lock = panel.getByRole('listitem').filter({ hasText: 'Muster-Policy-Dienst' }).first();
  await expect(lock.getByText('bestätigt')).toBeVisible({ timeout: 30_000 });
  await expect(lock.getByText(/^554 5\.7\.1 Versand gesperrt, Vorgang AD-\d{4}-\d+$/)).toBeVisible();
  await expect(panel.getByRole('button', { name: 'Versandsperre …' })).toBeDisabled();
  await expect(page.getByText('Schließen …')).toBeHidden();
  await expect(page.getByText('Solange Maßnahmen in Kraft sind')).toBeVisible();
  await expectAccessible(page, 'dark');
  await lock.getByText('Aufheben …').click();
  await lock.getByRole('button', { name: 'Aufheben', exact: true }).click();
  await expect(panel.getByText('Keine Maßnahme in Kraft.')).toBeVisible({ timeout: 30_000 });
  await expect(
    page.getByText('aufgehoben (simuliert: der Policy-Dienst lässt das Konto senden)').first(),
  ).toBeVisible({ timeout: 30_000 });
  await expectFitsPhone(page);
});

test('what the contract does not allow needs a reason, and by hand waits for a person’s word', async ({
  page,
}) => {
  await openCase(page);
  const panel = page.locator('#measures');
  await panel.getByRole('button', { name: 'Zugangssperre …' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('button', { name: 'Zugang sperren' }).click();
  await expect(dialog.getByText('bitte die Ausnahme begründen')).toBeVisible();
  await dialog.getByLabel('Begründung der Ausnahme').fill('Anmeldungen aus sechs Ländern');
  await dialog.getByRole('button', { name: 'Zugang sperren' }).click();
  await panel.getByRole('button', { name: 'Ist erledigt: Zugangssperre' }).click();
  await expect(panel.getByText('ausgeführt, nicht bewiesen').first()).toBeVisible({ timeout: 30_000 });
  await panel.getByText('Aufheben …').click();
  await panel.getByRole('button', { name: 'Aufheben', exact: true }).click();
  await panel.getByRole('button', { name: 'Ist erledigt: Zugangssperre' }).click();
  await expect(panel.getByText('Keine Maßnahme in Kraft.')).toBeVisible({ timeout: 30_000 });
});

test('a new password is offered once the cleaning is confirmed, and shown once', async ({ page }) => {
  await openCase(page);
  const open = page.getByRole('button', { name: 'Neues Passwort …' });
  await expect(page.getByText('Vorher läse es der Schädling mit.')).toBeVisible();
  await expect(open).toBeHidden();
  await page
    .getByRole('form', { name: 'Bestätigen: Geräte geprüft und bereinigt' })
    .getByRole('button')
    .click();
  await open.click();
  const dialog = page.getByRole('dialog');
  await expect(dialog.getByText('Muster-Passwortdatenbank (simuliert)')).toBeVisible();
  await expectAccessible(page, 'light');
  const shape = /[A-Z][a-z]{3}(?:-[a-z]{4}){5}-\d{2}/;
  const answered = page.waitForResponse((response) => response.request().method() === 'POST');
  await dialog.getByRole('button', { name: 'Passwort setzen und anzeigen' }).click();
  expect((await answered).headers()['cache-control']).toContain('no-store');
  const password = (await dialog.getByText(shape).innerText()).trim();
  expect(page.url()).not.toContain(password);
  await expectAccessible(page, 'dark');
  await expectFitsPhone(page);
  await dialog.getByRole('button', { name: 'Schließen und verwerfen' }).click();
  await expect(
    page.getByText('Neues Passwort über Muster-Passwortdatenbank (simuliert) erledigt'),
  ).toBeVisible();
  await expect(
    page.getByRole('form', { name: 'Zurücknehmen: Passwort nach der Sperre geändert' }),
  ).toBeVisible();
  for (const content of [await page.content(), (await page.reload()) && (await page.content())])
    expect(content).not.toMatch(shape);
});

test('the form of a database shows what the choices need', async ({ page }) => {
  await page.goto('/connectors');
  await page.getByRole('link', { name: 'SQL-Passwortdatenbank hinzufügen' }).click();
  await expect(page.getByLabel('Versandsperre: sperren')).toBeHidden();
  await page.getByLabel('Schema', { exact: true }).selectOption('Eigene Anweisungen');
  await expect(page.getByLabel('Versandsperre: sperren')).toBeVisible();
  await page.getByLabel('Dovecot Bescheid geben').selectOption('über die doveadm-Schnittstelle');
  await expect(page.getByLabel('Schlüssel (doveadm_api_key)')).toBeVisible();
  await expectAccessible(page, 'light');
  await page.goto('/connectors/new?kind=mailcow');
  await expect(page.getByText('Das ist der sichere Weg.')).toBeVisible();
  await expectAccessible(page, 'dark');
  await expectFitsPhone(page);
});

test('an administrator sets a connector up, is told what is wrong, and pauses it', async ({ page }) => {
  const name = `Policy ${Date.now()}`;
  await page.goto('/connectors/new?kind=policy-service');
  await expect(page.getByText('timeout=2s, try_limit=1, default_action=DUNNO')).toBeVisible();
  await page.getByLabel('Name', { exact: true }).fill(name);
  await page.getByLabel('Antwort bei Versandsperre (Deutsch)').fill('Für immer');
  await page.getByRole('button', { name: 'Speichern' }).click();
  await expect(page.getByText('Nur Zeichen aus ASCII')).toBeVisible();
  await page.getByLabel('Antwort bei Versandsperre (Deutsch)').fill('Gesperrt, {case}');
  await expectAccessible(page, 'light');
  await page.getByRole('button', { name: 'Speichern' }).click();
  await page.getByRole('link', { name }).click();
  await page.getByRole('button', { name: 'Pausieren' }).click();
  await expect(page.getByText('pausiert', { exact: true })).toBeVisible();
  await expectFitsPhone(page);
});

test('a protected account is listed until it is taken away', async ({ page }) => {
  const login = `relay-${Date.now()}@example.com`;
  await page.goto('/protection');
  await page.getByLabel('Konto oder @Domain').fill(login);
  await page.getByLabel('Grund', { exact: true }).fill('Relay');
  await page.getByRole('button', { name: 'Konto schützen' }).click();
  await expect(page.getByRole('cell', { name: login, exact: true })).toBeVisible();
  await expectAccessible(page, 'dark');
  await page.getByRole('button', { name: `Entfernen: ${login}` }).click();
  await expect(page.getByRole('cell', { name: login, exact: true })).toHaveCount(0);
});
