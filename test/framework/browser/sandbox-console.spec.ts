import { createTransport } from 'nodemailer';
import { type Page } from 'playwright-core';
import { runAs } from '../../../src/caller/index.js';
import { AppLogger } from '../../../src/logging/index.js';
import { DeadLetters } from '../../../src/queue/dead-letters.js';
import { Feature } from '../../../src/feature/index.js';
import { collection, SecureStorage, StorageService } from '../../../src/storage/index.js';
import { eventually, TestApp } from '../../../src/testing/index.js';
import { useTestPage } from '../support/browser-page.js';
import { describeWithBrowser } from '../support/chromium.js';
import { HOLD_TIMEOUTS } from '../support/hold-timeouts.js';
import { keepPicture, widthOutside } from '../support/page-checks.js';

const ACCOUNT = '18345021';
const CALLER = { accountId: ACCOUNT, userId: '58120443', kind: 'user' } as const;

class Notes extends collection<{ at: number }>({ name: 'notes', indexes: { at: 'number' } }) {}

@Feature({ name: 'notes', collections: [Notes] })
class NotesFeature {}

describeWithBrowser('the console of the local platform in a browser', () => {
  let app: TestApp;
  let page: Page;
  const { expectError, expectStatus } = useTestPage((opened) => {
    page = opened;
  });

  beforeAll(async () => {
    app = await TestApp.start({
      variables: { DEV_TOKEN: 'd'.repeat(32) },
      imports: [NotesFeature],
    });
    await runAs(CALLER, async () => {
      await app.get(StorageService).upsert('<b>order</b>', { of: 'the app' });
      await app.get(SecureStorage).put('api-key', 'very secret');
      await app.get(Notes).put('<i>note</i>', { at: 1 });
    });
    await app.get(DeadLetters).keep({
      id: 'letter-1',
      type: 'order_placed',
      accountId: ACCOUNT,
      attempts: 10,
      cause: 'handler.failed',
      diedAt: 0,
      body: '{}',
    });
  });
  afterAll(() => app.close());

  const open = (path: string): Promise<unknown> => page.goto(`${app.platform.url}${path}`);

  it('shows what each account keeps, secrets only on demand', async () => {
    await open(`/storage?account=${ACCOUNT}`);
    expect(await page.getByText('<b>order</b>').isVisible()).toBe(true);
    expect(await page.getByText('<i>note</i>').isVisible()).toBe(true);
    expect(await page.getByText('very secret').isVisible()).toBe(false);
    await page.getByText('Show', { exact: true }).focus();
    await page.keyboard.press('Enter');
    expect(await page.getByText('very secret').isVisible()).toBe(true);
    await keepPicture(page, 'storage');
    await page.getByRole('link', { name: 'Kestrel' }).click();
    await page.getByText('Kestrel Logistics').first().waitFor();
    expect(await page.getByText('<b>order</b>').count()).toBe(0);
  });

  it('follows what happens, without a reload', async () => {
    await open(`/storage?account=${ACCOUNT}`);
    await runAs(CALLER, () => app.get(StorageService).upsert('later', 1));
    await page.getByText('later').waitFor();
  });

  it('asks again after a request that was not answered', async () => {
    const script = await page.addInitScript(HOLD_TIMEOUTS);
    await open(`/storage?account=${ACCOUNT}`);
    await script.dispose();
    let held = 0;
    await page.route('**/storage?account=*', () => void (held += 1), { times: 1 });
    await page.evaluate(`document.dispatchEvent(new Event('visibilitychange'))`);
    await eventually(() => held === 1 || undefined);
    await runAs(CALLER, () => app.get(StorageService).upsert('after silence', 1));
    await page.evaluate('endTimeouts()');
    await page.getByText('after silence').waitFor();
  });

  it('drops a dead letter of the app', async () => {
    await open('/queue');
    await keepPicture(page, 'queue');
    await page.getByRole('button', { name: 'Drop: order_placed' }).click();
    await page.getByText('handler.failed').waitFor({ state: 'detached' });
    expect(await app.get(DeadLetters).list(10)).toEqual([]);
  });

  it('sends a lifecycle event to the app again', async () => {
    await fetch(`${app.platform.url}/__sandbox/lifecycle/install`, { method: 'POST' });
    await open('/requests');
    const sent = page.getByRole('button', { name: 'Send again: /monday/lifecycle' });
    await sent.first().click();
    await sent.nth(1).waitFor();
    await keepPicture(page, 'requests');
    expect(await page.getByRole('region', { name: 'Requests to the app' }).getByText('200').count()).toBe(2);
  });

  it('shows a mail that would follow the reader to dark as on paper, and the list inside its card', async () => {
    const { smtpPort } = app.platform;
    const html = `<meta name="color-scheme" content="light dark"><p>Hello <script>alert(1)</script></p>`;
    const transport = createTransport({ host: '127.0.0.1', port: smtpPort, secure: false, ignoreTLS: true });
    const subject = '<script>alert(1)</script> and a subject that is longer than a phone is wide';
    await transport.sendMail({ from: 'a@b.example', to: 'c@d.example', subject, html, text: '<b>text</b>' });
    await page.emulateMedia({ colorScheme: 'dark' });
    await page.setViewportSize({ width: 390, height: 800 });
    await open('/mailbox');
    expect(await page.locator('main script').count()).toBe(0);
    expect(await widthOutside(page)).toBe(0);
    await page.getByRole('link', { name: subject }).click();
    const frame = page.frameLocator('iframe');
    const colour = await frame.locator('p').evaluate((element) => getComputedStyle(element).color);
    expect(colour).toBe('rgb(0, 0, 0)');
    expect(await page.getByText('<b>text</b>').isVisible()).toBe(true);
    expect(await widthOutside(page)).toBe(0);
    await keepPicture(page, 'mail-dark');
    // The browser says that it blocked the script of the mail.
    expectError('Blocked script execution');
  });

  it('shows the log of the app', async () => {
    app.get(AppLogger).warn({ hint: '<b>field</b>' }, '<script>alert(1)</script>', 'Shop');
    await open('/logs');
    const row = page.getByRole('row').filter({ hasText: 'alert(1)' });
    expect(await row.innerText()).toContain('<script>alert(1)</script>');
    expect(await row.innerText()).toContain('<b>field</b>');
    expect(await row.getByText('warn', { exact: true }).isVisible()).toBe(true);
    expect(await page.locator('main script').count()).toBe(0);
    await keepPicture(page, 'logs');
  });

  it('says that an app without credentials needs no connections', async () => {
    await open('/connections');
    await page.getByText('The app declares no credentials.').waitFor();
  });

  it('starts and ends a trial of an account, and says how the app took the events', async () => {
    await open('/subscriptions');
    const account = page.getByRole('region', { name: 'Harbor & Pine Studio' });
    await account.getByLabel('Plan').fill('pro');
    await account.getByRole('button', { name: 'Start a trial' }).click();
    const status = page.getByRole('status');
    expect(await status.textContent()).toBe('Sent app_trial_subscription_started; the app answered 200.');
    expect(await account.getByText('trial', { exact: true }).isVisible()).toBe(true);
    await keepPicture(page, 'subscriptions');
    await account.getByRole('button', { name: 'End the trial' }).click();
    expect(await status.textContent()).toBe('Sent app_trial_subscription_ended; the app answered 200.');
    await account.getByText('This account has no subscription.').waitFor();
  });

  it('plans a fault by keyboard, shows it and takes it away', async () => {
    await page.emulateMedia({ colorScheme: 'dark' });
    await open('/faults');
    await page.getByLabel('Kind').selectOption('rate-limited');
    await page.getByLabel('Route').fill('POST /v2');
    await page.keyboard.press('Enter');
    await page.getByRole('button', { name: 'Remove: rate-limited' }).waitFor();
    expect((await fetch(`${app.platform.url}/v2`, { method: 'POST' })).status).toBe(429);
    await keepPicture(page, 'faults-dark');
    await page.getByRole('button', { name: 'Remove: rate-limited' }).click();
    await page.getByText('There are no active faults.').waitFor();
  });

  it('says what is wrong with a fault', async () => {
    await open('/faults');
    await page.getByLabel('Share of calls').fill('2');
    await page.getByRole('button', { name: 'Add fault' }).click();
    expect(await page.getByRole('alert').textContent()).toContain('share');
    // The browser itself notes that the answer was a 400.
    expectStatus(400);
  });

  it('turns limits off and on', async () => {
    await open('/faults');
    await page.getByRole('button', { name: 'Turn limits off' }).click();
    await page.getByRole('button', { name: 'Turn limits on' }).click();
    await page.getByRole('button', { name: 'Turn limits off' }).waitFor();
  });

  it.each(['/storage', '/queue', '/faults', '/subscriptions', '/connections'])(
    'does not scroll sideways on a phone: %s',
    async (path) => {
      await page.setViewportSize({ width: 360, height: 700 });
      await open(path);
      expect(await widthOutside(page)).toBe(0);
    },
  );
});
