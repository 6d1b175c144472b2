// Restricted mail in the browser: it exists for those who handle it and for nobody else, and it takes two to destroy it.

import type { Browser, Page } from '@playwright/test';
import { expect, expectSoundPage, test } from './support/page-checks';
import { newAgent, type Person } from './support/people';

/** What must never be seen anywhere. */
const WORD = 'unaussprechlich';

/** A report about sexual abuse of children as far as the desk reads it; there is nothing in it. */
function restrictedMail(): string {
  const id = `${Date.now()}-${Math.random().toString(36).slice(2)}`;
  const document = {
    xarf_version: '4.2.0',
    category: 'content',
    type: 'csam',
    report_id: id,
    description: WORD,
  };
  return [
    `From: ${WORD}@reports.example`,
    `Subject: ${WORD} ${id}`,
    'Content-Type: application/json; name="xarf.json"',
    '',
    JSON.stringify(document),
  ].join('\r\n');
}

/** Hands a mail in as a file on the Intake page does. */
async function handIn(page: Page, raw: string, baseURL: string | undefined): Promise<void> {
  const answer = await page.request.post('/intake/upload', {
    data: Buffer.from(raw),
    headers: { origin: baseURL ?? '', 'content-type': 'application/octet-stream' },
  });
  expect(answer.status()).toBe(200);
  expect(await answer.text()).toContain('"isDone":true');
}

/** Somebody new who may handle restricted mail: the administrator grants it on the users screen. */
async function newHandler(browser: Browser, administrator: Page, name: string): Promise<Person> {
  const person = await newAgent(browser, administrator, name);
  await administrator.goto('/users');
  await administrator.getByRole('row').filter({ hasText: person.login }).getByRole('link').click();
  await administrator.getByRole('button', { name: 'Recht erteilen' }).click();
  await expect(administrator.getByText('Dieser Benutzer hat das Recht.')).toBeVisible();
  return person;
}

/** The newest restricted mail's address, once it has been read. */
async function newestMail(page: Page): Promise<string> {
  const link = page.getByRole('row').nth(1).getByRole('link');
  await expect(async () => {
    await page.goto('/restricted');
    await expect(page.getByRole('row').nth(1)).toContainText('offen', { timeout: 1_000 });
  }).toPass({ timeout: 60_000 });
  return (await link.getAttribute('href')) ?? '';
}

async function expectNothing(page: Page, path: string): Promise<void> {
  const answer = await page.goto(path);
  expect(answer?.status(), path).toBe(404);
  await expect(page.getByRole('heading', { name: 'Nicht gefunden' })).toBeVisible();
}

async function note(page: Page, step: string, text: string): Promise<void> {
  await page.locator('summary', { hasText: step }).click();
  const form = page.getByRole('form', { name: step });
  await form.getByRole('textbox').fill(text);
  await form.getByRole('button', { name: step }).click();
  await expect(page.getByRole('cell', { name: text })).toBeVisible();
}

test.use({ allowErrors: [/status of 404/] });

test('a restricted report is handled by two people, and seen by nobody else', async ({
  page: administrator,
  browser,
  baseURL,
}) => {
  test.setTimeout(180_000);
  const anna = (await newHandler(browser, administrator, 'Anna Zuständig')).page;
  const bernd = (await newHandler(browser, administrator, 'Bernd Zweiter')).page;
  await handIn(administrator, restrictedMail(), baseURL);
  const path = await newestMail(anna);
  const id = path.split('/').at(-1) ?? '';
  await expect(
    anna.getByRole('link', { name: /Gesperrte Meldungen.*offene gesperrte Meldung/ }).first(),
  ).toBeVisible();

  await anna.goto(path);
  await expect(anna.getByRole('main')).not.toContainText(WORD);
  await expect(anna.getByRole('link', { name: /herunterladen/ })).toHaveCount(0);
  await anna.getByRole('button', { name: 'Übernehmen' }).click();
  await expect(anna.getByRole('cell', { name: 'übernommen' })).toBeVisible();
  await note(anna, 'Übergabe festhalten', 'BKA, Vorgang 4711');
  await note(anna, 'Vernichtung beantragen', 'Sicherung bestätigt, Vorgang 4711');
  await expect(anna.getByText('Bestätigen muss eine andere berechtigte Person.')).toBeVisible();
  await expect(anna.getByRole('button', { name: 'Endgültig vernichten' })).toHaveCount(0);

  await test.step('the administrator finds it nowhere, nor does its handler outside its own place', async () => {
    await expect(administrator.getByRole('link', { name: 'Gesperrte Meldungen' })).toHaveCount(0);
    for (const own of ['/restricted', path]) await expectNothing(administrator, own);
    for (const person of [administrator, anna]) {
      await expectNothing(person, `/intake/${id}`);
      for (const bytes of ['source', 'attachments/0', 'attachments/0?report=0']) {
        expect((await person.request.get(`/intake/${id}/${bytes}`)).status(), bytes).toBe(404);
      }
      await person.goto('/intake');
      await expect(person.locator(`a[href="/intake/${id}"]`)).toHaveCount(0);
      await person.goto('/tasks');
      await expect(person.getByText('Gesperrte Meldung', { exact: true })).toHaveCount(0);
    }
  });

  await bernd.goto(path);
  await bernd.getByRole('button', { name: 'Endgültig vernichten' }).click();
  await expect(bernd.getByText('nicht mehr gespeichert')).toBeVisible();
  await expect(bernd.getByRole('button', { name: 'Übernehmen' })).toHaveCount(0);
  for (const address of ['/restricted', path]) await expectSoundPage(bernd, address);
});

test('the right ends with the next request once it is withdrawn', async ({
  page: administrator,
  browser,
}) => {
  const { page } = await newHandler(browser, administrator, 'Carl Kurz');
  await page.goto('/restricted');
  await expect(page.getByRole('heading', { level: 1, name: 'Gesperrte Meldungen' })).toBeVisible();
  await expect(page.getByText(/^Berechtigt:.*Carl Kurz/)).toBeVisible();
  await administrator.getByRole('button', { name: 'Recht entziehen' }).click();
  await expect(administrator.getByText('Dieser Benutzer hat das Recht nicht.')).toBeVisible();
  await expectNothing(page, '/restricted');
  await page.goto('/cases');
  await expect(page.getByRole('link', { name: /Gesperrte Meldungen/ })).toHaveCount(0);
});
