import type { Page } from '@playwright/test';
import { expect, expectSoundPage, test } from './support/page-checks';

/** The rows of the list; waits until the sample provider's first complaints are all read and have become cases. */
async function openList(page: Page, path = '/cases') {
  const rows = page.locator('[data-case-row]');
  await expect(async () => {
    await page.goto(path);
    await expect(page.getByText('Rückstand 0')).toBeVisible({ timeout: 1_000 });
    expect(await rows.count()).toBeGreaterThanOrEqual(4);
  }).toPass({ timeout: 60_000 });
  return rows;
}

/** Number of the case in a row of the list. */
async function numberIn(page: Page, row: number): Promise<string> {
  const text = await page.locator('[data-case-row]').nth(row).innerText();
  return /AD-\d{4}-\d+/.exec(text)?.[0] ?? '';
}

test('an agent sees the most urgent case first, and why it is there', async ({ page }) => {
  const rows = await openList(page);
  const stages = ['Notfall', 'Dringend', 'Vorlage', 'Auffällig', 'Beobachtung'];
  const shown = await rows.evaluateAll((all) => all.map((row) => row.textContent));
  // What needs somebody stands above all stages.
  const place = (text: string) => (text.includes('braucht jemanden') ? 0 : stages.length);
  const ranks = shown.map((text) => place(text) + stages.findIndex((stage) => text.includes(stage)));
  expect(ranks).toEqual([...ranks].sort((a, b) => a - b));

  const number = await numberIn(page, 0);
  await rows.first().getByRole('link').click();
  await expect(page.getByRole('heading', { level: 1 })).toContainText(number);
  await expect(page.getByRole('heading', { name: 'Warum dieser Fall hier ist' })).toBeVisible();
  await expect(page.getByText('Summe der Beschwerden').first()).toBeVisible();
  // By its complaints or by the desk's own detection, whichever came first.
  await expect(page.getByText('Fall eröffnet: ').first()).toBeVisible();
  await page.getByRole('link', { name: 'Nächster Fall' }).click();
  await expect(page.getByRole('heading', { level: 1 })).not.toContainText(number);
});

test('an agent reads the evidence; its HTML stands in a frame without rights, its source is a download', async ({
  page,
}) => {
  const rows = await openList(page, '/cases?sort=complaints');
  await rows.first().getByRole('link').click();
  await page
    .getByRole('link', { name: /Beleg ansehen/ })
    .first()
    .click();
  const evidence = page.locator('#evidence');
  await expect(evidence.getByRole('heading', { name: 'Header der gemeldeten Mail' })).toBeVisible();
  await expect(evidence.getByRole('heading', { name: 'Zuordnung' })).toBeVisible();
  for (const frame of await page.locator('iframe').all()) await expect(frame).toHaveAttribute('sandbox', '');
  await evidence.locator('summary', { hasText: 'Quelltext' }).click();
  const link = evidence.getByRole('link', { name: 'Quelltext herunterladen' });
  const answer = await page.request.get((await link.getAttribute('href')) ?? '');
  expect(answer.headers()['content-type']).toBe('application/octet-stream');
  expect(answer.headers()['content-disposition']).toMatch(/^attachment; filename="mail-\d+\.eml"$/);
  expect(answer.headers()['x-content-type-options']).toBe('nosniff');
});

test('the source of a mail is for people of the desk only', async ({ browser, baseURL }) => {
  const context = await browser.newContext({ storageState: { cookies: [], origins: [] } });
  expect((await context.request.get(`${baseURL}/intake/1/source`)).status()).toBe(401);
  expect(
    (await context.request.get(`${baseURL}/cases/news?tab=open&since=2026-01-01T00:00:00Z`)).status(),
  ).toBe(401);
  await context.close();
});

