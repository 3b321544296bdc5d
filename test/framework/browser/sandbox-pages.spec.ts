import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import { type AddressInfo } from 'node:net';
import { type Page } from 'playwright-core';
import { TestPlatform } from '../../../src/testing/index.js';
import { useTestPage } from '../support/browser-page.js';
import { describeWithBrowser } from '../support/chromium.js';
import { OAuthClient } from '../support/oauth-client.js';
import { widthOutside } from '../support/page-checks.js';

const VERIFIER = 'v'.repeat(43);
const PKCE = {
  code_challenge: createHash('sha256').update(VERIFIER).digest('base64url'),
  code_challenge_method: 'S256',
};

describeWithBrowser('the pages of the local platform in a browser', () => {
  let platform: TestPlatform;
  let client: OAuthClient;
  let app: Server;
  let appUrl: string;
  let page: Page;
  const { expectStatus } = useTestPage((opened) => {
    page = opened;
  });

  /** Stands in for the app: its login leads to the consent page, its callback on to a page of its own. */
  beforeAll(async () => {
    app = createServer((request, response) => {
      const { pathname } = new URL(request.url ?? '/', appUrl);
      if (pathname === '/auth/login') {
        const parameters = { ...PKCE, redirect_uri: `${appUrl}/auth/callback`, scope: 'me:read', state: 's' };
        response.writeHead(302, { Location: `${platform.url}${client.authorizePath(parameters)}` }).end();
      } else if (pathname === '/auth/callback') {
        const target = (request.url ?? '').replace('/auth/callback', '/done');
        response.writeHead(302, { Location: target }).end();
      } else {
        response.writeHead(200, { 'Content-Type': 'text/html' }).end('<h1>The app</h1>');
      }
    }).listen(0, '127.0.0.1');
    await once(app, 'listening');
    appUrl = `http://localhost:${(app.address() as AddressInfo).port}`;
    platform = await TestPlatform.start({ appUrl });
    client = new OAuthClient(platform);
  });
  afterAll(async () => {
    await platform.close();
    app.closeAllConnections();
    app.close();
  });

  const returned = async (): Promise<URLSearchParams> => {
    await page.waitForURL(`${appUrl}/done*`);
    return new URL(page.url()).searchParams;
  };

  it('approves with the mouse, for the user who was chosen', async () => {
    await page.goto(`${appUrl}/auth/login`);
    await page.getByText('Greta Novak').click();
    await page.getByRole('button', { name: 'Approve' }).click();
    const parameters = await returned();
    expect(parameters.get('status')).toBe('success');
    expect(parameters.get('state')).toBe('s');
    const reply = await client.token({
      grant_type: 'authorization_code',
      redirect_uri: `${appUrl}/auth/callback`,
      code: parameters.get('code'),
      code_verifier: VERIFIER,
    });
    const { access_token: token } = reply.json<{ access_token: string }>();
    const me = await platform.http.post(
      '/v2',
      { query: '{ me { name } }' },
      { headers: { authorization: token } },
    );
    expect(me.json()).toMatchObject({ data: { me: { name: 'Greta Novak' } } });
  });

  it('approves with the keyboard alone', async () => {
    await page.goto(`${appUrl}/auth/login`);
    await page.locator('input:focus').waitFor();
    await page.keyboard.press('ArrowDown');
    await expect(page.getByLabel('Tomás Rivera').isChecked()).resolves.toBe(true);
    await page.keyboard.press('Enter');
    expect((await returned()).get('status')).toBe('success');
  });

  it('denies with the keyboard alone', async () => {
    await page.goto(`${appUrl}/auth/login`);
    const deny = page.getByRole('button', { name: 'Deny' });
    for (let tab = 0; tab < 10 && !(await isFocused(deny)); tab += 1) await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    const parameters = await returned();
    expect(parameters.get('error')).toBe('access_denied');
    expect(parameters.get('code')).toBeNull();
  });

  it('logs in as a user from the console with one click', async () => {
    await page.goto(platform.url);
    await page.getByRole('button', { name: 'Log in as Ivy Chen' }).click();
    expect((await returned()).get('status')).toBe('success');
  });

  it('asks again the next time', async () => {
    await page.goto(`${appUrl}/auth/login`);
    expect(await page.getByRole('button', { name: 'Approve' }).isVisible()).toBe(true);
  });

  it.each(['/', '/boards', '/views', '/storage', '/queue', '/mailbox', '/requests', '/faults', '/logs'])(
    'shows %s in light and dark',
    async (path) => {
      const colours: string[] = [];
      await page.goto(`${platform.url}${path}`);
      for (const colorScheme of ['light', 'dark'] as const) {
        await page.emulateMedia({ colorScheme });
        colours.push(await page.evaluate(() => getComputedStyle(document.body).backgroundColor));
        expect(await page.locator('nav a[aria-current="page"]').count()).toBe(1);
        expect(await page.locator('h1').count()).toBe(1);
      }
      expect(colours[0]).not.toBe(colours[1]);
    },
  );

  it('has a page for what it does not know, with the way back, and JSON for programs', async () => {
    const reply = await page.goto(`${platform.url}/<script>alert(1)</script>`);
    expect(reply?.status()).toBe(404);
    expect(await page.locator('h1').innerText()).toBe('There is no such page');
    expect(await page.locator('main script').count()).toBe(0);
    await page.getByRole('link', { name: 'Open the console' }).click();
    await page.getByRole('heading', { name: 'Accounts and users' }).waitFor();
    const program = await platform.http.get('/nothing');
    expect([program.status, program.json()]).toEqual([404, expect.objectContaining({ statusCode: 404 })]);
    expect((await platform.http.get('/favicon.ico')).headers.get('content-type')).toContain('image/svg+xml');
    // The browser itself notes that the answer was a 404.
    expectStatus(404);
  });

  it.each(['/', '/boards', '/views', '/requests'])(
    'does not scroll sideways on a phone: %s',
    async (path) => {
      await page.setViewportSize({ width: 360, height: 700 });
      await page.goto(`${platform.url}${path}`);
      expect(await widthOutside(page)).toBe(0);
    },
  );

  it('shows hostile names of the seed as text', async () => {
    await page.goto(`${platform.url}/boards/7310291180`);
    expect(await page.getByRole('rowheader', { name: 'Lost & found <again>' }).isVisible()).toBe(true);
  });
});

const isFocused = (element: ReturnType<Page['getByRole']>): Promise<boolean> =>
  element.evaluate((node) => node === document.activeElement);
