// Complaints as people see them: plain words, what is derived, oddities, several reports of one mail, the source with
// its machine part, and files that come down under a name of ours.

import type { Page } from '@playwright/test';
import { expect, expectAccessible, expectFitsPhone, test } from './support/page-checks';

const unique = () => `${Date.now()}-${Math.random().toString(36).slice(2)}`;

const arfPart = (boundary: string, fields: string[], subject: string): string[] => [
  `Content-Type: multipart/report; report-type=feedback-report; boundary="${boundary}"`,
  ...['', `--${boundary}`, 'Content-Type: text/plain', '', 'Two reports.', `--${boundary}`],
  ...['Content-Type: message/feedback-report', '', ...fields, `--${boundary}`],
  ...[
    'Content-Type: message/rfc822',
    '',
    'Return-Path: <kunde@musterpost.example>',
    'From: <kunde@musterpost.example>',
    `Subject: ${subject}`,
  ],
  ...['Content-Type: multipart/mixed; boundary="i"', '', '--i', '', 'Angebot', '--i'],
  ...['Content-Type: application/zip', 'Content-Transfer-Encoding: base64'],
  ...['Content-Disposition: attachment; filename="=?utf-8?B?4oCLLmh0YWNjZXNz?="', '', 'UEsDBA==', '--i--'],
  ...[`--${boundary}--`, ''],
];

/** Two reports in one mail, one of them without fields that it should have. */
function twoReports(id: string): string {
  return [
    `From: fbl@reports.example\r\nSubject: two ${id}`,
    'Content-Type: multipart/mixed; boundary="o"\r\n\r\n--o',
    ...arfPart('a', ['Feedback-Type: abuse', 'User-Agent: Test/1', 'Version: 1'], `eins ${id}`),
    '--o',
    ...arfPart('b', ['Feedback-Type: fraud', 'Version: 1'], `zwei ${id}`),
    '--o--\r\n',
  ].join('\r\n');
}

/** Hands the mail in and opens its page once it has been read. */
async function openMail(
  page: Page,
  raw: string,
  subject: string,
  baseURL: string | undefined,
): Promise<string> {
  const answer = await page.request.post('/intake/upload', {
    data: Buffer.from(raw),
    headers: { origin: baseURL ?? '', 'content-type': 'application/octet-stream' },
  });
  expect(await answer.text()).toContain('"isDone":true');
  // Its subject is known once it has been read.
  const link = page.getByRole('link', { name: subject });
  await expect(async () => {
    await page.goto('/intake');
    await expect(link).toBeVisible({ timeout: 1_000 });
  }).toPass({ timeout: 60_000 });
  const path = (await link.getAttribute('href')) ?? '';
  await expect(async () => {
    await page.goto(path);
    await expect(page.getByRole('heading', { name: 'Felder der Meldung' }).first()).toBeVisible({
      timeout: 1_000,
    });
  }).toPass({ timeout: 60_000 });
  return path;
}

test('a mail with two reports says of each what it is, what is odd, and where the other one is', async ({
  page,
  baseURL,
}) => {
  const id = unique();
  const path = await openMail(page, twoReports(id), `two ${id}`, baseURL);
  await expect(page.getByText('Spam, vom Empfänger gemeldet')).toBeVisible();
  await expect(page.getByText('Betrug oder Phishing')).toBeVisible();
  await expect(page.getByText('Meldung 2 von 2 aus dieser Mail')).toBeVisible();
  await expect(page.getByText('Das vorgeschriebene Feld „user-agent“ fehlt.')).toHaveCount(1);
  await expect(page.getByText('nicht belegt', { exact: true }).first()).toBeVisible();
  await expect(page.getByText('abgeleitet', { exact: true }).first()).toBeVisible();
  await page.getByRole('link', { name: 'Meldung 2' }).click();
  await expect(page).toHaveURL(new RegExp(`${path}#report-\\d+$`));

  await page.locator('summary', { hasText: 'Quelltext' }).click();
  const source = page.getByRole('region', { name: 'Quelltext' });
  await expect(source.locator('mark')).toHaveCount(2);
  await expect(source.locator('mark').first()).toHaveText(
    /^Feedback-Type: abuse\nUser-Agent: Test\/1\nVersion: 1\s*$/,
  );
  await expect(source.locator('pre').first()).toHaveText(/^1\n2\n3\n/);
  await expectAccessible(page, 'light');
  await expectFitsPhone(page);
  await expectAccessible(page, 'dark');
});

test('a file in the reported mail is named with nothing hidden and comes down under a name of ours', async ({
  page,
  baseURL,
}) => {
  const id = unique();
  const path = await openMail(page, twoReports(id), `two ${id}`, baseURL);
  const answer = await page.request.get(`${path}/attachments/0?report=1`);
  expect(answer.status()).toBe(200);
  expect([...(await answer.body())]).toEqual([0x50, 0x4b, 0x03, 0x04]);
  const mailId = path.split('/').at(-1);
  expect(answer.headers()).toMatchObject({
    'content-type': 'application/octet-stream',
    'content-disposition': `attachment; filename="anhang-${mailId}-1.bin"`,
    'x-content-type-options': 'nosniff',
    'content-security-policy': "default-src 'none'; sandbox",
    'cache-control': 'private, no-store',
  });
  for (const wrong of ['1?report=1', '0?report=2', '0?report=-1', '0?report=x', '99', '00', '1e1']) {
    expect((await page.request.get(`${path}/attachments/${wrong}`)).status(), wrong).toBe(404);
  }
  const stranger = await page
    .context()
    .browser()
    ?.newContext({ storageState: { cookies: [], origins: [] } });
  const refused = await stranger?.request.get(`${baseURL}${path}/attachments/0?report=1`, {
    maxRedirects: 0,
  });
  expect(refused?.status()).toBe(401);
  await stranger?.close();
});

test('the evidence of a complaint stands in its case: type, trust with its reasons, source, files', async ({
  page,
}) => {
  await page.goto('/cases?sort=complaints');
  await page.locator('[data-case-row] a[href^="/cases/AD-"]').first().click();
  await page
    .getByRole('link', { name: /Beleg ansehen/ })
    .first()
    .click();
  const evidence = page.locator('#evidence');
  await expect(evidence.getByRole('heading', { name: 'Felder der Meldung' })).toBeVisible();
  await expect(evidence.locator('strong').first()).toHaveText(/Spam|Betrug|Schadsoftware|Abbestellung/);
  await expect(evidence.getByText(/Werte/).first()).toBeVisible();
  await evidence.locator('summary', { hasText: 'Quelltext' }).click();
  const marked = (await evidence.locator('mark').first().textContent()) ?? '';
  // Some providers send this part in base64, and the source is shown as it came.
  expect(`${marked}\n${Buffer.from(marked, 'base64').toString()}`).toContain('Feedback-Type');
  await expectAccessible(page, 'light');
  await expectFitsPhone(page);
});

test('what a reporter writes hostile into a report stays text', async ({ page, baseURL }) => {
  const id = unique();
  const raw = twoReports(id).replace('Feedback-Type: fraud', 'Feedback-Type: <img src=x onerror=alert>');
  await openMail(page, raw, `two ${id}`, baseURL);
  await expect(page.getByText('Unbekannte Art: „<img src=x onerror=alert>“')).toBeVisible();
  await expect(page.locator('main img')).toHaveCount(0);
});
