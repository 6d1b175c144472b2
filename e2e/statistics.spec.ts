// Statistics on a running desk: a period, a breakdown, a file; figures per person only where they are agreed; who may see
// how the installation is.

import { expect, expectAccessible, expectFitsPhone, expectSoundPage, test } from './support/page-checks';

test('a period is chosen, broken down and taken along as a file', async ({ page }) => {
  await page.goto('/statistics');
  await page.getByRole('link', { name: '90 Tage' }).click();
  await expect(page).toHaveURL(/days=90/);
  await page.getByRole('link', { name: 'nach Kunde' }).click();
  await expect(page).toHaveURL(/days=90&by=customers$/);
  await expect(page.getByRole('img', { name: /^Meldungen pro Tag von/ })).toBeVisible();
  const file = await page.request.get('/statistics/csv?table=program&from=2026-01-01&to=2026-01-02');
  expect(file.status()).toBe(200);
  expect(file.headers()['content-type']).toBe('text/csv; charset=utf-8');
  expect((await file.body()).subarray(0, 3)).toEqual(Buffer.from([0xef, 0xbb, 0xbf]));
});

test('the figures have a course, as charts, a table and a file', async ({ page }) => {
  await page.goto('/statistics?days=90');
  const chart = page.getByRole('img', { name: /^Beschwerden je 1\.000 Mails in 13 Abschnitten/ });
  await expect(chart).toBeVisible();
  await page.getByText('Verlauf als Tabelle').click();
  await expect(page.getByRole('columnheader', { name: 'Unbegründete Fälle' })).toBeVisible();
  await expectAccessible(page, 'light');
  const href = await page.getByRole('link', { name: 'CSV: Kennzahlen im Verlauf' }).getAttribute('href');
  const file = await page.request.get(href ?? '');
  const lines = (await file.text()).trimEnd().split('\r\n');
  expect(lines).toHaveLength(14);
  expect(lines[0]).toContain('erster Tag;letzter Tag;');
});

test('every table of the page can be taken along, also of a time of which nothing is known', async ({
  page,
}) => {
  await page.goto('/statistics?from=2024-01-01&to=2024-01-03');
  await expect(page.getByText('In diesem Zeitraum wurde nichts gezählt.')).toBeVisible();
  await expectAccessible(page, 'dark');
  await expectFitsPhone(page);
  for (const table of ['kind', 'verdict', 'customers', 'resellers', 'cases', 'course', 'programs', 'ages']) {
    const file = await page.request.get(`/statistics/csv?table=${table}&from=2024-01-01&to=2024-01-03`);
    expect(file.status(), table).toBe(200);
    // A cell that a spreadsheet would run begins with an apostrophe.
    expect(await file.text(), table).not.toMatch(/(?:^|;)[=+@]/m);
  }
  const json = (await (await page.request.get('/api/v1/statistics?days=7')).json()) as {
    course: unknown[];
    agents: unknown;
  };
  expect(json.course).toHaveLength(7);
});

test('the weekly report is asked for with an address, and put off again', async ({ page }) => {
  await page.goto('/me');
  const form = page.getByRole('form', { name: 'Wochenbericht' });
  await form.getByLabel('Senden an').fill('bericht@example.com');
  await form.getByRole('button', { name: 'Speichern' }).click();
  await expect(page.getByText('Gespeichert.').first()).toBeVisible();
  await page.reload();
  await expect(form.getByLabel('Senden an')).toHaveValue('bericht@example.com');
  await form.getByLabel('Senden an').fill('');
  await form.getByRole('button', { name: 'Speichern' }).click();
  await expect(page.getByText('Gespeichert.').first()).toBeVisible();
  await page.reload();
  await expect(form.getByLabel('Senden an')).toHaveValue('');
});

test('figures per person need the word that they are agreed, and can be switched off again', async ({
  page,
}) => {
  await page.goto('/statistics');
  await expect(page.getByText(/§ 87 Abs. 1 Nr. 6 BetrVG/)).toBeVisible();
  await page.getByRole('button', { name: 'Zahlen je Person einschalten' }).click();
  await expect(page.getByText('Bestätigen Sie, dass es vereinbart ist.')).toBeVisible();
  await page.getByLabel(/mit der Vertretung der Beschäftigten vereinbart/).check();
  await page.getByRole('button', { name: 'Zahlen je Person einschalten' }).click();
  await page.getByRole('button', { name: 'Zahlen je Person ausschalten' }).click();
  await expect(page.getByRole('button', { name: 'Zahlen je Person einschalten' })).toBeVisible();
});

test('a stranger gets one word of the installation, and no metrics', async ({ playwright, baseURL }) => {
  const stranger = await playwright.request.newContext({
    baseURL: baseURL ?? '',
    storageState: { cookies: [], origins: [] },
    extraHTTPHeaders: { 'X-Forwarded-For': '198.51.100.7' },
  });
  expect(await (await stranger.get('/api/health?probe=live')).json()).toEqual({ status: 'ok' });
  expect(Object.keys((await (await stranger.get('/api/health')).json()) as object)).toEqual(['status']);
  expect((await stranger.get('/api/metrics')).status()).toBe(401);
  expect((await stranger.get('/api/v1/statistics')).status()).toBe(401);
  await stranger.dispose();
});

test('/statistics is accessible, light and dark, large and small', async ({ page }) => {
  await expectSoundPage(page, '/statistics');
});
