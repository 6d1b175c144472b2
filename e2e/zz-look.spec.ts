import { expect, test } from './support/page-checks';
test('look', async ({ page }) => {
  test.slow();
  await page.setViewportSize({ width: 390, height: 844 });
  await page.emulateMedia({ colorScheme: 'dark' });
  await page.goto('/me/second-factor');
  await page.getByLabel('Ihr Passwort').fill('Kiesel-Leuchtturm-Regenpfeifer');
  await page.getByRole('button', { name: 'Weiter' }).click();
  await page.getByRole('img', { name: 'QR-Code' }).waitFor();
  await page.screenshot({ path: '/tmp/t1-factor-390.png', fullPage: true });
  const link = page.getByRole('link').filter({ hasText: /@/ }).first();
  await page.setViewportSize({ width: 1440, height: 900 });
  await expect(async () => {
    await page.goto('/cases?tab=all');
    await expect(link).toBeVisible({ timeout: 3_000 });
  }).toPass({ timeout: 120_000 });
  const mailbox = /\S+@\S+/.exec(await link.innerText())?.[0] ?? '';
  await page.emulateMedia({ colorScheme: 'light' });
  await page.goto(`/support?q=${encodeURIComponent(mailbox)}`);
  await page.screenshot({ path: '/tmp/t1-support.png', fullPage: true });
});
