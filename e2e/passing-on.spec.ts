// Passing on in the browser: a reseller gets complaints about his customers without who complained, a report about mail
// that is not ours goes to whoever is responsible, and only administrators say to whom complaints go.

import type { Page } from '@playwright/test';
import { expect, expectAccessible, expectFitsPhone, expectSoundPage, test } from './support/page-checks';
import { newAgent } from './support/people';

const unique = () => `${Date.now().toString(36)}${Math.random().toString(36).slice(2, 6)}`;

/**
 * What the page shows and what the mail on it says, also where its source writes it in quoted-printable or base64. The
 * scripts beside it may still hold the page that one came from.
 */
async function everythingOf(page: Page): Promise<string> {
  const source = await page.locator('pre').innerText();
  const plain = source
    .replaceAll(/=\n/g, '')
    .replaceAll(/=([0-9A-F]{2})/g, (_, hex: string) => String.fromCharCode(parseInt(hex, 16)));
  const decoded = [...source.matchAll(/[A-Za-z0-9+/=]{16,}/g)].map(([run]) =>
    Buffer.from(run, 'base64').toString('utf8'),
  );
  return [await page.getByRole('main').innerHTML(), plain, ...decoded].join('\n').toLowerCase();
}

/** Complaints that went to the reseller: the mail that they came in, and the mail that they went in. */
async function passedOn(page: Page): Promise<{ mail: string; sent: string }[]> {
  const rows = page.getByRole('row').filter({ has: page.locator('a[href^="/passing-on/sent/"]') });
  await expect(async () => {
    await page.goto('/passing-on/passed');
    expect(await rows.count()).toBeGreaterThan(4);
  }).toPass({ timeout: 150_000 });
  return rows.evaluateAll((found) =>
    found.map((row) => ({
      mail: row.querySelector('a[href^="/intake/"]')?.getAttribute('href') ?? '',
      sent: row.querySelector('a[href^="/passing-on/sent/"]')?.getAttribute('href') ?? '',
    })),
  );
}

test('a reseller gets complaints without who complained, in no place and in no writing', async ({ page }) => {
  test.setTimeout(240_000);
  let looked = 0;
  for (const { mail, sent } of await passedOn(page)) {
    const answer = await page.request.get(`${mail}/source`);
    const complained = /^Original-Rcpt-To: *<?([^@\s<>]{4,})@/im.exec(await answer.text())?.[1];
    if (complained === undefined || looked >= 4) continue;
    looked += 1;
    await page.goto(sent);
    await expect(page.getByText('nicht versandt (Beispielanbieter)').first()).toBeVisible();
    await expect(page.locator('pre')).toContainText('Content-Type: message/feedback-report');
    expect(await everythingOf(page)).not.toContain(complained.toLowerCase());
  }
  expect(looked, 'mails whose complainant the report names').toBeGreaterThan(0);
  await expect(page.getByText('Bisher nichts.')).toBeVisible();
  await expectAccessible(page, 'light');
  await expectAccessible(page, 'dark');
  await expectFitsPhone(page);
});

/** A report about mail from an access network elsewhere. */
const foreignReport = (id: string): string =>
  [
    `From: fbl@reports.example\r\nSubject: fremd ${id}`,
    'Content-Type: multipart/report; report-type=feedback-report; boundary="a"',
    ...['', '--a', 'Content-Type: text/plain', '', `One report, ${id}.`, '--a'],
    ...[
      'Content-Type: message/feedback-report',
      '',
      'Feedback-Type: abuse',
      'User-Agent: Test/1',
      'Version: 1',
    ],
    ...['Source-IP: 198.19.201.7', `Original-Rcpt-To: zeugin-${id}@leserin.example`, '--a'],
    ...[
      'Content-Type: message/rfc822',
      '',
      'From: <gewinn@lotterie.example>',
      `To: zeugin-${id}@leserin.example`,
    ],
    ...[`Subject: Gewinn ${id}`, 'Message-ID: <1@lotterie.example>', '', `Liebe zeugin-${id}!`, '--a--', ''],
  ].join('\r\n');

