import type { Locator, Page } from '@playwright/test';
import { expect, expectSoundPage, test } from './support/page-checks';
import { newAgent } from './support/people';

const LIST = '/intake?state=to_check';

/** The mails to check; waits until the sample provider's mails have been read. */
async function openList(page: Page): Promise<Locator> {
  const rows = page.locator('[data-row]');
  await expect(async () => {
    await page.goto(LIST);
    expect(await rows.count()).toBeGreaterThanOrEqual(3);
  }).toPass({ timeout: 60_000 });
  return rows;
}

/**
 * The first candidate whose account is known, or not, named by its address so that it stays the same one. A report of an
 * unknown type, which another test may have left here, is no candidate: its report is filed, whoever it is about.
 */
async function rowWhere(page: Page, isAccountKnown: boolean): Promise<{ row: Locator; href: string }> {
  const rows = await openList(page);
  const candidates = rows.filter({ hasNotText: 'Meldung von unbekannter Art' });
  const found = candidates.filter({
    has: isAccountKnown
      ? page.getByRole('button', { name: 'Beschwerde bestätigen' })
      : page.locator('summary', { hasText: 'Beschwerde …' }),
  });
  const href = (await found.first().getByRole('heading').getByRole('link').getAttribute('href')) ?? '';
  return { row: rows.filter({ has: page.locator(`a[href="${href}"]`) }), href };
}

/** The heading's link of the row has the focus; keys are lost until the page listens. */
async function pressOn(page: Page, row: Locator, key: string, effect: () => Promise<void>): Promise<void> {
  await expect(async () => {
    await row.getByRole('heading').getByRole('link').focus();
    await page.keyboard.press(key);
    await effect();
  }).toPass({ timeout: 20_000 });
}

test('one key confirms a complaint: the row leaves, the reader is at the next one, the report is filed', async ({
  page,
}) => {
  const { row, href } = await rowWhere(page, true);
  const login = await row.locator('dd').last().locator('a, b').first().innerText();
  await expect(row.locator('mark').first()).toBeVisible();
  await pressOn(page, row, 'c', () =>
    expect(page.getByText(/als Beschwerde bestätigt/)).toBeVisible({ timeout: 3_000 }),
  );
  await expect(row).toHaveCount(0);
  await expect(page.locator('[data-row-focus]:focus')).toBeVisible();

  await expect(async () => {
    await page.goto(href);
    await expect(page.getByText('Verarbeitet', { exact: true })).toBeVisible({ timeout: 2_000 });
  }).toPass({ timeout: 60_000 });
  await expect(page.getByText(/^Beschwerde \(/)).toContainText('Administration');
  await expect(page.getByRole('link', { name: login }).first()).toBeVisible();
});

test('one key says that a mail is no complaint: it lies with the kept mail, with who said so', async ({
  page,
}) => {
  const { row, href } = await rowWhere(page, true);
  await pressOn(page, row, 'n', () =>
    expect(page.getByText(/: keine Beschwerde\. Sie liegt jetzt/)).toBeVisible({ timeout: 3_000 }),
  );
  await expect(row).toHaveCount(0);
  await expect(async () => {
    await page.goto('/intake?state=kept&place=no-complaint');
    await expect(page.locator(`a[href="${href}"]`)).toBeVisible({ timeout: 2_000 });
  }).toPass({ timeout: 60_000 });
  await page.goto(href);
  await expect(page.getByText(/^keine Beschwerde \(/)).toContainText('Administration');
  await expect(page.getByText('Aus dieser Mail ist keine Meldung entstanden.')).toBeVisible();
});

test('a complaint whose account nobody knows asks for it, and takes none of somebody else', async ({
  page,
}) => {
  const { row } = await rowWhere(page, false);
  const field = row.getByLabel('Konto', { exact: true });
  await pressOn(page, row, 'c', () => expect(field).toBeFocused({ timeout: 1_000 }));
  await field.fill('jemand@fremd.example');
  await page.keyboard.press('Enter');
  await expect(
    row.getByText(/Dieses Konto gibt es nicht, und seine Domain liegt nicht bei uns/),
  ).toBeVisible();
  await expect(field).toHaveValue('jemand@fremd.example');
  await field.fill('kunde@musterpost.example');
  await row.getByRole('button', { name: 'Als Beschwerde bestätigen' }).click();
  await expect(page.getByText(/als Beschwerde gegen kunde@musterpost\.example bestätigt/)).toBeVisible();
  await expect(row).toHaveCount(0);
});

test('two agents judge one mail: the second is told who was faster, and changes nothing', async ({
  page,
  context,
}) => {
  const { row, href } = await rowWhere(page, true);
  const other = await context.newPage();
  await other.goto(href);
  await row.getByRole('button', { name: 'Keine Beschwerde' }).click();
  await expect(page.getByText(/: keine Beschwerde\. Sie liegt jetzt/)).toBeVisible();

  await other.getByRole('button', { name: 'Beschwerde bestätigen' }).click();
  await expect(other.getByText(/Administration war schneller: keine Beschwerde/)).toBeVisible();
  await expect(other.getByText(/als Beschwerde bestätigt/)).toHaveCount(0);
});

test('who switched single keys off has none, and works with the buttons', async ({ page, browser }) => {
  const { page: own } = await newAgent(browser, page, 'Tilda Ohnetasten');
  await own.goto('/me');
  await own.getByLabel('Einzelne Tasten als Kürzel').uncheck();
  await own.getByRole('button', { name: 'Speichern' }).first().click();
  await expect(own.getByText('Gespeichert.')).toBeVisible();
  const rows = await openList(own);
  const count = await rows.count();
  await rows.first().getByRole('heading').getByRole('link').focus();
  for (const key of ['j', 'c', 'n']) await own.keyboard.press(key);
  await expect(rows.first().getByRole('heading').getByRole('link')).toBeFocused();
  await own.reload();
  expect(await rows.count()).toBe(count);
  await expect(own.locator('[data-key]')).toHaveCount(0);
  await own.context().close();
});

test('kept mail stands in places, each with the facts that matter', async ({ page }) => {
  await openList(page);
  await page.goto('/intake?state=kept');
  const places = page.getByRole('navigation', { name: 'Art der abgelegten Mail' });
  await places.getByRole('link', { name: /Unzustellbarkeitsberichte/ }).click();
  await expect(page).toHaveURL(/place=dsn/);
  const rows = page.getByRole('row').filter({ has: page.getByRole('cell') });
  await expect(rows.first()).toContainText('Empfänger');
  await expect(rows.first()).toContainText('5.1.1');
  await places.getByRole('link', { name: /DMARC-Berichte/ }).click();
  await expect(rows.first()).toContainText('Zeitraum');
  await rows.first().getByRole('link').click();
  await expect(page.getByRole('heading', { name: 'Was die Mail sagt' })).toBeVisible();
});

test('mail to check and kept mail are usable by everybody and on a phone', async ({ page }) => {
  test.slow();
  const { href } = await rowWhere(page, true);
  await page.goto('/intake?state=kept&place=loop-administration');
  const kept = await page.getByRole('row').nth(1).getByRole('link').getAttribute('href');
  for (const path of [LIST, href, '/intake?state=kept', kept ?? '/']) await expectSoundPage(page, path);
});
