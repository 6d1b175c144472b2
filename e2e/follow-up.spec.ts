// After the notice, in the browser: the schedule is set, and refused where it makes no sense; the case says what comes
// next and lets it be stopped; the way to the customer's page is in the notice and can be closed; and what is no page for
// customers says so without a script or a cookie.

import type { Page } from '@playwright/test';
import { expect, expectAccessible, expectFitsPhone, test } from './support/page-checks';

/** A company: the sample provider's private customers answer within a minute, and then nobody is reminded. */
const account = 'j.brandt@tischlerei-brandt.example';

async function openCase(page: Page): Promise<void> {
  await expect(async () => {
    await page.goto(`/cases?q=${account}`);
    await expect(page.getByRole('link', { name: account }).first()).toBeVisible({ timeout: 1_000 });
  }).toPass({ timeout: 60_000 });
  await page.goto((await page.getByRole('link', { name: account }).first().getAttribute('href')) ?? '');
}

test('the schedule is set on one screen, and nonsense is refused at its field', async ({ page }) => {
  await page.goto('/templates');
  await page.getByRole('link', { name: 'Nach der Benachrichtigung …' }).click();
  const form = page.getByRole('form', { name: 'Erinnern und anrufen' });
  const emergency = form.getByRole('group', { name: 'Notfall' });
  await emergency.getByLabel('Erinnern nach Tagen').fill('4, 2');
  await form.getByRole('button', { name: 'Zeitplan speichern' }).click();
  await expect(emergency.getByText('Bitte aufsteigend und ohne Wiederholung')).toBeVisible();
  await emergency.getByLabel('Erinnern nach Tagen').fill('2, 4');
  await emergency.getByLabel('Anrufen nach Tagen').fill('6');
  await form.getByRole('button', { name: 'Zeitplan speichern' }).click();
  await expect(page.getByText('Zeitplan gespeichert.')).toBeVisible();
  await page.reload();
  await expect(emergency.getByLabel('Erinnern nach Tagen')).toHaveValue('2, 4');
  await expect(form.getByRole('group', { name: 'Dringend' }).getByLabel('Anrufen nach Tagen')).toHaveValue(
    '10',
  );
  await expectAccessible(page, 'light');
  await expectAccessible(page, 'dark');
  await expectFitsPhone(page);
});

test('a released notice is followed up, and its page can be closed', async ({ page }) => {
  test.setTimeout(120_000);
  await page.goto('/templates/after');
  const form = page.getByRole('form', { name: 'Seite für den Kunden' });
  await form.getByLabel('Seite anbieten').check();
  await form.getByRole('button', { name: 'Speichern' }).click();
  await expect(page.getByText('Gespeichert.').first()).toBeVisible();

  await openCase(page);
  await page.locator('#thread').getByRole('link', { name: 'Benachrichtigung verfassen' }).click();
  const preview = page.getByRole('region', { name: 'Vorschau' });
  await expect(preview).toContainText('Sie verlangt keine Anmeldung und fragt nie nach einem Passwort:');
  await expect(preview).toContainText('/c/persoenlicher-link');
  await page.getByRole('button', { name: 'Freigeben' }).click();
  await expect(page.getByText('nicht versandt (Musterbetrieb)')).toBeVisible({ timeout: 45_000 });

  await page.reload();
  await expect(page.getByText(/Nächste Erinnerung am .* wenn bis dahin keine Antwort kommt\./)).toBeVisible();
  await page.getByRole('button', { name: 'Erinnerungen anhalten' }).click();
  await expect(page.getByText('Die Erinnerungen dieses Falls sind angehalten.')).toBeVisible();
  await page.getByRole('button', { name: 'Erinnerungen fortsetzen' }).click();
  await expect(page.getByText(/Nächste Erinnerung am/)).toBeVisible();
  await page.getByRole('button', { name: 'Seite schließen' }).click();
  await expect(page.getByRole('button', { name: 'Seite schließen' })).toBeHidden();
  await expect(page.getByText('Die Seite des Kunden ist gesperrt;')).toBeVisible();
});

test('what is no page for customers says so, without a script and without a cookie', async ({ browser }) => {
  const context = await browser.newContext({
    storageState: { cookies: [], origins: [] },
    javaScriptEnabled: false,
    locale: 'en-GB',
  });
  const page = await context.newPage();
  for (const token of ['persoenlicher-link', 'AAAAAAAAAAAAAAAAAAAAAA']) {
    const answer = await page.goto(`/c/${token}`);
    const headers = answer?.headers() ?? {};
    expect(headers['referrer-policy']).toBe('no-referrer');
    expect(headers['x-robots-tag']).toContain('noindex');
    expect(headers['cache-control']).toContain('no-store');
    await expect(page.getByRole('heading', { name: 'There is no such page' })).toBeVisible();
  }
  await page.goto('/c/AAAAAAAAAAAAAAAAAAAAAA?lang=de');
  await expect(page.getByRole('heading', { name: 'Diese Seite gibt es nicht' })).toBeVisible();
  expect(await page.locator('html').getAttribute('lang')).toBe('de');
  expect(await context.cookies()).toEqual([]);
  await context.close();
});
