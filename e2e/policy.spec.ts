// The way of new numbers into force: draft, replay, policy, trial. One after the other, since there is one draft.

import type { Page } from '@playwright/test';
import { expect, expectSoundPage, test } from './support/page-checks';
import { newAgent } from './support/people';

test.describe.configure({ mode: 'serial' });

async function save(page: Page, label: string, value: string, reason: string): Promise<void> {
  await page.goto('/policy/edit');
  await page.getByLabel(label).fill(value);
  await page.getByLabel('Begründung').fill(reason);
  await page.getByRole('button', { name: 'Als Entwurf speichern' }).click();
  await expect(page).toHaveURL(/\/policy\/draft$/);
}

async function replay(page: Page): Promise<void> {
  await page.getByRole('button', { name: /wiederholen$/ }).click();
  await expect(page.getByText(/gerechnet in|keine Beschwerde gegen/)).toBeVisible({ timeout: 60_000 });
}

test('a number goes into a draft first, with what is wrong said at its line', async ({ page }) => {
  await page.goto('/policy/draft');
  await expect(page.getByText('Es gibt keinen Entwurf.')).toBeVisible();
  await page.getByRole('link', { name: 'Zahlen ändern' }).click();
  const cap = page.getByLabel('Höchstpunkte je Melder');
  await cap.fill('viel');
  await page.getByLabel('Begründung').fill('Vorlagen früher');
  await page.getByRole('button', { name: 'Als Entwurf speichern' }).click();
  await expect(cap).toHaveAccessibleDescription(/Zahl eingeben/);
  await cap.fill('40');
  await page.getByLabel('Vorlage ab').fill('12');
  await page.getByRole('button', { name: 'Als Entwurf speichern' }).click();
  await expect(page).toHaveURL(/\/policy\/draft$/);
  await expect(page.getByRole('row', { name: /Vorlage ab/ })).toContainText('25');
  await expect(page.getByText('Vorlagen früher')).toBeVisible();
  await expect(page.getByRole('button', { name: 'Entwurf in Kraft setzen' })).toHaveCount(0);
});

test('a replay names the accounts whose cases would be others, and links them', async ({ page }) => {
  test.slow();
  const appearing = page.getByRole('region', { name: /Fälle kämen hinzu/ });
  // The sample provider's complaints are still being filed.
  await expect(async () => {
    await page.goto('/policy/draft');
    await replay(page);
    await expect(appearing).toBeVisible({ timeout: 2_000 });
  }).toPass({ timeout: 150_000 });
  const account = appearing.getByRole('link').first();
  const login = await account.innerText();
  await account.click();
  await expect(page.getByRole('heading', { level: 1 })).toContainText(login);
});

test('who changes the draft behind somebody is told, and the replay no longer covers it', async ({
  page,
  context,
}) => {
  await page.goto('/policy/edit');
  const other = await context.newPage();
  await save(other, 'Vorlage ab', '24', 'Zweiter Gedanke');
  await expect(other.getByText('Diese Wiederholung gilt für frühere Zahlen')).toBeVisible();
  await expect(other.getByRole('button', { name: 'Entwurf in Kraft setzen' })).toHaveCount(0);
  await page.getByLabel('Vorlage ab').fill('23');
  await page.getByRole('button', { name: 'Als Entwurf speichern' }).click();
  await expect(page.getByText(/Jemand anderes hat den Entwurf/)).toBeVisible();
});

test('a file of old mail is replayed too, and does not put anything in force', async ({ page }) => {
  await page.goto('/policy/draft');
  await page.locator('input[type=file]').setInputFiles({
    name: 'notizen.mbox',
    mimeType: 'application/mbox',
    buffer: Buffer.from(
      'From a@example.org Mon Nov  2 10:00:00 2026\nFrom: a@example.org\nSubject: Hallo\n\nNur ein Gruß.\n',
    ),
  });
  await expect(page.getByText(/In der Datei ist keine Beschwerde/)).toBeVisible({ timeout: 60_000 });
  await expect(page.getByRole('button', { name: 'Entwurf in Kraft setzen' })).toHaveCount(0);
});

