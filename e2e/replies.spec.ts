// A customer's answer, from its arrival to the released account, in the browser with the sample provider: its customer
// answers by mail, an agent writes back with a draft that outlives the page, and the account is let go.

import type { Page } from '@playwright/test';
import { expect, expectAccessible, expectFitsPhone, expectSoundPage, test } from './support/page-checks';
import { newAgent } from './support/people';

/** A case that no other file decides about; this customer answers their notice. */
const account = 'ruth.osterkamp@musterpost.example';

async function findCase(page: Page): Promise<string> {
  await expect(async () => {
    await page.goto(`/cases?q=${account}`);
    await expect(page.getByRole('link', { name: account }).first()).toBeVisible({ timeout: 1_000 });
  }).toPass({ timeout: 60_000 });
  return (await page.getByRole('link', { name: account }).first().getAttribute('href')) ?? '';
}

async function lockAndNotify(page: Page): Promise<void> {
  const measures = page.locator('#measures');
  await measures.getByRole('button', { name: 'Versandsperre …' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Versand sperren' }).click();
  await expect(measures.getByText('bestätigt').first()).toBeVisible({ timeout: 30_000 });
  await page.locator('#thread').getByRole('link', { name: 'Benachrichtigung verfassen' }).click();
  await expect(page.getByRole('region', { name: 'Vorschau' })).toBeVisible();
  await page.getByRole('button', { name: 'Freigeben', exact: true }).click();
  await expect(page.locator('#thread').getByText('nicht versandt (Musterbetrieb)')).toBeVisible({
    timeout: 45_000,
  });
}

const words = 'Ja, bitte ändern Sie noch das Passwort Ihres Routers.';

/** Writes the answer, and leaves the page with it and comes back. */
async function writeAnswer(page: Page): Promise<void> {
  const text = page.getByLabel('Ihre Antwort');
  await expect(text).toHaveValue(/^Guten Tag, Ruth Osterkamp,/);
  await expect(page.getByRole('button', { name: 'Senden', exact: true })).toBeHidden();
  await text.fill(words);
  await page.getByRole('button', { name: 'Danke, wir prüfen' }).click();
  await expect(text).toHaveValue(/Routers\.\n\nVielen Dank für Ihre Antwort\./);
  await page
    .getByLabel('Datei anhängen')
    .setInputFiles({ name: 'anleitung.txt', mimeType: 'text/plain', buffer: Buffer.from('Schritt 1') });
  await expect(page.getByRole('list', { name: 'Anhänge' })).toContainText('anleitung.txt');
  await expect(page.getByText(/^Gesichert um/)).toBeVisible();
  await expect(page.getByRole('region', { name: 'So geht die Antwort hinaus' })).toContainText(
    '> danke für die schnelle Nachricht.',
  );
  await expectAccessible(page, 'light');
  await text.pressSequentially(' Bis bald!');
  await page.reload();
  await expect(text).toHaveValue(/Bis bald!$/);
  await expect(page.getByRole('list', { name: 'Anhänge' })).toContainText('anleitung.txt');
}

test('an answer arrives, is answered with a draft that survives, and the account is let go', async ({
  page,
  browser,
}) => {
  test.setTimeout(300_000);
  const href = await findCase(page);
  await page.goto(href);
  await lockAndNotify(page);
  const thread = page.locator('#thread');
  await expect(thread.getByRole('heading', { name: 'Eine Antwort wartet' })).toBeVisible({ timeout: 60_000 });
  await expect(thread.getByText('Absender bestätigt')).toBeVisible();
  const told = thread.getByText(/versandt wird Spam|wird Spam versandt/);
  await expect(told.filter({ visible: true })).toHaveCount(0);
  await expectAccessible(page, 'dark');

  await thread.getByRole('link', { name: 'Antworten', exact: true }).click();
  await writeAnswer(page);
  const ben = await newAgent(browser, await page.context().newPage(), 'Ben Beispiel');
  await ben.page.goto(href);
  await expect(ben.page.locator('#thread').getByText('Administration schreibt gerade')).toBeVisible();
  await ben.page.context().close();

  await page.getByRole('button', { name: 'Senden', exact: true }).click();
  await thread.getByRole('button', { name: 'Zurückziehen' }).click();
  await expect(thread.getByRole('heading', { name: 'Eine Antwort wartet' })).toBeVisible();
  await thread.getByRole('link', { name: 'Weiterschreiben' }).click();
  await expect(page.getByLabel('Ihre Antwort')).toHaveValue(/Bis bald!$/);
  await expect(page.getByRole('list', { name: 'Anhänge' })).toContainText('anleitung.txt');
  await expectFitsPhone(page);
  await page.setViewportSize({ width: 1280, height: 800 });
  await page.getByLabel('Ihre Antwort').pressSequentially(' Ihr Team');
  await page.getByRole('button', { name: 'Senden', exact: true }).click();
  await expect(thread.getByRole('heading', { name: 'Eine Antwort wartet' })).toBeHidden();
  await expect(thread.getByText('beantwortet', { exact: true })).toBeVisible();
  await expect(thread.getByText('nicht versandt (Musterbetrieb)')).toHaveCount(2, { timeout: 45_000 });
  await expect(thread.getByText('1 Anhang: anleitung.txt').first()).toBeVisible();

  await release(page);
});

/** What the answer says is only proposed; a person confirms each step, then the account goes. */
async function release(page: Page): Promise<void> {
  await expect(page.getByText('laut Antwort erledigt')).toHaveCount(3);
  const left = page.getByRole('button', { name: 'Bestätigen', exact: true });
  for (let count = await left.count(); count > 0; count -= 1) {
    await left.first().click();
    await expect(left).toHaveCount(count - 1);
  }
  await expect(page.getByText('Nichts fehlt.')).toBeVisible();
  await page.getByRole('button', { name: 'Konto freigeben' }).click();
  await expect(page.getByRole('heading', { name: 'Wieder freigegeben' })).toBeVisible({ timeout: 90_000 });
  await expect(page.locator('#measures').getByText('Keine Maßnahme in Kraft.')).toBeVisible({
    timeout: 30_000,
  });
}

test('the pages of a conversation without mail are sound', async ({ page }) => {
  await page.goto('/cases?q=petersen');
  const href =
    (await page
      .getByRole('link', { name: /petersen/ })
      .first()
      .getAttribute('href')) ?? '';
  await page.goto(`${href}/answer`);
  await expect(page.getByText('Es gibt keine Antwort des Kunden')).toBeVisible();
  await expectSoundPage(page, `${href}/thread`);
  await expectSoundPage(page, '/replies');
});
