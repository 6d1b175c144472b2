// Block lists in the browser: a listing with the accounts that were sending and its checklist; lists that are told apart
// by what can be believed of them; and only administrators describe what is asked.

import type { Page } from '@playwright/test';
import { expect, expectAccessible, expectFitsPhone, expectSoundPage, test } from './support/page-checks';
import { newAgent } from './support/people';

/** The mail server that the sample provider's list has. */
const subject = '192.0.2.12';

/** Opens the listing; the first round comes some minutes after the start. */
async function openListing(page: Page): Promise<void> {
  const link = page.getByRole('region', { name: 'Gelistet' }).getByRole('link', { name: subject });
  await expect(async () => {
    await page.goto('/block-lists');
    await expect(link).toBeVisible({ timeout: 2_000 });
  }).toPass({ timeout: 240_000 });
  await link.click();
  await expect(page.getByRole('heading', { level: 1 })).toContainText(subject);
}

test('a listing says who was sending, and its checklist is ticked by whoever did it', async ({
  page: administrator,
  browser,
}) => {
  test.setTimeout(360_000);
  const { page } = await newAgent(browser, administrator, 'Lisbeth Liste');
  await openListing(page);
  const main = page.getByRole('main');
  await expect(main).toContainText('mail2.musterpost.example');
  await expect(main).toContainText('Spam in Fallen');
  // A round may come before the log is read: then the listing says that it names nobody.
  const senders = page.getByRole('region', { name: 'Wer von dort sandte' });
  await expect(senders.or(page.getByText('Das Mail-Log nennt kein Konto'))).toBeVisible();

  const steps = page.getByRole('list', { name: 'Checkliste' }).getByRole('listitem');
  await expect(steps).toHaveCount(6);
  await expect(steps.nth(4)).toContainText('Austragung im Formular der Musterliste beantragen');
  for (let step = 0; step < 6; step += 1) {
    await steps
      .nth(step)
      .getByRole('button', { name: /^Erledigt/ })
      .click();
    await expect(steps.nth(step)).toContainText('Lisbeth Liste');
  }
  await expectAccessible(page, 'light');
  await expectAccessible(page, 'dark');
  await expectFitsPhone(page);
  await page.setViewportSize({ width: 1280, height: 800 });
  await page.goto('/block-lists');
  await expect(page.getByRole('row').filter({ hasText: subject })).toContainText('6 von 6');
  await openListing(page);
  await steps
    .nth(5)
    .getByRole('button', { name: /^Doch offen/ })
    .click();
  await expect(steps.nth(5)).toContainText('Offen');
  await page.context().close();
});

test('a list that refuses to answer is not believed, and says so', async ({ page }) => {
  test.setTimeout(360_000);
  const row = page.getByRole('row').filter({ hasText: 'Verschlossene Musterliste' });
  await expect(async () => {
    await page.goto('/block-lists/lists');
    await expect(row).toContainText('127.255.255.254', { timeout: 2_000 });
  }).toPass({ timeout: 240_000 });
  await row.getByRole('link', { name: 'Verschlossene Musterliste' }).click();
  await expect(page.getByRole('main')).toContainText('127.255.255.254');
  await expectAccessible(page, 'light');
  await expectFitsPhone(page);
});

test('an administrator describes a list from what is known of it, and mistakes are said at their field', async ({
  page,
}) => {
  const name = `Probeliste ${Date.now().toString(36)}`;
  await page.goto('/block-lists/lists/new?of=spamhaus-zen');
  await expect(page.getByRole('checkbox', { name: 'IPv6' })).toBeChecked();
  await page.getByLabel('Name', { exact: true }).fill(name);
  await page.getByLabel('Zone').fill('keine zone');
  await page.getByRole('button', { name: 'Speichern' }).click();
  await expect(page.getByLabel('Zone')).toHaveAttribute('aria-invalid', 'true');
  await page.getByLabel('Zone').fill(`${name.replace(' ', '-').toLowerCase()}.bl.example`);
  await page.getByRole('button', { name: 'Speichern' }).click();
  await expect(page.getByRole('heading', { level: 1 })).toContainText(name);
  await page.getByRole('button', { name: 'Liste entfernen' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Liste entfernen' }).click();
  await expect(page).toHaveURL(/\/block-lists\/lists(?:\?|$)/);
  await expect(page.getByRole('link', { name })).toHaveCount(0);
});

test('an agent reads lists and listings, and sees no zone and nothing to change', async ({
  page,
  browser,
}) => {
  await page.goto('/block-lists/lists');
  const list = page.getByRole('link', { name: 'Musterliste', exact: true });
  const path = (await list.getAttribute('href')) ?? '';
  const { page: agent } = await newAgent(browser, page, 'Bert Blick');
  await agent.goto('/block-lists/lists');
  await expect(agent.getByRole('link', { name: 'Musterliste', exact: true })).toBeVisible();
  await expect(agent.getByRole('link', { name: 'Spamhaus ZEN' })).toHaveCount(0);
  await agent.goto(path);
  await expect(agent.getByRole('main')).not.toContainText('dnsbl.musterliste.example');
  await expect(agent.getByRole('main').getByRole('button')).toHaveCount(0);
  await agent.context().close();
});

for (const path of [
  '/block-lists',
  '/block-lists?tab=ended',
  '/block-lists/lists',
  '/block-lists/lists/new',
  '/block-lists/scope',
]) {
  test(`${path} is accessible, light and dark, large and small`, async ({ page }) => {
    await expectSoundPage(page, path);
  });
}
