import { type Page } from 'playwright-core';
import { TestApp, type PlatformUser } from '../../../src/testing/index.js';
import { useTestPage } from '../support/browser-page.js';
import { describeWithBrowser } from '../support/chromium.js';
import { keepPicture, widthOutside } from '../support/page-checks.js';

const SCHEMES = ['light', 'dark'] as const;
/** WCAG 2.2, 1.4.3: text that is not large. */
const LEAST_CONTRAST = 4.5;

describeWithBrowser('a login in a browser', () => {
  let app: TestApp;
  let users: PlatformUser[];
  let page: Page;
  const { expectStatus } = useTestPage((opened) => {
    page = opened;
  });

  beforeAll(async () => {
    app = await TestApp.start({ variables: { THROTTLE_AUTH_PER_MINUTE: '40' } });
    users = await app.users();
  });
  afterAll(() => app.close());

  const heading = (): Promise<string> => page.locator('h1').innerText();
  const tryAgain = () => page.getByRole('link', { name: 'Try again' });

  /** What an eye makes of the first element that the selector finds. */
  const contrastOf = (selector: string): Promise<number> =>
    page
      .locator(selector)
      .first()
      .evaluate((element) => {
        const channels = (colour: string): number[] => (colour.match(/[\d.]+/g) ?? []).map(Number);
        const luminance = (colour: string): number => {
          const [red = 0, green = 0, blue = 0] = channels(colour).map((value) => {
            const part = value / 255;
            return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
          });
          return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
        };
        let ground: Element | null = element;
        while (ground && channels(getComputedStyle(ground).backgroundColor)[3] === 0)
          ground = ground.parentElement;
        const pair = [
          getComputedStyle(element).color,
          getComputedStyle(ground ?? document.body).backgroundColor,
        ];
        const [dark = 0, light = 0] = pair.map(luminance).sort((left, right) => left - right);
        return (light + 0.05) / (dark + 0.05);
      });

  it('goes through the consent page by keyboard alone, and ends where it was meant to', async () => {
    await page.goto(`${app.url}/auth/login?return_to=/auth/me`);
    expect(await heading()).toBe('Connect to your account');
    await page.locator('input:focus').waitFor();
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    await page.waitForURL(`${app.url}/auth/me`);
    expect(await page.locator('body').innerText()).toContain(users[1]!.name);
    const [session] = (await page.context().cookies()).filter(({ name }) => name === 'session');
    expect(session).toMatchObject({ httpOnly: true, sameSite: 'Lax', path: '/' });
    expect(await page.evaluate(() => document.cookie)).toBe('');
  });

  it('says so where the user denied, and lets them try again by keyboard', async () => {
    await page.goto(`${app.url}/auth/login`);
    await page.getByRole('button', { name: 'Deny' }).click();
    await page.waitForURL(/\/auth\/callback\?/);
    expect(await heading()).toBe('The login failed');
    expect(await page.locator('main').innerText()).toContain('auth.access_denied');
    await page.keyboard.press('Tab');
    expect(await tryAgain().evaluate((link) => link === document.activeElement)).toBe(true);
    expect(await tryAgain().evaluate((link) => getComputedStyle(link).outlineStyle)).toBe('solid');
    await page.keyboard.press('Enter');
    await page.waitForURL(/\/oauth2\/authorize\?/);
    await page.locator('input:focus').waitFor();
    await page.keyboard.press('Enter');
    await page.waitForURL(/\/auth\/callback\?/);
    expect(await heading()).toBe(`Logged in as ${users[0]!.name}`);
    expectStatus(403);
  });

  it.each(SCHEMES)(
    'ends on a page with the token, a button that copies it, and the way back (%s)',
    async (colorScheme) => {
      await page.context().grantPermissions(['clipboard-read', 'clipboard-write'], { origin: app.url });
      await page.emulateMedia({ colorScheme });
      await page.setViewportSize({ width: 390, height: 800 });
      await page.goto(`${app.url}/auth/login`);
      await page.locator('input:focus').waitFor();
      await page.keyboard.press('Enter');
      await page.waitForURL(/\/auth\/callback\?/);
      await page.keyboard.press('Tab');
      await page.keyboard.press('Tab');
      await page.keyboard.press('Enter');
      await page.getByText('Copied.').waitFor();
      const copied = await page.evaluate(() => navigator.clipboard.readText());
      expect(copied).toBe(await page.getByLabel('Access token').inputValue());
      const me = await app.http().get('/auth/me', { headers: { authorization: `Bearer ${copied}` } });
      expect(me.json()).toMatchObject({ user: { name: users[0]!.name } });
      for (const selector of ['h1', 'main p', 'label', 'textarea', '#copy', 'main a', 'summary']) {
        expect(await contrastOf(selector)).toBeGreaterThanOrEqual(LEAST_CONTRAST);
      }
      expect(await widthOutside(page)).toBe(0);
      await keepPicture(page, `auth-token-${colorScheme}`);
      await page.getByRole('link', { name: 'Back to the console' }).click();
      await page.getByRole('heading', { name: 'Accounts and users' }).waitFor();
    },
  );

  it('is refused with a page where a callback is opened a second time', async () => {
    await page.goto(`${app.url}/auth/login?return_to=/auth/me`);
    const callback = page.waitForRequest((request) => request.url().startsWith(`${app.url}/auth/callback`));
    await page.locator('input:focus').waitFor();
    await page.keyboard.press('Enter');
    const address = (await callback).url();
    await page.waitForURL(`${app.url}/auth/me`);
    const reply = await page.goto(address);
    expect(reply?.status()).toBe(400);
    expect(await page.locator('main').innerText()).toContain('auth.state_invalid');
    await page.goto(`${app.url}/auth/me`);
    expect(await page.locator('body').innerText()).toContain(users[0]!.name);
    expectStatus(400);
  });

  it.each([
    [
      'a return that leads elsewhere',
      '/auth/login?return_to=//evil.example',
      400,
      'auth.return_to_invalid',
      true,
    ],
    ['an address that nobody answers to', '/auth/callback', 400, 'auth.callback_invalid', true],
    [
      'hostile texts',
      '/auth/callback?state=<img/src/onerror=alert(1)>&error=<script>',
      400,
      'auth.state_invalid',
      true,
    ],
    ['a call of monday without proof', '/auth?token=<b>x</b>', 401, 'auth.token_invalid', false],
  ])(
    'has a page for %s, readable in light and dark and on a phone',
    async (_name, path, status, code, hasWay) => {
      const grounds: string[] = [];
      await page.setViewportSize({ width: 360, height: 640 });
      await page.goto(`${app.url}${path}`);
      for (const colorScheme of SCHEMES) {
        await page.emulateMedia({ colorScheme });
        expect(await page.locator('.detail').innerText()).toContain(code);
        expect(await tryAgain().count()).toBe(hasWay ? 1 : 0);
        for (const selector of ['h1', 'main p', '.detail', ...(hasWay ? ['.action'] : [])]) {
          expect(await contrastOf(selector)).toBeGreaterThanOrEqual(LEAST_CONTRAST);
        }
        grounds.push(await page.evaluate(() => getComputedStyle(document.body).backgroundColor));
        expect(await widthOutside(page)).toBe(0);
        expect(await page.locator('img, script, b').count()).toBe(0);
        await keepPicture(page, `auth-error-${code}-${colorScheme}`);
      }
      expect(grounds[0]).not.toBe(grounds[1]);
      expectStatus(status);
    },
  );

  it('can read the consent page in light and dark', async () => {
    await page.goto(`${app.url}/auth/login`);
    for (const colorScheme of SCHEMES) {
      await page.emulateMedia({ colorScheme });
      for (const selector of ['h1', '.lead', '.choice strong', '.choice .muted', '.primary', '.hint']) {
        expect(await contrastOf(selector)).toBeGreaterThanOrEqual(LEAST_CONTRAST);
      }
      await keepPicture(page, `auth-consent-${colorScheme}`);
    }
  });

  it('gets a page too where there were too many attempts', async () => {
    const replies = await Promise.all(Array.from({ length: 41 }, () => app.http().get('/auth/callback')));
    expect(replies.at(-1)!.status).toBe(429);
    const reply = await page.goto(`${app.url}/auth/callback`);
    expect(reply?.status()).toBe(429);
    expect(Number(await reply?.headerValue('retry-after'))).toBeGreaterThan(0);
    expect(await page.locator('main').innerText()).toContain('http.too_many_requests');
    expectStatus(429);
  });
});
