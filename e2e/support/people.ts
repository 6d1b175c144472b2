// People besides the administrator, for tests that change what belongs to a person: everybody has a browser context of
// their own, so that no test meets the language or the session of another one.

import type { Browser, Page } from '@playwright/test';
import { expect, waitForControls } from './page-checks';

/** What everybody chooses in place of the one-time password. */
const PASSWORD = 'Ein langer Satz reicht';

export interface Person {
  login: string;
  /** A page on which this person is signed in; close its context when done. */
  page: Page;
}

/** A login that no other test has. */
export function freshLogin(prefix: string): string {
  return `${prefix}-${Date.now().toString(36)}-${Math.random().toString(36).slice(2, 6)}`;
}

/** Fills in the sign-in page and sends it. */
export async function fillInSignIn(page: Page, login: string, password: string): Promise<void> {
  await page.getByLabel('Anmeldename').fill(login);
  await page.getByLabel('Passwort').fill(password);
  await page.getByRole('button', { name: 'Anmelden' }).click();
}

/** An administrator's `page` invites an agent. Returns the login and the one-time password. */
export async function invite(page: Page, name: string): Promise<{ login: string; oneTime: string }> {
  const login = freshLogin('agent');
  await page.goto('/users/invite');
  await page.getByLabel('Name', { exact: true }).fill(name);
  await page.getByLabel('Anmeldename').fill(login);
  await page.getByRole('button', { name: 'Einladen' }).click();
  return { login, oneTime: await page.getByRole('status').locator('code').innerText() };
}

/** On the page to which the first sign-in leads: a password of one's own instead of the one-time password. */
export async function choosePassword(page: Page, oneTime: string, password = PASSWORD): Promise<void> {
  await page.getByLabel('Bisheriges Passwort').fill(oneTime);
  await page.getByLabel('Neues Passwort', { exact: true }).fill(password);
  await page.getByLabel('Neues Passwort wiederholen').fill(password);
  await page.getByRole('button', { name: 'Passwort ändern' }).click();
}

/** Somebody who was not there before, signed in as an agent with a password of their own. */
export async function newAgent(browser: Browser, administrator: Page, name: string): Promise<Person> {
  const { login, oneTime } = await invite(administrator, name);
  const context = await browser.newContext({ storageState: { cookies: [], origins: [] } });
  const page = waitForControls(await context.newPage());
  await page.goto('/sign-in');
  await fillInSignIn(page, login, oneTime);
  await choosePassword(page, oneTime);
  await expect(page).toHaveURL(/\/cases/);
  return { login, page };
}
