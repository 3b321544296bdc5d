import { type Page } from 'playwright-core';
import { TestApp } from '../../../src/testing/index.js';
import { useTestPage } from '../support/browser-page.js';
import { describeWithBrowser } from '../support/chromium.js';
import { LOOKS, keepPicture, unlabelledControls, widthOutside } from '../support/page-checks.js';

const HOSTILE = '<script>alert(1)</script>';

describeWithBrowser('the requests in the console', () => {
  let app: TestApp;
  let token: string;
  let page: Page;
  const { expectStatus } = useTestPage((opened) => {
    page = opened;
  });

  beforeAll(async () => {
    app = await TestApp.start();
    const [user] = await app.users();
    const reply = await fetch(`${app.platform.url}/__sandbox/tokens`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ userId: user!.id }),
    });
    token = ((await reply.json()) as { access_token: string }).access_token;
    await fetch(`${app.platform.url}/v2`, {
      method: 'POST',
      headers: { authorization: token, 'content-type': 'application/json', 'x-odd': HOSTILE },
      body: JSON.stringify({
        query: `query Greeting($ids: [ID!]) { boards(ids: $ids) { name } }`,
        variables: { ids: ['7310284655'], note: HOSTILE, password: 'hunter2-hunter2' },
      }),
    });
    await fetch(`${app.platform.url}/__sandbox/lifecycle/install`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ data: { user_name: HOSTILE } }),
    });
  });
  afterAll(() => app.close());

  const open = (path: string): Promise<unknown> => page.goto(`${app.platform.url}${path}`);
  const received = () => page.getByRole('region', { name: 'Requests to the platform' });

  it('lists operations by their names, and calls of the control API only on demand', async () => {
    await open('/requests');
    expect(await received().getByText('query Greeting').isVisible()).toBe(true);
    expect(await received().getByText('/__sandbox/').count()).toBe(0);
    await page.getByLabel('Calls of the control API').check();
    await page.getByRole('button', { name: 'Filter' }).click();
    await received().getByText('/__sandbox/lifecycle/install').waitFor();
    const search = async (text: string): Promise<string[]> => {
      await page.getByLabel('Text in path').fill(text);
      await page.keyboard.press('Enter');
      await page.waitForURL((url) => url.searchParams.get('text') === text);
      return received().getByRole('link').allInnerTexts();
    };
    expect(await search('7310284655')).toEqual(['POST /v2']);
    // It is not shown, so it cannot be found.
    expect(await search('hunter2')).toEqual([]);
  });

  it('shows a call of GraphQL without its secrets, and copies it as curl, by keyboard', async () => {
    await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
    await open('/requests');
    await received().getByRole('link', { name: 'POST /v2' }).focus();
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: 'POST /v2' }).waitFor();
    const region = (name: string) => page.getByRole('region', { name, exact: true });
    expect(await region('Query').innerText()).toContain('query Greeting($ids: [ID!])');
    expect(await region('Variables').innerText()).toContain(HOSTILE);
    expect(await region('Body of the response').innerText()).toContain('Website relaunch');
    await page
      .getByText(/^\d+ headers$/)
      .first()
      .click();
    expect(await page.getByText(HOSTILE, { exact: true }).first().isVisible()).toBe(true);
    const source = await page.content();
    expect(source).not.toContain(token);
    expect(source).not.toContain('hunter2');
    expect(await page.locator('main script').count()).toBe(0);
    await page.getByRole('button', { name: 'Copy as curl' }).focus();
    await page.keyboard.press('Enter');
    await page.getByText('Copied.').waitFor();
    const command = await page.evaluate(() => navigator.clipboard.readText());
    expect(command).toContain(`-H 'authorization: '"$TOKEN"`);
    expect(command).toContain(`${app.platform.url}/v2`);
  });

  it('shows what was sent to the app, and sends it again', async () => {
    await open('/requests');
    await page.getByRole('link', { name: 'POST /monday/lifecycle' }).last().click();
    const body = page.getByRole('region', { name: 'Body of the request' });
    expect(await body.innerText()).toContain('"type": "install"');
    expect(await body.innerText()).toContain(HOSTILE);
    expect(await page.locator('main script').count()).toBe(0);
    await page.getByRole('button', { name: 'Send again' }).click();
    await page.getByRole('link', { name: 'POST /monday/lifecycle' }).nth(1).waitFor();
  });

  it('says that it does not know a request', async () => {
    for (const path of ['/requests/received/999999', '/requests/odd/1', '/requests/sent/x']) {
      await open(path);
      expect(await page.getByText('This request is not kept.').isVisible()).toBe(true);
    }
    expectStatus(404);
  });

  it.each(LOOKS)('fits $width pixels, labelled, in $colorScheme', async ({ width, colorScheme }) => {
    await page.setViewportSize({ width, height: 800 });
    await page.emulateMedia({ colorScheme });
    await open('/requests');
    expect([await widthOutside(page), await unlabelledControls(page)]).toEqual([0, []]);
    await keepPicture(page, `requests-${colorScheme}-${width}`);
    await received().getByRole('link', { name: 'POST /v2' }).click();
    await page
      .getByText(/^\d+ headers$/)
      .first()
      .click();
    expect([await widthOutside(page), await unlabelledControls(page)]).toEqual([0, []]);
    await keepPicture(page, `request-${colorScheme}-${width}`);
  });
});
