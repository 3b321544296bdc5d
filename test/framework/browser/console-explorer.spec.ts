import { type Page } from 'playwright-core';
import { TestPlatform } from '../../../src/testing/index.js';
import { useTestPage } from '../support/browser-page.js';
import { describeWithBrowser } from '../support/chromium.js';
import { LOOKS, keepPicture, unlabelledControls, widthOutside } from '../support/page-checks.js';

const HOSTILE = '</textarea><script>alert(1)</script>';

describeWithBrowser('the GraphQL explorer of the console', () => {
  let platform: TestPlatform;
  let page: Page;
  const { expectStatus } = useTestPage(async (opened) => {
    page = opened;
    const schema = page.waitForResponse(/\/explorer\/schema/);
    await page.goto(`${platform.url}/explorer`);
    await (await schema).finished();
  });

  beforeAll(async () => {
    platform = await TestPlatform.start();
  });
  afterAll(() => platform.close());

  const query = () => page.locator('textarea[name=query]');
  const answer = () => page.getByRole('region', { name: 'Answer of the API' });

  it('runs a query with variables as the chosen user, and remembers it, by keyboard', async () => {
    await query().fill('query Own($limit: Int) { me { name } boards(limit: $limit) { name } }');
    await page.getByLabel('Variables').fill('{"limit": 1}');
    await page.getByLabel('As the user').selectOption({ label: 'Greta Novak, Kestrel Logistics' });
    await query().focus();
    await page.keyboard.press('Control+Enter');
    await answer().getByText('Greta Novak').waitFor();
    expect(JSON.parse(await answer().innerText())).toMatchObject({
      data: { boards: [{ name: 'Shipments' }] },
    });
    await query().fill('{ version { value } }');
    await page.getByLabel('Version').selectOption('2027-01');
    await page.getByRole('button', { name: 'Run query' }).click();
    await answer().getByText('2027-01').waitFor();
    await page.getByRole('link', { name: 'query Own' }).click();
    expect(await query().inputValue()).toContain('query Own');
    expect(await page.getByLabel('Variables').inputValue()).toBe('{"limit": 1}');
  });

  it('completes fields, arguments and values of the schema', async () => {
    const options = page.getByRole('listbox', { name: 'Names of the schema' }).getByRole('option');
    const complete = async (text: string): Promise<string[]> => {
      await query().fill(text);
      await page.keyboard.press('Control+Space');
      return options.allInnerTexts();
    };
    expect((await complete('{ boards { items_p')).map((text) => text.split(/\W/)[0])).toEqual(['items_page']);
    await page.keyboard.press('Enter');
    expect(await query().inputValue()).toBe('{ boards { items_page');
    expect((await complete('{ boards(order')).join()).toContain('order_by');
    expect((await complete('{ boards(order_by: ')).join()).toContain('created_at');
    expect((await complete('mutation { create_it')).join()).toContain('create_item');
    expect((await complete('{ boards { name } us')).join()).toContain('users');
    await page.keyboard.press('Escape');
    expect(await options.count()).toBe(0);
  });

  it('shows errors of the API and wrong variables, and escapes what was entered', async () => {
    await query().fill(HOSTILE);
    await page.getByRole('button', { name: 'Run query' }).click();
    await answer().getByText('Syntax Error').waitFor();
    expect(await query().inputValue()).toBe(HOSTILE);
    await page.getByLabel('Variables').fill(`[${HOSTILE}`);
    await page.getByRole('button', { name: 'Run query' }).click();
    await page.getByRole('alert').waitFor();
    expect(await page.locator('main script').count()).toBe(0);
    // The browser itself notes that the answer was a 400.
    expectStatus(400);
  });

  it.each(LOOKS)('fits $width pixels, labelled, in $colorScheme', async ({ width, colorScheme }) => {
    await page.setViewportSize({ width, height: 900 });
    await page.emulateMedia({ colorScheme });
    await page.getByRole('button', { name: 'Run query' }).click();
    await answer().waitFor();
    await query().fill('{ boards { ite');
    await page.keyboard.press('Control+Space');
    expect([await widthOutside(page), await unlabelledControls(page)]).toEqual([0, []]);
    await keepPicture(page, `explorer-${colorScheme}-${width}`);
  });
});
