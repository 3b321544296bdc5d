import { type Page } from 'playwright-core';
import { TestApp } from '../../../src/testing/index.js';
import { useTestPage } from '../support/browser-page.js';
import { describeWithBrowser } from '../support/chromium.js';
import { LOOKS, keepPicture, unlabelledControls, widthOutside } from '../support/page-checks.js';

const HOSTILE = '<script>alert(1)</script>';
const BOARD = '/boards/7310284655';

describeWithBrowser('the boards in the console', () => {
  let app: TestApp;
  let page: Page;
  const { expectStatus } = useTestPage((opened) => {
    page = opened;
  });

  beforeAll(async () => {
    app = await TestApp.start();
  });
  afterAll(() => app.close());

  const open = (path: string): Promise<unknown> => page.goto(`${app.platform.url}${path}`);
  const items = () => page.getByRole('region', { name: 'Items of', exact: false });
  const press = (name: string): Promise<void> => page.getByRole('button', { name, exact: true }).click();

  /** Events of the activity log, newest first. */
  async function events(): Promise<string[]> {
    const [user] = await app.users();
    const { access_token: token } = (
      await app.platform.http.post('/__sandbox/tokens', { userId: user!.id })
    ).json<{ access_token: string }>();
    const query = `{ boards(ids: [7310284655]) { activity_logs(limit: 20) { event } } }`;
    const reply = await app.platform.http.post('/v2', { query }, { headers: { authorization: token } });
    const { data } = reply.json<{ data: { boards: { activity_logs: { event: string }[] }[] } }>();
    return data.boards[0]!.activity_logs.map(({ event }) => event);
  }

  it('adds, changes, moves and deletes an item, each as a mutation of the API, by keyboard', async () => {
    await open(BOARD);
    await page.getByLabel('New item').fill(HOSTILE);
    await page.keyboard.press('Enter');
    await items().getByRole('link', { name: HOSTILE }).waitFor();
    expect(await page.locator('main script').count()).toBe(0);
    await items().getByRole('link', { name: HOSTILE }).focus();
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: HOSTILE }).waitFor();
    expect(await page.locator('main script').count()).toBe(0);
    await page.getByLabel('Name').fill('Renamed "item"');
    await page.getByLabel('Status').selectOption('Done');
    await page.getByLabel('Estimate').fill('7');
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: 'Renamed "item"' }).waitFor();
    expect(await page.getByLabel('Status').inputValue()).toBe('Done');
    expect(await page.getByLabel('Estimate').inputValue()).toBe('7');
    await page.getByLabel('Group').selectOption('Later');
    await press('Move to the group');
    expect(await page.getByLabel('Group').inputValue()).not.toBe('topics');
    await press('Delete item');
    await items().waitFor();
    expect(await items().getByText('Renamed').count()).toBe(0);
    expect(await events()).toEqual(
      expect.arrayContaining(['create_pulse', 'update_name', 'update_column_value', 'delete_pulse']),
    );
  });

  it('adds, renames, moves and deletes groups and columns', async () => {
    await open(BOARD);
    await page.getByLabel('New group').fill(HOSTILE);
    await press('Add group');
    await page.getByLabel('New column').fill(`${HOSTILE} column`);
    await page.getByLabel('Type of the column').selectOption('numbers');
    await press('Add column');
    await items()
      .getByRole('columnheader', { name: `${HOSTILE} column` })
      .waitFor();
    await page.getByRole('heading', { name: 'Groups' }).click();
    const firstGroup = () => items().locator('tr.group').first();
    expect(await firstGroup().innerText()).toContain(HOSTILE);
    await press('Move up group This sprint');
    await firstGroup().getByText('This sprint').waitFor();
    await page.getByRole('heading', { name: 'Groups' }).click();
    await press(`Delete group ${HOSTILE}`);
    await items().locator('tr.group').getByText(HOSTILE).waitFor({ state: 'detached' });
    await page.getByRole('heading', { name: 'Columns' }).click();
    await page
      .getByLabel(/, numbers/)
      .last()
      .fill('Renamed column');
    await page.keyboard.press('Enter');
    await items().getByRole('columnheader', { name: 'Renamed column' }).waitFor();
    await page.getByRole('heading', { name: 'Columns' }).click();
    await press('Delete column Renamed column');
    await items().getByText('Renamed column').waitFor({ state: 'detached' });
    expect(await items().getByText(HOSTILE).count()).toBe(0);
    expect(await page.locator('main script').count()).toBe(0);
  });

  it('adds a board and deletes it', async () => {
    await open('/boards');
    await page.getByLabel('New board').first().fill(HOSTILE);
    await page.keyboard.press('Enter');
    await page.getByRole('link', { name: HOSTILE }).click();
    await page.getByRole('heading', { name: HOSTILE }).waitFor();
    await page.getByRole('heading', { name: 'Board', exact: true }).click();
    await press('Delete board');
    await page.getByRole('heading', { name: 'Boards' }).waitFor();
    expect(await page.getByText(HOSTILE).count()).toBe(0);
  });

  it('shows why the API refuses a change, also one of a user who may only read', async () => {
    await open(BOARD);
    await page.getByRole('link', { name: 'Sketch the new landing page' }).click();
    await page.getByLabel('Estimate').fill('many');
    await press('Save');
    await page.getByRole('alert').waitFor();
    await open(`${BOARD}?as=58120662`);
    await page.getByLabel('New item').fill('Not allowed');
    await press('Add item');
    expect(await page.getByRole('alert').textContent()).toContain('unauthorized');
    // The browser itself notes that the answers were 400.
    expectStatus(400);
  });

  it.each(LOOKS)('fits $width pixels, labelled, in $colorScheme', async ({ width, colorScheme }) => {
    await page.setViewportSize({ width, height: 800 });
    await page.emulateMedia({ colorScheme });
    for (const [name, path] of [
      ['boards', '/boards'],
      ['board', BOARD],
      ['item', `${BOARD}/items/7310284756`],
    ] as const) {
      await open(path);
      for (const summary of await page.locator('details.section > summary').all()) await summary.click();
      expect([await widthOutside(page), await unlabelledControls(page)]).toEqual([0, []]);
      await keepPicture(page, `${name}-${colorScheme}-${width}`);
    }
  });
});