test('an agent dismisses a case with a reason, and takes it back', async ({ page }) => {
  const rows = await openList(page);
  const number = await numberIn(page, (await rows.count()) - 1);
  await page.goto(`/cases/${number}`);
  await page.getByText('Verwerfen …').click();
  await page.getByRole('button', { name: 'Verwerfen', exact: true }).click();
  await expect(page.getByText('Bitte wählen.')).toBeVisible();
  const form = page.getByRole('form', { name: 'Fall verwerfen' });
  await form.getByLabel('Grund').selectOption({ label: 'Anderer Grund' });
  await form.getByRole('button', { name: 'Verwerfen' }).click();
  await expect(page.getByText('Bei „Anderer Grund“ bitte kurz begründen.')).toBeVisible();
  await form.getByLabel('Begründung').fill('Kunde hat selbst zurückgerufen.');
  await form.getByRole('button', { name: 'Verwerfen' }).click();

  await expect(page.getByText(/^Verworfen: Anderer Grund/)).toBeVisible();
  await expect(page.locator('#history')).toContainText('Kunde hat selbst zurückgerufen.');
  await page.goto(`/cases?search=${number}`);
  await expect(page.getByText(/Ihr Filter blendet \d+ F/)).toBeVisible();
  await page.goto(`/cases?tab=ended&search=${number}`);
  await expect(page.locator('[data-case-row]')).toHaveCount(1);

  await page.goto(`/cases/${number}`);
  await page.getByText('Wieder öffnen …').click();
  await page.getByRole('button', { name: 'Wieder öffnen', exact: true }).click();
  await expect(page.locator('#history').getByText('Wieder geöffnet')).toBeVisible();
});

test('two agents decide about one case at once: one is told, and keeps their words', async ({
  page,
  context,
}) => {
  await openList(page);
  const number = await numberIn(page, 0);
  await page.goto(`/cases/${number}`);
  const other = await context.newPage();
  await other.goto(`/cases/${number}`);

  await other.getByText('Schließen …').click();
  const form = other.getByRole('form', { name: 'Fall schließen' });
  await form.getByLabel('Ergebnis').selectOption({ label: 'Doppelt' });
  await form.getByLabel('Begründung').fill('Steht schon im anderen Fall.');

  await page.getByText('Beobachten …').click();
  await page.getByRole('button', { name: 'Beobachten', exact: true }).click();
  await expect(page.locator('#history').getByText('Wird beobachtet bis')).toBeVisible();

  await form.getByRole('button', { name: 'Schließen' }).click();
  await expect(form.getByText(/war schneller: auf Beobachtung gesetzt/)).toBeVisible();
  await expect(form.getByLabel('Begründung')).toHaveValue('Steht schon im anderen Fall.');
  await form.getByRole('button', { name: 'Stand neu laden (Ihr Text bleibt)' }).click();
  await expect(other.locator('#history').getByText('Wird beobachtet bis')).toBeVisible();
  await expect(form.getByLabel('Begründung')).toHaveValue('Steht schon im anderen Fall.');

  await other.getByRole('button', { name: 'Prüfung beginnen' }).click();
  await expect(other.getByText(/Beobachtet → In Prüfung/)).toBeVisible();
});

test('an agent works the list from the keyboard', async ({ page }) => {
  const rows = await openList(page);
  // Keys are lost until the page listens; k stays on the first case however often it is pressed.
  await expect(async () => {
    await page.keyboard.press('k');
    await expect(rows.nth(0).getByRole('link')).toBeFocused({ timeout: 1_000 });
  }).toPass();
  await page.keyboard.press('j');
  await page.keyboard.press('j');
  await page.keyboard.press('k');
  await expect(rows.nth(1).getByRole('link')).toBeFocused();
  await page.keyboard.press('x');
  await expect(rows.nth(1).getByRole('checkbox')).toBeChecked();
  await page.keyboard.press('x');
  await expect(rows.nth(1).getByRole('checkbox')).not.toBeChecked();
  await page.keyboard.press('?');
  await expect(page.getByRole('dialog')).toContainText('nächster Fall');
  await page.keyboard.press('Escape');
  await page.keyboard.press('/');
  await expect(page.getByLabel('Suche')).toBeFocused();
  await page.keyboard.type('jkx?');
  await expect(page.getByLabel('Suche')).toHaveValue('jkx?');
  await rows.nth(1).getByRole('link').focus();
  const number = await numberIn(page, 1);
  await page.keyboard.press('Enter');
  await expect(page.getByRole('heading', { level: 1 })).toContainText(number);
});

