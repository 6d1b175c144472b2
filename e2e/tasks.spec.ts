import type { Locator, Page } from '@playwright/test';
import { expect, expectSoundPage, test } from './support/page-checks';
import { newAgent } from './support/people';

/** The open tasks; waits until the sample provider's mails have raised some. The tests here end some of them. */
async function openTasks(page: Page, atLeast = 1): Promise<Locator> {
  const rows = page.locator('[data-row]');
  await expect(async () => {
    await page.goto('/tasks');
    expect(await rows.count()).toBeGreaterThanOrEqual(atLeast);
  }).toPass({ timeout: 60_000 });
  return rows;
}

test('a verification shows its code and its link as text that can be copied, never as a link', async ({
  page,
  context,
}) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  const rows = await openTasks(page, 3);
  const task = rows.filter({ hasText: 'Feedback-Loop bestätigen' }).first();
  const link = await task.locator('code', { hasText: 'https://' }).first().innerText();
  await expect(task.locator('a[href^="http"]')).toHaveCount(0);
  await task.getByRole('button', { name: 'Link kopieren' }).first().click();
  await expect(task.getByRole('status').filter({ hasText: 'Kopiert' })).toHaveCount(1);
  expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(link);
  await task.getByRole('link', { name: /^Mail ansehen/ }).click();
  await expect(page.getByRole('heading', { name: 'Aufgaben aus dieser Mail' })).toBeVisible();
  await expect(page.locator(`a[href="${link}"]`)).toHaveCount(0);
});

test('a task that is done leaves with a note, and can be looked up', async ({ page }) => {
  const rows = await openTasks(page);
  const count = await rows.count();
  const task = rows.filter({ hasText: 'Flut von Meldungen' });
  await expect(task).toContainText('Angebliche Absender');
  await task.locator('summary').click();
  await task.getByLabel('Notiz').fill('Absender beim Nachbarn gemeldet.');
  await task.getByRole('button', { name: 'Als erledigt markieren' }).click();
  await expect(page.getByText('Aufgabe erledigt: Flut von Meldungen.')).toBeVisible();
  await expect(rows).toHaveCount(count - 1);
  const nav = page.getByRole('navigation', { name: 'Hauptnavigation' }).first();
  await expect(nav.getByRole('link', { name: /Aufgaben/ })).toContainText(String(count - 1));

  await page.getByRole('link', { name: 'Erledigt' }).click();
  const done = rows.filter({ hasText: 'Absender beim Nachbarn gemeldet.' });
  await expect(done).toContainText('erledigt von Administration');
  await expect(done.locator('summary')).toHaveCount(0);
});

test('two people end one task: the second is told', async ({ page, context }) => {
  const rows = await openTasks(page);
  const other = await context.newPage();
  await other.goto('/tasks');
  // Some tasks end where their work is done, and have nothing to click here.
  const last = (one: Page) =>
    one
      .locator('[data-row]')
      .filter({ has: one.locator('summary') })
      .last();
  await last(page).locator('summary').click();
  await last(page).getByRole('button', { name: 'Als erledigt markieren' }).click();
  await expect(page.getByText(/^Aufgabe erledigt/)).toBeVisible();
  await last(other).locator('summary').click();
  await last(other).getByRole('button', { name: 'Als erledigt markieren' }).click();
  await expect(other.getByText(/Administration war schneller: Die Aufgabe ist seit/)).toBeVisible();
  expect(await rows.count()).toBeGreaterThan(0);
});

test('an agent sees no task that is for admins', async ({ page, browser }) => {
  await openTasks(page);
  const { page: own } = await newAgent(browser, page, 'Arne Aufgabe');
  await own.goto('/tasks');
  await expect(own.getByRole('heading', { level: 1, name: 'Aufgaben' })).toBeVisible();
  await expect(own.getByText('Feedback-Loop bestätigen')).toHaveCount(0);
  await own.context().close();
});

test('tasks are usable by everybody and on a phone', async ({ page }) => {
  test.slow();
  await openTasks(page);
  for (const path of ['/tasks', '/tasks?tab=done']) await expectSoundPage(page, path);
});
