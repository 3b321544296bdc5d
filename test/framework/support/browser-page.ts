import { type Browser, type ConsoleMessage, type Page } from 'playwright-core';
import { launchChromium } from './chromium.js';

const EMPTY = 'about:blank';
const VIEWPORT = { width: 1_280, height: 720 };
/** What the browser notes where it keeps to a policy of the page; some of it is no error to it. */
const OF_A_POLICY = /Content Security Policy|Refused to/;

/**
 * Launches a browser for the tests of this suite, with one page that each of them gets without cookies and in its usual look: a
 * new page costs as much as three loads of one. After a test, there must have been no error on the console of the page, no
 * error that nobody caught, no request that failed, and no dialog. To be called before the suite's own hooks: then the browser
 * is closed before what it has open.
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
    // The icon of a page that a test has left fails in the empty one.
    const noteOfPage = (problem: string): void => {
      if (page.url() !== EMPTY) problems.push(problem);
    };
    page.on('console', (message) => {
      if (isProblem(message)) noteOfPage(message.text());
    });
    page.on('pageerror', (error) => problems.push(error.message));
    page.on('requestfailed', (request) => {
      const reason = request.failure()?.errorText ?? '';
      // A page that is left gives up the question for news that it has under way.
      if (reason !== 'net::ERR_ABORTED') noteOfPage(`${request.method()} failed: ${reason}`);
    });
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

const isProblem = (message: ConsoleMessage): boolean =>
  message.type() === 'error' || OF_A_POLICY.test(message.text());

/** A page in a context of its own, for the tests of a suite; see {@link resetPage}. */
export async function newTestPage(browser: Browser): Promise<Page> {
  const context = await browser.newContext({ viewport: VIEWPORT });
  context.setDefaultTimeout(15_000);
  const page = await context.newPage();
  await shrinkWindow(page);
  return page;
}

/** Leaves what a page shows, and takes away its cookies, permissions, routes and look, for the next test. */
export async function resetPage(page: Page): Promise<void> {
  const context = page.context();
  await page.goto(EMPTY);
  await page.unrouteAll();
  await context.unrouteAll();
  await context.setOffline(false);
  await context.clearCookies();
  await context.clearPermissions();
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
