// What every page has to pass in a browser: no error in the console, WCAG 2.2 AA in light and dark, and no page that
// scrolls sideways on a small screen.

import AxeBuilder from '@axe-core/playwright';
import { expect, test as base, type Page } from '@playwright/test';

const WCAG = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];

/**
 * From now on `goto` returns when the controls of the page have become those of React: on a slow machine what is chosen
 * before that changes nothing yet.
 */
export function waitForControls(page: Page): Page {
  const goto = page.goto.bind(page);
  page.goto = async (url, options) => {
    const answer = await goto(url, options);
    await page.waitForFunction(() =>
      [...document.querySelectorAll('main :is(form, button, select)')].every((element) =>
        Object.keys(element).some((key) => key.startsWith('__react')),
      ),
    );
    return answer;
  };
  return page;
}

/** The test function of the desk: a `console.error` or an uncaught error fails the test, unless `allowErrors` fits it. */
export const test = base.extend<{ allowErrors: RegExp[]; consoleWatch: void }>({
  page: async ({ page }, use) => use(waitForControls(page)),
  allowErrors: [[], { option: true }],
  consoleWatch: [
    async ({ context, allowErrors }, use) => {
      const errors: string[] = [];
      const note = (text: string) => {
        if (!allowErrors.some((allowed) => allowed.test(text))) errors.push(text);
      };
      context.on('console', (message) => {
        if (message.type() === 'error') note(`${message.text()} (${message.location().url})`);
      });
      context.on('weberror', (error) => note(error.error().message));
      await use();
      expect(errors, 'errors in the browser console').toEqual([]);
    },
    { auto: true },
  ],
});

export { expect };

/** No violation of WCAG 2.2 AA on the page at hand in `colorScheme`. */
export async function expectAccessible(page: Page, colorScheme: 'light' | 'dark'): Promise<void> {
  await page.emulateMedia({ colorScheme });
  const { violations } = await new AxeBuilder({ page }).withTags(WCAG).analyze();
  const found = violations.map(
    ({ id, nodes }) => `${colorScheme} ${id}: ${nodes.map(({ html }) => html).join(' ')}`,
  );
  expect(found).toEqual([]);
}

/** At 390 px nothing makes the page itself scroll sideways. */
export async function expectFitsPhone(page: Page): Promise<void> {
  await page.setViewportSize({ width: 390, height: 844 });
  const width = await page.evaluate(() => document.documentElement.scrollWidth);
  expect(width).toBeLessThanOrEqual(390);
}

/**
 * Opens `path` and checks the page as a whole. Each layout and each theme is looked at once, not each with each: what
 * depends on the theme (contrast) does not depend on the layout.
 */
export async function expectSoundPage(page: Page, path: string): Promise<void> {
  await page.setViewportSize({ width: 1280, height: 800 });
  await page.goto(path);
  await expect(page.getByRole('main').getByRole('heading', { level: 1 })).toBeVisible();
  await expectAccessible(page, 'light');
  await expectFitsPhone(page);
  await expectAccessible(page, 'dark');
}
