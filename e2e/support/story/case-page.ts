// The page of the case, as the agent of the story uses it.

import type { Page } from '@playwright/test';
import { expect } from '../page-checks';
import { showSecondFactor } from '../second-factor';

/** Waits for the open case of `login` and opens it; answers its number. */
export async function openCase(page: Page, login: string): Promise<string> {
  const link = page.getByRole('link', { name: login }).first();
  await expect(async () => {
    await page.goto('/cases');
    await expect(link).toBeVisible({ timeout: 2_000 });
    // A complaint that came before its log lines is looked at again a minute later.
  }).toPass({ timeout: 150_000 });
  await link.click();
  const heading = page.getByRole('heading', { level: 1 });
  await expect(heading).toContainText(login);
  return /AD-\d{4}-\d+/.exec(await heading.innerText())?.[0] ?? '';
}

/** Loads the page again until it says `text` outside of what is folded. */
export async function reloadUntil(page: Page, text: string | RegExp): Promise<void> {
  await expect(async () => {
    await page.reload();
    await expect(page.getByRole('main').getByText(text).first()).toBeVisible({ timeout: 2_000 });
  }).toPass({ timeout: 60_000 });
}

/** Looks at the first complaint: the verdict, and the line of the log that carries it. */
export async function seeEvidence(page: Page, login: string): Promise<void> {
  const address = page.url();
  await page
    .getByRole('link', { name: /^Beleg/ })
    .first()
    .click();
  await expect(page.getByText('vom Konto versandt (Mail-Log)')).toBeVisible();
  const lines = page.getByRole('list', { name: 'Zeilen aus dem Mail-Log' });
  await expect(lines).toContainText(`sasl_username=${login}`);
  await page.goto(address);
}

/** Orders one measure through every connector that offers it; `code` where the second factor is asked for. */
export async function orderMeasure(
  page: Page,
  { button, submit, code }: { button: string; submit: string; code?: string },
): Promise<void> {
  await page.locator('#measures').getByRole('button', { name: button }).click();
  const dialog = page.getByRole('dialog').filter({ hasText: 'Wen das betrifft' });
  await dialog.getByLabel('Begründung der Ausnahme').fill('Sechs Beschwerden in einer Minute');
  await dialog.getByRole('button', { name: submit, exact: true }).click();
  if (code !== undefined)
    await showSecondFactor(
      page.getByRole('dialog').filter({ hasText: 'Zweiten Faktor zeigen' }).last(),
      code,
    );
  await expect(dialog).toBeHidden();
}

/** The measure `kind` through `connector` is proved. */
export async function expectConfirmed(page: Page, kind: string, connector: string): Promise<void> {
  const one = page.locator('#measures').getByRole('listitem').filter({ hasText: connector });
  await expect(one.filter({ hasText: kind }).first().getByText('bestätigt', { exact: false })).toBeVisible({
    timeout: 60_000,
  });
}

/** Releases the notice that the page proposes, after a look at where it goes. */
export async function releaseNotice(page: Page, number: string, to: string, subject: string): Promise<void> {
  await page.goto(`/cases/${number}/notice`);
  const preview = page.getByRole('region', { name: 'Vorschau' });
  await expect(preview).toContainText(to);
  await expect(preview).toContainText(subject);
  await page.getByRole('button', { name: 'Freigeben', exact: true }).click();
  await expect(page).toHaveURL(new RegExp(`/cases/${number}$`));
}

/** Confirms every step that the answer proposes, takes the answer off the pile, and lets the account go. */
export async function releaseAccount(page: Page): Promise<void> {
  const open = page.getByRole('form', { name: /^Bestätigen: / });
  await expect(page.getByText('laut Antwort erledigt')).toHaveCount(5);
  for (let left = await open.count(); left > 0; left -= 1) {
    await open.first().getByRole('button').click();
    await expect(open).toHaveCount(left - 1);
  }
  await page.getByRole('form', { name: 'Erledigt' }).getByRole('button').click();
  await expect(page.getByText('Nichts fehlt. Alle Maßnahmen werden aufgehoben')).toBeVisible();
  await page.getByRole('button', { name: 'Konto freigeben' }).click();
}

/** Sends back what is still held; again where the desk itself has changed the case since the page was loaded. */
export async function returnHeldMail(page: Page): Promise<void> {
  const queue = page.locator('#queue');
  await expect(async () => {
    await page.reload();
    await queue.getByRole('button', { name: 'Alle mit Beschwerden auswählen' }).click({ timeout: 2_000 });
    await queue.getByRole('radio', { name: 'Zurückschicken' }).check();
    await queue.getByRole('button', { name: 'Anordnen' }).click();
    await expect(queue.getByText('beginnt in')).toBeVisible({ timeout: 5_000 });
  }).toPass({ timeout: 60_000 });
}
