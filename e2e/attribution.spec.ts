// Who sent it, as people see it: the verdict of the mail log with the lines that carry it, and an account set by hand.

import type { Page } from '@playwright/test';
import { expect, expectSoundPage, test } from './support/page-checks';

const unique = () => `${Date.now()}-${Math.random().toString(36).slice(2)}`;

/** A report about a mail that names a mailbox of the sample provider and nothing that a log could be asked by. */
const report = (id: string): string =>
  [
    `From: fbl@reports.example\r\nSubject: account ${id}`,
    'Content-Type: multipart/report; report-type=feedback-report; boundary="a"',
    ...['', '--a', 'Content-Type: text/plain', '', `One report, ${id}.`, '--a'],
    ...['Content-Type: message/feedback-report', '', 'Feedback-Type: abuse', 'User-Agent: Test/1'],
    ...['Version: 1', '--a', 'Content-Type: message/rfc822', ''],
    ...['From: <falsch@musterpost.example>', `Subject: Angebot ${id}`, '', 'Angebot', '--a--', ''],
  ].join('\r\n');

/** Hands the report in and answers the address of its mail. */
async function handIn(page: Page, id: string, baseURL: string | undefined): Promise<string> {
  const answer = await page.request.post('/intake/upload', {
    data: Buffer.from(report(id)),
    headers: { origin: baseURL ?? '', 'content-type': 'application/octet-stream' },
  });
  expect(await answer.text()).toContain('"isDone":true');
  const link = page.getByRole('link', { name: `account ${id}` });
  await expect(async () => {
    await page.goto('/intake');
    await expect(link).toBeVisible({ timeout: 1_000 });
  }).toPass({ timeout: 60_000 });
  return (await link.getAttribute('href')) ?? '';
}

/** The mail's page once it has been read and says `text`, with the form folded out. */
async function openForm(page: Page, path: string, text: string) {
  const form = page.getByRole('form', { name: /^Konto der Meldung \d+ setzen/ });
  await expect(async () => {
    await page.goto(path);
    await expect(page.getByText(text).first()).toBeVisible({ timeout: 1_000 });
    await page.locator('summary', { hasText: 'Konto setzen oder berichtigen' }).click({ timeout: 1_000 });
    await expect(form).toBeVisible({ timeout: 1_000 });
  }).toPass({ timeout: 60_000 });
  return form;
}

test('an agent corrects the account of a report with a reason, and takes it back', async ({
  page,
  baseURL,
}) => {
  const id = unique();
  const path = await handIn(page, id, baseURL);
  let form = await openForm(page, path, 'falsch@musterpost.example');
  await form.getByLabel('Konto').fill('niemand@anderswo.example');
  await form.getByRole('button', { name: 'Konto setzen' }).click();
  await expect(form.getByText('Bitte ausfüllen.')).toBeVisible();
  await form.getByLabel('Grund').fill(`Am Telefon bestätigt ${id}`);
  await form.getByRole('button', { name: 'Konto setzen' }).click();
  await expect(form.getByText(/Dieses Konto gibt es nicht/)).toBeVisible();

  await form.getByLabel('Konto').fill(`richtig-${id}@musterpost.example`);
  await form.getByRole('button', { name: 'Konto setzen' }).click();
  await expect(page.getByText(/wird mit diesem Stand neu eingelesen/)).toBeVisible();
  form = await openForm(page, path, `Von Hand gesetzt: richtig-${id}@musterpost.example`);
  await expect(page.getByText(`Am Telefon bestätigt ${id}`).first()).toBeVisible();
  await expect(page.getByRole('link', { name: `richtig-${id}@musterpost.example` }).first()).toBeVisible();

  await form.getByLabel('Grund').fill('Verwechslung');
  await form.getByRole('button', { name: 'Berichtigung zurücknehmen' }).click();
  await expect(page.getByText(/wird mit diesem Stand neu eingelesen/)).toBeVisible();
  await openForm(page, path, 'falsch@musterpost.example');
  await expect(page.getByText(/^Von Hand gesetzt/)).toHaveCount(0);
  await expectSoundPage(page, path);
});

test('the evidence of a complaint shows what the mail log says, with the lines that carry it', async ({
  page,
}) => {
  const lines = page.getByRole('list', { name: 'Zeilen aus dem Mail-Log' });
  await expect(async () => {
    await page.goto('/cases?sort=complaints');
    await page.getByRole('table').getByRole('link').first().click({ timeout: 2_000 });
    await page
      .getByRole('link', { name: /^Beleg/ })
      .first()
      .click({ timeout: 5_000 });
    await expect(lines).toBeVisible({ timeout: 5_000 });
  }).toPass({ timeout: 80_000 });
  await expect(page.getByText(/versandt \(Mail-Log\)/)).toBeVisible();
  await expect(lines.getByRole('listitem').first()).toContainText('sasl_username=');
  await expect(page.getByRole('link', { name: 'Konto berichtigen' })).toBeVisible();
  await expectSoundPage(page, page.url());
});
