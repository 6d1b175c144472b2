import { expect, expectSoundPage, test } from './support/page-checks';

test('mail that was not recognised is read again, all of it, and nothing gets lost', async ({ page }) => {
  await expect(async () => {
    await page.goto('/intake?state=not_recognised');
    await expect(page.getByText(/Alle \d+ Mails erneut einlesen/)).toBeVisible({ timeout: 2000 });
  }).toPass({ timeout: 60_000 });
  const before = await page.getByRole('row').count();
  await expect(page.getByText('Kein bekanntes Format').first()).toBeVisible();

  await page.getByText(/Alle \d+ Mails erneut einlesen/).click();
  await page.getByRole('button', { name: 'Erneut einlesen', exact: true }).click();
  await expect(page.getByText('Zurück in der Warteschlange.')).toBeVisible();
  await expect(async () => {
    await page.goto('/intake?state=not_recognised');
    expect(await page.getByRole('row').count()).toBeGreaterThanOrEqual(before);
  }).toPass({ timeout: 30_000 });
});

test('a mail in quarantine says why, and shows what it holds', async ({ page }) => {
  await page.goto('/intake?state=quarantined');
  await page.getByRole('row').nth(1).getByRole('link').click();
  await expect(page.getByText('Quarantäne', { exact: true }).last()).toBeVisible();
  await expect(page.getByText('Aus dieser Mail ist keine Meldung entstanden.')).toBeVisible();
  await page.locator('summary', { hasText: 'Quelltext' }).click();
  await expect(page.getByRole('link', { name: 'Quelltext herunterladen' })).toBeVisible();
});

test('intake and a mail are usable by everybody and on a phone', async ({ page }) => {
  test.slow();
  await page.goto('/intake?state=processed');
  const mail = await page.getByRole('row').nth(1).getByRole('link').getAttribute('href');
  for (const path of ['/intake', '/intake?state=quarantined', mail]) {
    await expectSoundPage(page, path ?? '/');
  }
});
