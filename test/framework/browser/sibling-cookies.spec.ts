import { createServer, type Server } from 'node:http';
import { type AddressInfo } from 'node:net';
import { type Browser, type BrowserContext, type Page } from 'playwright-core';
import { TestApp, type PlatformUser } from '../../../src/testing/index.js';
import { describeWithBrowser, launchChromium } from '../support/chromium.js';

const DOMAIN = 'example.test';

/** Every monday code app is a sibling of the others: each may set cookies for the domain that they share. */
describeWithBrowser('cookies that a page on a sibling host sets for the shared domain', () => {
  let sibling: Server;
  let planted: string;
  let browser: Browser;
  let context: BrowserContext;
  let page: Page;

  beforeAll(async () => {
    // Plants its cookie, and answers with the Cookie header that it got.
    sibling = createServer((request, response) => {
      if (request.url === '/plant') response.setHeader('Set-Cookie', `${planted}; Domain=${DOMAIN}; Path=/`);
      response.setHeader('Content-Type', 'application/json; charset=utf-8');
      // A buffer: with a text, Node would write the headers as UTF-8 too.
      response.end(Buffer.from(JSON.stringify(request.headers.cookie ?? '')));
    });
    await new Promise<void>((resolve) => sibling.listen(0, '127.0.0.1', resolve));
    browser = await launchChromium({ hosts: `*.${DOMAIN}` });
  });
  afterAll(async () => {
    await browser.close();
    await new Promise((resolve) => sibling.close(resolve));
  });
  beforeEach(async () => {
    context = await browser.newContext();
    context.setDefaultTimeout(15_000);
    page = await context.newPage();
  });
  afterEach(() => context.close());

  const portOf = (url: string): string => new URL(url).port;
  const siblingPort = (): number => (sibling.address() as AddressInfo).port;
  const open = async (url: string): Promise<number | undefined> => (await page.goto(url))?.status();
  const body = async (): Promise<unknown> => JSON.parse(await page.locator('body').innerText());

  /** The victim opens the sibling's page, which plants `cookie` as it is, byte by byte. */
  async function plant(cookie: string): Promise<void> {
    planted = cookie;
    expect(await open(`http://sibling.${DOMAIN}:${siblingPort()}/plant`)).toBe(200);
  }

  /** The Cookie header that the browser sends to the app's host. */
  async function sentToApp(): Promise<unknown> {
    await open(`http://app.${DOMAIN}:${siblingPort()}/`);
    return body();
  }

  /** The id of a session of `user`, from a login over HTTP by hand: `Secure` cookies do not travel on it. */
  async function sessionOf(app: TestApp, { id }: PlatformUser): Promise<string> {
    const http = app.http();
    const login = await http.get('/auth/login', { query: { return_to: '/' } });
    const [attempt = ''] = (login.headers.getSetCookie()[0] ?? '').split(';');
    const { pathname, search } = new URL(await app.platform.consent(login.location!, id));
    const reply = await http.get(`${pathname}${search}`, { headers: { cookie: attempt } });
    return /session=([^;]+)/.exec(reply.headers.getSetCookie().at(-1) ?? '')?.[1] ?? '';
  }

  it('do not become the session, whatever the browser lets through before __Host-', async () => {
    const app = await TestApp.start({ variables: { PUBLIC_URL: `https://app.${DOMAIN}` } });
    try {
      const [, attacker] = await app.users();
      const id = await sessionOf(app, attacker!);
      expect((await app.http().get('/auth/me', { headers: { cookie: `__Host-session=${id}` } })).status).toBe(
        200,
      );

      await plant(`\u00a0__Host-session=${id}`);

      expect(await sentToApp()).toBe(`\u00a0__Host-session=${id}`);
      expect(await open(`http://app.${DOMAIN}:${portOf(app.url)}/auth/me`)).toBe(401);
      expect(await body()).toMatchObject({ code: 'auth.required' });
    } finally {
      await app.close();
    }
  });

  it('beside the session of the user, on a host without https, leave nobody logged in as somebody else', async () => {
    const app = await TestApp.start({ variables: { PUBLIC_URL: `http://app.${DOMAIN}` } });
    try {
      const [user, attacker] = await app.users();
      const [mine, theirs] = [await sessionOf(app, user!), await sessionOf(app, attacker!)];
      await context.addCookies([{ name: 'session', value: mine, url: `http://app.${DOMAIN}` }]);
      const me = `http://app.${DOMAIN}:${portOf(app.url)}/auth/me`;
      expect(await open(me)).toBe(200);

      await plant(`session=${theirs}`);

      expect(await sentToApp()).toBe(`session=${mine}; session=${theirs}`);
      expect(await open(me)).toBe(401);
    } finally {
      await app.close();
    }
  });
});
