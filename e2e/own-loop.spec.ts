// Our own feedback loop in the browser: a subscriber is entered and proves a domain by the code in the mail to postmaster,
// then a click that a program hands in and one that comes by mail are reports to him. For administrators alone.

import { mkdirSync, mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { expect, expectSoundPage, test } from './support/page-checks';
import { newAgent } from './support/people';

const unique = `${Date.now()}`;
const domain = `versand-${unique}.example`;
const organisation = `Versandhaus ${unique}`;
/** Of the range for measurements (RFC 2544), so that no other test's sender has it. */
const address = `198.18.${Number(unique) % 251}.${Math.floor(Number(unique) / 251) % 251}`;

let maildir: string;
test.beforeAll(() => {
  maildir = mkdtempSync(join(tmpdir(), 'meldestelle-clicks-'));
  for (const folder of ['cur', 'new', 'tmp']) mkdirSync(join(maildir, folder));
});
test.afterAll(() => rmSync(maildir, { recursive: true, force: true }));

const mail = (serial: number) =>
  [
    `Received: from out.${domain} (out.${domain} [${address}]) by mx1.musterpost.example with ESMTPS id E${serial};`,
    '\tSun, 22 Nov 2026 09:00:00 +0000',
    `From: Angebote <angebote@${domain}>`,
    'To: leser@musterpost.example',
    `Subject: Angebot ${serial}`,
    `Message-ID: <${serial}.${unique}@${domain}>`,
    '',
    'Nur heute.',
    '',
  ].join('\r\n');

/** As the server of the mailboxes reports it. */
const click = (serial: number) =>
  [
    'Received: from localhost (localhost [127.0.0.1]) by mx1.musterpost.example with ESMTP id K1;',
    '\tSun, 22 Nov 2026 09:05:00 +0000',
    'From: leser@musterpost.example',
    `Subject: Das ist Spam ${unique}`,
    'MIME-Version: 1.0',
    'Content-Type: multipart/mixed; boundary="spam"',
    '',
    '--spam',
    'Content-Type: message/rfc822',
    '',
    mail(serial),
    '--spam--',
    '',
  ].join('\r\n');

async function addSubscriber(page: Page): Promise<string> {
  await page.goto('/own-loop/new');
  await page.getByLabel('Organisation').fill(organisation);
  await page.getByLabel('Adresse für Meldungen').fill(`fbl@${domain}`);
  await page.getByLabel('Domains').fill(domain);
  await page.getByLabel('Adressbereiche').fill(`${address}/32`);
  await page.getByRole('button', { name: 'Speichern' }).click();
  await expect(page.getByRole('heading', { level: 1 })).toContainText('Wartet auf Bestätigung');
  return new URL(page.url()).pathname;
}

async function proveDomain(page: Page, subscriber: string): Promise<void> {
  await page.getByRole('button', { name: `Code senden für ${domain}` }).click();
  await expect(page.getByText(`Code an postmaster@${domain}`)).toBeVisible();
  await page.goto('/passing-on/sent');
  await page.getByRole('link', { name: `Feedback-Loop: ${domain}` }).click();
  const source = page.getByText(/[A-Z0-9]{4}-[A-Z0-9]{4}-[A-Z0-9]{4}/).first();
  const code = /[A-Z0-9]{4}-[A-Z0-9]{4}-[A-Z0-9]{4}/.exec((await source.textContent()) ?? '')?.[0] ?? '';
  await page.goto(subscriber);
  await page.getByLabel('Code, den der Teilnehmer nennt').fill('ABCD-EFGH-JKMN');
  await page.getByRole('button', { name: `${domain} bestätigen` }).click();
  await expect(page.getByText('Dieser Code ist falsch.').first()).toBeVisible();
  await page.getByLabel('Code, den der Teilnehmer nennt').fill(code);
  await page.getByRole('button', { name: `${domain} bestätigen` }).click();
  await expect(page.getByRole('heading', { level: 1 })).toContainText('Aktiv');
}

async function makeToken(page: Page): Promise<string> {
  const name = `Webmail ${unique}`;
  await page.goto('/api-tokens');
  await page.getByLabel('Name', { exact: true }).fill(name);
  await page.getByLabel('Meldungen einliefern').uncheck();
  await page.getByLabel('Mails für den eigenen Feedback-Loop einliefern').check();
  await page.getByRole('button', { name: 'Zugang anlegen' }).click();
  const note = page.getByRole('status').filter({ hasText: name });
  return (await note.locator('code').textContent()) ?? '';
}

async function addMailbox(page: Page): Promise<void> {
  await page.goto('/mailboxes/new');
  await page.getByLabel('Name', { exact: true }).fill(`Klicks ${unique}`);
  await page.getByLabel('Art', { exact: true }).selectOption('maildir');
  await page.getByLabel('Was hier ankommt').selectOption('spam-clicks');
  await page.getByLabel('Pfad des Maildirs').fill(maildir);
  await page.getByRole('button', { name: 'Speichern' }).click();
  await expect(page).toHaveURL(/\/mailboxes$/);
}

test('a subscriber proves a domain and gets a click by the API and one by mail', async ({
  page,
  playwright,
  baseURL,
}) => {
  test.setTimeout(300_000);
  const subscriber = await addSubscriber(page);
  await proveDomain(page, subscriber);

  const authorization = `Bearer ${await makeToken(page)}`;
  const program = await playwright.request.newContext({
    baseURL,
    storageState: { cookies: [], origins: [] },
  });
  const answer = await program.post(
    `/api/v1/own-loop?kind=click&recipient=leser@musterpost.example&address=${address}`,
    { data: mail(1), headers: { authorization, 'content-type': 'message/rfc822' } },
  );
  expect(await answer.json()).toEqual({ matched: 1, queued: 1, held: 0, known: 0 });
  await program.dispose();

  writeFileSync(join(maildir, 'tmp', `1.${unique}.mx1`), click(2));
  renameSync(join(maildir, 'tmp', `1.${unique}.mx1`), join(maildir, 'new', `1.${unique}.mx1`));
  await addMailbox(page);
  const reports = page.getByRole('row');
  await expect(async () => {
    await page.goto(subscriber);
    await expect(reports.filter({ hasText: `Adresse ${address}` })).toHaveCount(2, { timeout: 1_000 });
  }).toPass({ timeout: 120_000 });
  await expectSoundPage(page, subscriber);
  await page.goto('/own-loop');
  await expect(page.getByRole('row').filter({ hasText: organisation })).toContainText('1 von 1 bestätigt');
  await expect(page.getByRole('row').filter({ hasText: `Klicks ${unique}` })).toContainText('In Betrieb');
  const counts = page.getByRole('region', { name: 'Eingegangen in 30 Tagen, nach Weg' });
  await expect(counts.getByRole('row', { name: /^Mail „Das ist Spam“ Gemeldet/ })).toBeVisible();
  await expect(counts.getByRole('row', { name: /^API „Das ist Spam“ Gemeldet/ })).toBeVisible();
  // Its folder goes with the test: nobody else is to meet a mailbox that fails.
  await page.getByRole('link', { name: `Klicks ${unique}` }).click();
  await page.getByRole('button', { name: 'Abruf anhalten' }).click();
  await expect(page.getByRole('button', { name: 'Abruf fortsetzen' })).toBeVisible();
});

test('what strangers send and what is from nobody is shown as such', async ({ page }) => {
  test.slow();
  const counts = page.getByRole('region', { name: 'Eingegangen in 30 Tagen, nach Weg' });
  await expect(async () => {
    await page.goto('/own-loop');
    await expect(counts.getByRole('row', { name: /Von Fremden/ })).toBeVisible({ timeout: 1_000 });
    await expect(counts.getByRole('row', { name: /Von keinem Teilnehmer/ })).toBeVisible({ timeout: 1_000 });
    await expect(counts.getByRole('row', { name: /Falle Gemeldet|Falle Zurückgehalten/ })).toBeVisible({
      timeout: 1_000,
    });
  }).toPass({ timeout: 120_000 });
});

test('our own loop is for administrators, and usable by everybody and on a phone', async ({
  page,
  browser,
}) => {
  test.slow();
  await expectSoundPage(page, '/own-loop');
  await expectSoundPage(page, '/own-loop/new');
  const { page: agent } = await newAgent(browser, page, 'Lotte Leser');
  expect((await agent.goto('/own-loop'))?.status()).toBe(403);
  expect((await agent.goto('/own-loop/1'))?.status()).toBe(403);
  await agent.goto('/feedback-loops');
  await expect(agent.getByRole('link', { name: 'Eigener Feedback-Loop' })).toHaveCount(0);
  await agent.context().close();
});