test('a report about mail that is not ours goes to the contact that is found, once', async ({
  page: administrator,
  browser,
  baseURL,
}) => {
  test.setTimeout(180_000);
  const { page } = await newAgent(browser, administrator, 'Fenja Fremd');
  const id = unique();
  const answer = await page.request.post('/intake/upload', {
    data: Buffer.from(foreignReport(id)),
    headers: { origin: baseURL ?? '', 'content-type': 'application/octet-stream' },
  });
  expect(await answer.text()).toContain('"isDone":true');
  const mail = page.getByRole('link', { name: `fremd ${id}` });
  await expect(async () => {
    await page.goto('/intake');
    await expect(mail).toBeVisible({ timeout: 1_000 });
  }).toPass({ timeout: 60_000 });
  const path = (await mail.getAttribute('href')) ?? '';
  const passOn = page.getByRole('link', { name: 'Weitergeben' });
  await expect(async () => {
    await page.goto(path);
    await expect(passOn).toBeVisible({ timeout: 1_000 });
  }).toPass({ timeout: 60_000 });
  await passOn.click();
  await expect(
    page.getByRole('heading', { level: 1, name: 'An den zuständigen Kontakt weitergeben' }),
  ).toBeVisible();
  const main = page.getByRole('main');
  await expect(main).toContainText('198.19.201.7');
  await expect(main).toContainText('lotterie.example');
  await main.getByRole('button', { name: /suchen$/ }).click();
  await expect(main.getByText('abuse@lagoslink.example', { exact: true })).toBeVisible();
  await expect(main.getByRole('list', { name: 'Gefragt wurde' })).toContainText('RDAP: nennt einen Kontakt');

  // The preview is the mail as it leaves: the sender's address stays, the complainant does not.
  await expect(page.locator('pre')).toContainText('gewinn@lotterie.example');
  await expect(page.locator('pre')).toContainText('To: abuse@lagoslink.example');
  expect(await everythingOf(page)).not.toContain(`zeugin-${id}`);
  await expectAccessible(page, 'light');
  await main.getByRole('button', { name: 'Meldung senden' }).click();
  await expect(main.getByText(/von Fenja Fremd an abuse@lagoslink\.example weitergegeben/)).toBeVisible();
  await expect(main.getByRole('button', { name: 'Meldung senden' })).toHaveCount(0);
  await main.getByRole('link', { name: 'Zur verschickten Mail' }).click();
  await expect(main.getByText('Meldung an Fremde')).toBeVisible();
  expect(await everythingOf(page)).not.toContain(`zeugin-${id}`);
  await page.context().close();
});

test('an agent sees to whom complaints go and changes nothing; an unknown customer is refused', async ({
  page,
  browser,
}) => {
  test.setTimeout(180_000);
  await page.goto('/passing-on');
  const recipient = page.getByRole('region', { name: 'Empfänger' }).getByRole('link').first();
  await expect(recipient).toBeVisible();
  const path = (await recipient.getAttribute('href')) ?? '';
  const { page: agent } = await newAgent(browser, page, 'Wanda Weiter');
  await agent.goto('/passing-on');
  await expect(agent.getByRole('link', { name: 'Empfänger hinzufügen' })).toHaveCount(0);
  await agent.goto(path);
  await expect(agent.getByRole('textbox', { name: 'Adresse' })).toBeDisabled();
  await expect(agent.getByRole('button', { name: 'Speichern' })).toHaveCount(0);
  await agent.context().close();

  await page.goto('/passing-on/new');
  await page.getByLabel('Kundennummer').fill('gibt-es-nicht');
  await page.getByRole('textbox', { name: 'Adresse' }).fill('abuse@neu.example');
  await page.getByRole('button', { name: 'Speichern' }).click();
  await expect(page.getByText('Diese Kundennummer kennt das Verzeichnis nicht.')).toBeVisible();
});

for (const path of [
  '/passing-on',
  '/passing-on/passed',
  '/passing-on/sent',
  '/passing-on/sent?trouble=1',
  '/passing-on/new',
]) {
  test(`${path} is accessible, light and dark, large and small`, async ({ page }) => {
    await expectSoundPage(page, path);
  });
}