test('an agent takes several cases at once', async ({ page }) => {
  const rows = await openList(page);
  const number = await numberIn(page, 2);
  await rows.nth(2).getByRole('checkbox').check();
  await page.getByRole('button', { name: 'Ausgewählte Fälle übernehmen' }).click();
  await expect(page.getByText('1 Fall übernommen.')).toBeVisible();
  await page.goto('/cases?tab=mine');
  await expect(page.getByText(number)).toBeVisible();
});

test('a bad address gets a sentence and a way out', async ({ page }) => {
  await openList(page);
  await page.goto('/cases?sort=wurst&search=ab&after=3&assignee=gibtesnicht&tab=open&tab=new');
  const alert = page.getByRole('main').getByRole('alert');
  await expect(alert).toContainText('„wurst“ gibt es bei „sort“ nicht');
  await expect(alert).toContainText('zu kurz');
  await expect(alert).toContainText('„after“ ist keine Stelle in dieser Liste');
  await expect(alert).toContainText('„gibtesnicht“ gibt es bei „assignee“ nicht');
  await alert.getByRole('link', { name: 'Ansicht zurücksetzen' }).click();
  await expect(page).toHaveURL(/\/cases$/);
});

test('the list, a case with evidence and an account are usable by everybody and on a phone', async ({
  page,
}) => {
  test.slow();
  const rows = await openList(page, '/cases?sort=complaints');
  const number = await numberIn(page, 0);
  await rows.first().getByRole('link').click();
  const evidence = await page
    .getByRole('link', { name: /Beleg ansehen/ })
    .first()
    .getAttribute('href');
  const account = await page.getByRole('link', { name: /@/ }).first().getAttribute('href');
  for (const path of ['/cases', '/cases?tab=ended', `/cases/${number}`, evidence, account, '/accounts']) {
    await expectSoundPage(page, path ?? '/');
  }
});

test('an agent finds the accounts that stand out first, and any other by its name', async ({ page }) => {
  await openList(page);
  await page.getByRole('link', { name: 'Konten', exact: true }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'Konten' })).toBeVisible();
  const rows = page.getByRole('row').filter({ has: page.getByRole('cell') });
  const stages = ['Notfall', 'Dringend', 'Vorlage', 'Auffällig'];
  const shown = await rows.evaluateAll((all) => all.map((row) => row.textContent));
  const ranks = shown.map((text) => stages.findIndex((stage) => text.includes(stage)));
  expect(ranks.length).toBeGreaterThanOrEqual(4);
  expect(ranks).not.toContain(-1);
  expect(ranks).toEqual([...ranks].sort((a, b) => a - b));
  await page.getByRole('searchbox', { name: 'Konto suchen' }).fill('gibtesnicht');
  await page.getByRole('button', { name: 'Suchen' }).click();
  await expect(page.getByText('Kein Konto enthält „gibtesnicht“')).toBeVisible();
  await page.getByRole('main').getByRole('link', { name: 'Alle', exact: true }).click();
  await expect(rows.filter({ hasText: 'Beobachtung' }).first()).toBeVisible();
});

test.describe('what does not exist', () => {
  test.use({ allowErrors: [/404/] });
  test('is said to be missing, within the desk', async ({ page }) => {
    for (const path of [
      '/cases/AD-1999-0001',
      '/cases/nein',
      '/accounts/999999',
      '/accounts/x',
      '/intake/999999',
      '/intake/0',
      '/wurst',
      '/users/999999',
      '/mailboxes/0',
    ]) {
      const answer = await page.goto(path);
      expect(answer?.status(), path).toBe(404);
      await expect(page.getByRole('heading', { name: 'Nicht gefunden' })).toBeVisible();
      await expect(page.getByRole('navigation', { name: 'Hauptnavigation' })).toBeVisible();
      await expect(page).toHaveTitle('Nicht gefunden · Meldestelle');
    }
  });
});