test('once replayed, the draft comes into force with its reason, and a new trial begins', async ({
  page,
}) => {
  await page.goto('/policy/draft');
  await replay(page);
  await page.getByRole('button', { name: 'Entwurf in Kraft setzen' }).click();
  await expect(page).toHaveURL(/\/policy$/);
  const entry = page.getByRole('listitem').filter({ hasText: 'Zweiter Gedanke' });
  await expect(entry).toContainText('Vorlage ab: 25 → 24');
  await expect(entry).toContainText('Administration');
  await expect(page.getByText(/Probelauf seit .* \(Fassung 2\)/)).toBeVisible();
});

test('an older version comes back by the same way', async ({ page }) => {
  await page.goto('/policy');
  const first = page.getByRole('listitem').filter({ hasText: 'Fassung 1' });
  await first.locator('summary').click();
  await first.getByLabel('Begründung').fill('Doch wie zuvor');
  await first.getByRole('button', { name: 'Als Entwurf übernehmen' }).click();
  await expect(page).toHaveURL(/\/policy\/draft$/);
  await expect(page.getByRole('row', { name: /Vorlage ab/ })).toContainText('25');
  await expectSoundPage(page, '/policy/draft');
  await replay(page);
  await expectSoundPage(page, '/policy/draft');
  await page.getByRole('button', { name: 'Entwurf in Kraft setzen' }).click();
  await expect(page.getByText('In Kraft ist Fassung 3.')).toBeVisible();
});

test('a bulk sender is withdrawn with a reason, and declared again with one', async ({ page }) => {
  await page.goto('/policy/bulk-senders');
  const rows = page.getByRole('table').locator('tbody tr');
  const number = /K-\d+/.exec(await rows.first().innerText())?.[0] ?? '';
  const row = rows.filter({ hasText: number });
  await row.locator('summary').click();
  await row.getByLabel('Begründung').fill('Vertrag beendet');
  await row.getByRole('button', { name: 'Abmelden' }).click();
  await expect(row).toHaveCount(0);

  const declare = page.getByRole('button', { name: 'Anmelden', exact: true });
  await page.getByLabel('Kundennummer').fill('gibt es nicht');
  await page.getByLabel('Begründung').last().fill('Double-Opt-in geprüft');
  await declare.click();
  await expect(page.getByLabel('Kundennummer')).toHaveAccessibleDescription(/nicht bekannt/);
  await page.getByLabel('Kundennummer').fill(number);
  await declare.click();
  await expect(row).toContainText('Double-Opt-in geprüft');
  await expect(row).toContainText('Administration');
});

test('an agent reads all of it and changes none', async ({ page, browser }) => {
  const { page: own } = await newAgent(browser, page, 'Paula Probe');
  for (const path of ['/policy', '/policy/draft', '/policy/trial', '/policy/bulk-senders']) {
    await own.goto(path);
    await expect(own.getByRole('main').getByRole('button')).toHaveCount(0);
    await expect(own.getByRole('link', { name: 'Zahlen ändern' })).toHaveCount(0);
  }
  await own.context().close();
});

test('the trial shows what would have been proposed, and ends by choice', async ({ page }) => {
  await page.goto('/policy/trial');
  await page.getByRole('button', { name: 'Probelauf beenden' }).click();
  await expect(page.getByText(/Der Probelauf der Fassung 3 endete am/)).toBeVisible();
  await expect(page.getByText('Beendet von Administration.')).toBeVisible();
  await expect(page.getByText('Die Meldestelle schreibt auf, was sie vorschlagen würde.')).toHaveCount(0);
});

for (const path of ['/policy', '/policy/edit', '/policy/trial', '/policy/bulk-senders']) {
  test(`${path} is accessible, light and dark, large and small`, async ({ page }) => {
    await expectSoundPage(page, path);
  });
}
