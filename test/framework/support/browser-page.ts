import { type Browser, type Page } from 'playwright-core';
import { launchChromium } from './chromium.js';

/**
 * Launches a browser for the tests of this suite, and opens a page with cookies of its own for each of them. After a test,
 * there must have been no error on the console of its page, no error that nobody caught, and no dialog. To be called before
 * the suite's own hooks: then the browser is closed before what it has open.
 *
 * @param opened gets each page before its test
 * @returns `expectStatus`, which takes away what the browser itself notes about answers with a status
 */
export function useTestPage(opened: (page: Page) => unknown): { expectStatus: (status: number) => void } {
  let browser: Browser;
  let page: Page;
  let problems: string[];

  beforeAll(async () => {
    browser = await launchChromium();
  });
  afterAll(() => browser.close());
  beforeEach(async () => {
    problems = [];
    page = await browser.newPage();
    page.setDefaultTimeout(15_000);
    page.on('console', (message) => {
      if (message.type() === 'error') problems.push(message.text());
    });
    page.on('pageerror', (error) => problems.push(error.message));
    page.on('dialog', (dialog) => problems.push(dialog.message()));
    await opened(page);
  });
  afterEach(async () => {
    await page.close();
    expect(problems).toEqual([]);
  });

  return {
    expectStatus: (status) => {
      problems = problems.filter((text) => !text.includes(String(status)));
    },
  };
}
