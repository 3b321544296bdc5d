import { type Browser, type Page } from 'playwright-core';
import { launchChromium } from './chromium.js';

const EMPTY = 'about:blank';
const VIEWPORT = { width: 1_280, height: 720 };

/**
 * Launches a browser for the tests of this suite, with one page that each of them gets without cookies and in its usual look: a
 * new page costs as much as three loads of one. After a test, there must have been no error on the console of the page, no
 * error that nobody caught, and no dialog. To be called before the suite's own hooks: then the browser is closed before what
 * it has open.
 *
 * @param opened gets the page before each test
 * @returns `expectStatus`, which takes away what the browser itself notes about answers with a status, and `expectError`, which
 * takes away the errors with this part
 */
export function useTestPage(opened: (page: Page) => unknown): {
  expectStatus: (status: number) => void;
  expectError: (part: string) => void;
} {
  let browser: Browser;
  let page: Page;
  let problems: string[] = [];

  beforeAll(async () => {
    browser = await launchChromium();
    page = await newTestPage(browser);
    page.on('console', (message) => {
      // The icon of a page that a test has left fails in the empty one.
      if (message.type() === 'error' && page.url() !== EMPTY) problems.push(message.text());
    });
    page.on('pageerror', (error) => problems.push(error.message));
    page.on('dialog', (dialog) => {
      problems.push(dialog.message());
      void dialog.dismiss();
    });
  });
  afterAll(() => browser.close());
  beforeEach(async () => {
    problems = [];
    await opened(page);
  });
  afterEach(async () => {
    await resetPage(page);
    expect(problems).toEqual([]);
  });

  const expectError = (part: string): void => {
    problems = problems.filter((text) => !text.includes(part));
  };
  return { expectError, expectStatus: (status) => expectError(String(status)) };
}

/** A page in a context of its own, for the tests of a suite; see {@link resetPage}. */
export async function newTestPage(browser: Browser): Promise<Page> {
  const context = await browser.newContext({ viewport: VIEWPORT });
  context.setDefaultTimeout(15_000);
  const page = await context.newPage();
  await shrinkWindow(page);
  return page;
}

/** Leaves what a page shows, and takes away its cookies, routes and look, for the next test. */
export async function resetPage(page: Page): Promise<void> {
  const context = page.context();
  await page.goto(EMPTY);
  await page.unrouteAll();
  await context.unrouteAll();
  await context.setOffline(false);
  await context.clearCookies();
  await page.emulateMedia({ colorScheme: null });
  if (page.viewportSize()?.width !== VIEWPORT.width || page.viewportSize()?.height !== VIEWPORT.height) {
    await page.setViewportSize(VIEWPORT);
    await shrinkWindow(page);
  }
}

/** The page keeps its viewport. The browser draws its own window, too, again and again while a page loads. */
async function shrinkWindow(page: Page): Promise<void> {
  const session = await page.context().newCDPSession(page);
  const { windowId } = await session.send('Browser.getWindowForTarget');
  await session.send('Browser.setWindowBounds', { windowId, bounds: { width: 100, height: 100 } });
  await session.detach();
}
