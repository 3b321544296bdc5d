import { type Browser, type Locator, type Page } from 'playwright-core';
import { TestApp, type Login } from '../../../src/testing/index.js';
import { describeWithBrowser, launchChromium } from '../support/chromium.js';

describeWithBrowser('the page of the API', () => {
  let app: TestApp;
  let login: Login;
  let browser: Browser;
  let page: Page;
  const problems: string[] = [];

  beforeAll(async () => {
    app = await TestApp.start();
    login = await app.login();
    browser = await launchChromium();
    page = await browser.newPage();
    page.setDefaultTimeout(15_000);
    page.on('console', (message) => {
      if (/Content Security Policy|Refused to/.test(message.text())) problems.push(message.text());
    });
    page.on('pageerror', (error) => problems.push(error.message));
    await page.goto(`${app.url}/docs`);
  });
  afterAll(async () => {
    await browser.close();
    await app.close();
  });

  /** Opens a route, fills in its parameters and body, and sends it. */
  async function tryOut(id: string, fill: (route: Locator) => Promise<void>): Promise<Locator> {
    const route = page.locator(`[id$="-${id}"]`);
    await route.locator('.opblock-summary-control').first().click();
    await route.getByRole('button', { name: 'Try it out' }).click();
    await fill(route);
    await route.getByRole('button', { name: 'Execute' }).click();
    return route.locator('.live-responses-table .response').first();
  }

  it('tells a caller who is not logged in what is missing', async () => {
    const reply = await tryOut('readMe', () => Promise.resolve());
    expect(await reply.locator('.response-col_status').innerText()).toMatch(/^401/);
    expect(await reply.innerText()).toContain('auth.required');
  });

  it('sends requests with the token that the user gives it', async () => {
    await page.getByRole('button', { name: 'Authorize' }).first().click();
    const dialog = page.locator('.dialog-ux');
    await dialog.locator('input').first().fill(login.accessToken);
    await dialog
      .getByRole('button', { name: /^Apply/ })
      .first()
      .click();
    await dialog.getByRole('button', { name: 'Close' }).first().click();
    const key = 'from-the-page';
    const reply = await tryOut('writeStorage', async (route) => {
      await route.locator('tr[data-param-name="key"] input').fill(key);
      await route.locator('textarea.body-param__text').fill('{"value": "hello"}');
    });
    expect(await reply.locator('.response-col_status').innerText()).toMatch(/^201/);
    expect((await login.http.get(`/storage/${key}`)).json()).toMatchObject({ value: 'hello' });
  });

  it('follows the reader to dark and back', async () => {
    const ground = (): Promise<string> =>
      page.evaluate(() => getComputedStyle(document.documentElement).backgroundColor);
    const title = (): Promise<string> =>
      page.locator('.info .title').evaluate((element) => getComputedStyle(element).color);
    const light = await ground();
    const onLight = await title();
    await page.emulateMedia({ colorScheme: 'dark' });
    await page.locator('html.dark-mode').waitFor({ state: 'attached' });
    expect(await ground()).not.toBe(light);
    expect(await title()).not.toBe(onLight);
    await page.emulateMedia({ colorScheme: 'light' });
    await page.locator('html:not(.dark-mode)').waitFor({ state: 'attached' });
    expect(await ground()).toBe(light);
  });

  it('breaks no rule of its own policy', () => {
    expect(problems).toEqual([]);
  });
});
