// What an administrator sets up on the screens before the story can begin, each with its test.

import type { Page } from '@playwright/test';
import { expect } from '../page-checks';
import { choosePassword, fillInSignIn } from '../people';
import { setUpSecondFactor } from '../second-factor';
import { passwords, type Provider } from './provider';
import { loopDomain } from './mails';

/** Signs somebody in for the first time; answers the secret of the second factor. */
export async function firstSignIn(
  page: Page,
  login: string,
  oneTimePassword: string,
  password: string,
): Promise<string> {
  await page.goto('/sign-in');
  await fillInSignIn(page, login, oneTimePassword);
  await choosePassword(page, oneTimePassword, password);
  await expect(page).not.toHaveURL(/change-password|sign-in/);
  return setUpSecondFactor(page, password);
}

export async function setUpFeedbackLoop(page: Page): Promise<void> {
  await page.goto('/feedback-loops/new');
  await page.getByLabel('Name', { exact: true }).fill('Beispiel-Loop');
  await page.getByLabel('Zustand', { exact: true }).selectOption('active');
  await page.getByLabel('Programm').fill('Example-FBL');
  await page.getByLabel(/^DKIM-Domains/).fill(loopDomain);
  await page.getByRole('button', { name: 'Speichern' }).click();
  await expect(page).toHaveURL(/\/feedback-loops\/\d+$/);
}

/** Fills in the settings of a kind, by the names that they are stored under. */
async function fillIn(page: Page, settings: Record<string, string>): Promise<void> {
  for (const [name, value] of Object.entries(settings)) {
    const field = page.getByRole('main').locator(`[name="${name}"]`);
    if ((await field.evaluate(({ tagName }) => tagName)) === 'SELECT') await field.selectOption(value);
    else await field.fill(value);
  }
}

const inPostgres = ({ accounts }: Provider) => ({
  engine: 'postgres',
  tls: 'none',
  host: accounts.host,
  port: accounts.port,
  database: accounts.database,
  username: accounts.username,
});

/** Reads PostfixAdmin's tables and waits until they are read. */
export async function setUpDirectory(page: Page, provider: Provider): Promise<void> {
  await page.goto('/directory/new');
  const settings = { ...inPostgres(provider), preset: 'postfixadmin', secret: passwords.database };
  await fillIn(page, { name: 'PostfixAdmin', ...settings });
  await page.getByRole('button', { name: 'Testen' }).click();
  await expect(page.getByText('Alle Schritte gelungen.')).toBeVisible();
  await page.getByRole('button', { name: 'Speichern' }).click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('PostfixAdmin');
  await expect(async () => {
    await page.reload();
    await expect(page.getByText('gelesen', { exact: true })).toBeVisible({ timeout: 2_000 });
  }).toPass({ timeout: 60_000 });
}

/** Our policy service: its set-up test goes through Postfix before it is saved. */
export async function setUpPolicyService(page: Page, { mail }: Provider): Promise<void> {
  await page.goto('/connectors/new?kind=policy-service');
  await fillIn(page, {
    name: 'Policy-Dienst',
    'probe.host': '127.0.0.1',
    'probe.port': String(mail.port),
    'probe.recipient': 'probe@example.org',
    'probe.clientAddress': '192.0.2.7',
  });
  await page.getByRole('button', { name: 'Testen' }).click();
  const result = page.getByRole('status', { name: 'Ergebnis des Tests' });
  await expect(result.getByRole('listitem')).toContainText([
    'Der Policy-Dienst antwortet',
    'nimmt ein freies Konto an',
    'lehnt ein gesperrtes Konto ab',
    'Bleiben wir stumm, läuft der Versand weiter',
  ]);
  await expect(result.getByText('gescheitert')).toHaveCount(0);
  await save(page, 'Policy-Dienst');
}

/** The passwords in PostfixAdmin's table, with Dovecot told by its own command. */
export async function setUpPasswords(page: Page, provider: Provider): Promise<void> {
  await page.goto('/connectors/new?kind=sql');
  await fillIn(page, {
    name: 'Passwörter',
    ...inPostgres(provider),
    databasePassword: passwords.database,
    preset: 'postfixadmin-smtp',
    dovecotVia: 'command',
    dovecotProgram: 'doveadm',
    dovecotArguments: `-c\n${provider.mail.dovecotConfig}`,
  });
  await save(page, 'Passwörter');
}

/** The queue of the same Postfix, by its own programs. */
export async function setUpQueue(page: Page, { mail }: Provider): Promise<void> {
  await page.goto('/connectors/new?kind=postfix-queue');
  await fillIn(page, { name: 'Mailqueue', configDirectory: mail.configDirectory });
  await save(page, 'Mailqueue');
}

async function save(page: Page, connector: string): Promise<void> {
  await page.getByRole('button', { name: 'Speichern' }).click();
  await expect(page.getByRole('link', { name: connector, exact: true })).toBeVisible();
}
