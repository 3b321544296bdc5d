import { type Page } from 'playwright-core';
import { TestPlatform } from '../../../src/testing/index.js';
import { useTestPage } from '../support/browser-page.js';
import { describeWithBrowser } from '../support/chromium.js';
import { LOOKS, keepPicture, unlabelledControls, widthOutside } from '../support/page-checks.js';

const HOSTILE = '<script>alert(1)</script>';

describeWithBrowser('accounts and users in the console', () => {
  let platform: TestPlatform;
  let page: Page;
  const { expectStatus } = useTestPage(async (opened) => {
    page = opened;
    await page.goto(platform.url);
  });

  beforeAll(async () => {
    platform = await TestPlatform.start();
  });
  afterAll(() => platform.close());

  const press = (name: string): Promise<void> => page.getByRole('button', { name, exact: true }).click();
  const harbor = () => page.getByRole('region', { name: 'Harbor & Pine Studio' });

  it('invites a user, activates, renames and deactivates them, and changes their role', async () => {
    await harbor().getByLabel('Invite a user').fill('new@harborpine.example');
    await page.keyboard.press('Enter');
    await harbor().getByText('pending').waitFor();
    await press('Activate new');
    await page.getByRole('link', { name: 'Edit new' }).focus();
    await page.keyboard.press('Enter');
    await page.getByLabel('Name').fill(HOSTILE);
    await press('Save');
    await page.getByRole('heading', { name: HOSTILE }).waitFor();
    await page.getByLabel('Role').selectOption('viewer');
    await press('Change role');
    expect(await page.getByLabel('Role').inputValue()).toBe('VIEW_ONLY');
    await page.goto(platform.url);
    expect(await harbor().getByText(HOSTILE).isVisible()).toBe(true);
    expect(await page.locator('main script').count()).toBe(0);
    await page.getByRole('link', { name: `Edit ${HOSTILE}` }).click();
    await press('Deactivate');
    await harbor().getByText('inactive').waitFor();
    expect(await page.getByRole('button', { name: `Log in as ${HOSTILE}` }).count()).toBe(0);
  });

  it('says why a user cannot be changed', async () => {
    await page.getByRole('link', { name: 'Edit Amara Lindqvist' }).click();
    await press('Deactivate');
    expect(await page.getByRole('alert').textContent()).toBe('Users cannot change themselves');
    // The browser itself notes that the answer was a 400.
    expectStatus(400);
  });

  it('changes the scopes of new tokens', async () => {
    await page.getByRole('heading', { name: 'Scopes' }).click();
    await page.getByLabel('boards:read', { exact: true }).uncheck();
    await press('Save scopes');
    await page.getByRole('heading', { name: 'Accounts and users' }).waitFor();
    const token = await platform.accessToken();
    const query = '{ boards { id } }';
    const reply = await platform.http.post('/v2', { query }, { headers: { authorization: token } });
    expect(reply.text).toContain('boards:read');
  });

  it.each(LOOKS)('fits $width pixels, labelled, in $colorScheme', async ({ width, colorScheme }) => {
    await page.setViewportSize({ width, height: 800 });
    await page.emulateMedia({ colorScheme });
    await page.getByRole('heading', { name: 'Scopes' }).click();
    expect([await widthOutside(page), await unlabelledControls(page)]).toEqual([0, []]);
    await keepPicture(page, `accounts-${colorScheme}-${width}`);
    await page.getByRole('link', { name: 'Edit Ivy Chen' }).click();
    await page.getByRole('heading', { name: 'Ivy Chen' }).waitFor();
    expect([await widthOutside(page), await unlabelledControls(page)]).toEqual([0, []]);
    await keepPicture(page, `user-${colorScheme}-${width}`);
  });
});
