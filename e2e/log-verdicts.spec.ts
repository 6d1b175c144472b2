// What is known about who sent it, as people see it: an access line found by address, port and time, and how far the logs
// and the table of countries go that the verdicts follow from.

import { expect, expectSoundPage, test } from './support/page-checks';

test('a complaint about a shared address is the line’s that had the port at the time', async ({ page }) => {
  await expect(async () => {
    await page.goto('/accounts?search=dsl-4711');
    await page.getByRole('link', { name: 'dsl-4711' }).first().click({ timeout: 2_000 });
    await page.getByRole('link', { name: 'Ansehen' }).first().click({ timeout: 5_000 });
    await expect(page.getByText(/^von diesem Anschluss versandt/)).toBeVisible({ timeout: 5_000 });
  }).toPass({ timeout: 70_000 });
  const rung = page.getByRole('row').filter({ hasText: 'hatte die Adresse zu dieser Zeit' });
  await expect(rung).toContainText('Anschluss mit Adresse und Port');
  await expect(rung).toContainText(/port \d+–\d+/);
  await expect(rung).toContainText('dsl-4711');
  await expectSoundPage(page, new URL(page.url()).pathname);
});

test('the screen of the logs says how far each server is known, and whether countries are', async ({
  page,
}) => {
  await expect(async () => {
    await page.goto('/log-sources');
    const server = page.getByRole('row').filter({ hasText: 'mail1.musterpost.example' });
    await expect(server).toContainText('keine', { timeout: 1_000 });
    await expect(page.getByText(/^Die Ländertabelle ist geladen: \d+ Bereiche/)).toBeVisible({
      timeout: 1_000,
    });
  }).toPass({ timeout: 70_000 });
});
