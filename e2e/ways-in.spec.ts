// Mail that is handed over: a token from its making to its end, and files on the Intake page.

import { expect, expectSoundPage, test } from './support/page-checks';
import { newAgent } from './support/people';

const mail = (text: string) => `From: a@example.net\r\nSubject: ${text}\r\n\r\nText\r\n`;
const unique = () => `${Date.now()}-${Math.random().toString(36).slice(2)}`;

test('an administrator makes a token, a program posts with it, and revoked it is refused', async ({
  page,
  playwright,
  baseURL,
}) => {
  const name = `Exporter ${unique()}`;
  await page.goto('/api-tokens');
  await page.getByLabel('Name', { exact: true }).fill(name);
  await page.getByLabel('Stand eigener Meldungen lesen').check();
  await page.getByRole('button', { name: 'Zugang anlegen' }).click();
  const note = page.getByRole('status').filter({ hasText: name });
  const token = (await note.locator('code').textContent()) ?? '';
  expect(token).toMatch(/^mst_[\w-]{43}$/);

  const program = await playwright.request.newContext({
    baseURL,
    storageState: { cookies: [], origins: [] },
  });
  const authorization = `Bearer ${token}`;
  const post = (data: string) =>
    program.post('/api/v1/reports', { data, headers: { authorization, 'content-type': 'message/rfc822' } });
  const raw = mail(`posted ${unique()}`);
  const first = await post(raw);
  expect(first.status()).toBe(201);
  const { id } = (await first.json()) as { id: number };
  expect((await post(raw)).status()).toBe(200);
  // Twelve megabytes: more than a request may have that passes the page proxy.
  expect((await post(mail(unique()) + 'x'.repeat(12 * 1024 * 1024))).status()).toBe(201);
  await expect
    .poll(async () => {
      const answer = await program.get(`/api/v1/reports/${id}`, { headers: { authorization } });
      return ((await answer.json()) as { state: string }).state;
    })
    .toBe('not_recognised');
  const signedIn = await page.request.post('/api/v1/reports', {
    data: raw,
    headers: { 'content-type': 'message/rfc822' },
  });
  expect(signedIn.status()).toBe(401);

  await page.reload();
  await expect(page.getByText(token)).toHaveCount(0);
  const row = page.getByRole('row').filter({ hasText: name });
  await expect(row).toContainText(token.slice(0, 10));
  await row.getByRole('button', { name: `Zugang „${name}“ widerrufen` }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Widerrufen', exact: true }).click();
  // The question itself says the word: only once it is gone is the row's state meant.
  await expect(page.getByRole('dialog')).toBeHidden();
  await expect(row).toContainText('widerrufen');
  expect((await post(raw)).status()).toBe(401);
  await program.dispose();
});

test('a token without a right is not made, and the reason stands beside the field', async ({ page }) => {
  await page.goto('/api-tokens');
  await page.getByLabel('Name', { exact: true }).fill('ohne Recht');
  await page.getByLabel('Meldungen einliefern').uncheck();
  await page.getByRole('button', { name: 'Zugang anlegen' }).click();
  await expect(page.getByText('Wählen Sie mindestens ein Recht.')).toBeVisible();
  await expect(page.getByLabel('Name', { exact: true })).toHaveValue('ohne Recht');
});

test('an agent hands in an mbox and a mail, sees what is new and what was known, and nothing wrong gets in', async ({
  page: administrator,
  browser,
}) => {
  const { page } = await newAgent(browser, administrator, 'Ute Upload');
  await page.goto('/intake');
  const [one, two] = [mail(`eins ${unique()}`), mail(`zwei ${unique()}`)];
  const separator = 'From a@example.net Mon Nov 16 10:00:00 2026\r\n';
  const mbox = [one, two, one].map((text) => `${separator}${text}\r\n`).join('');
  const chooser = page.waitForEvent('filechooser');
  await page.getByRole('button', { name: 'Dateien wählen' }).press('Enter');
  await (
    await chooser
  ).setFiles([
    { name: 'monat.mbox', mimeType: 'application/mbox', buffer: Buffer.from(mbox) },
    { name: 'zwei.eml', mimeType: 'message/rfc822', buffer: Buffer.from(two) },
    { name: 'bild.eml', mimeType: 'image/png', buffer: Buffer.from([0x89, 0x50, 0x4e, 0x47, 0, 0]) },
  ]);
  const item = (name: string) =>
    page.getByRole('list', { name: 'Eingelieferte Dateien' }).locator('> li').filter({ hasText: name });
  await expect(item('monat.mbox')).toContainText('2 neue Mails, eine war schon bekannt.');
  await expect(item('zwei.eml')).toContainText('Nichts Neues, eine war schon bekannt.');
  await expect(item('bild.eml')).toContainText('weder eine Mail noch ein mbox-Postfach');
  await item('zwei.eml')
    .getByRole('link', { name: /^Mail \d+$/ })
    .click();
  await expect(page.getByRole('cell', { name: 'Upload' }).first()).toBeVisible();
  await page.context().close();
});

test('a file that is dropped on the field is handed in', async ({ page }) => {
  await page.goto('/intake');
  const text = mail(`fallen gelassen ${unique()}`);
  const transfer = await page.evaluateHandle((content) => {
    const data = new DataTransfer();
    data.items.add(new File([content], 'fallen.eml', { type: 'message/rfc822' }));
    return data;
  }, text);
  // What is dropped before the page listens is lost; the same mail dropped twice is new once.
  await expect(async () => {
    await page.getByTestId('upload-drop').dispatchEvent('drop', { dataTransfer: transfer });
    await expect(page.getByText('Eine neue Mail.')).toBeVisible({ timeout: 3_000 });
  }).toPass({ timeout: 20_000 });
});

test('a page of somebody else cannot upload for a person who is signed in', async ({ page }) => {
  const answer = await page.request.post('/intake/upload', {
    data: mail('fremd'),
    headers: { origin: 'https://evil.example', 'content-type': 'application/octet-stream' },
  });
  expect(answer.status()).toBe(403);
  expect(await answer.text()).toContain('foreign-origin');
});

test('API access is for administrators, and usable by everybody and on a phone', async ({
  page,
  browser,
}) => {
  test.slow();
  await expectSoundPage(page, '/api-tokens');
  const { page: agent } = await newAgent(browser, page, 'Alma Agentin');
  expect((await agent.goto('/api-tokens'))?.status()).toBe(403);
  await agent.context().close();
});
