import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import { type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Frame, type Page, type Route } from 'playwright-core';
import { eventually, TestApp, TestPlatform } from '../../../src/testing/index.js';
import { useTestPage } from '../support/browser-page.js';
import { describeWithBrowser } from '../support/chromium.js';
import { HOLD_TIMEOUTS } from '../support/hold-timeouts.js';

const ADMIN = '58120443';
const VIEWER = '58120662';
const BOARD = '7310284655';
/** Its first item, "Sketch the new landing page". */
const ITEM = 7310284756;
/** monday's own bundle for browsers. */
const SDK = readFileSync(require.resolve('monday-sdk-js/dist/main.js'), 'utf8');
const VIEW = `<!doctype html><html lang="en"><title>view</title><h1>A view</h1>
<script src="/sdk.js"></script>
<script>
  const monday = mondaySdk();
  let last;
  const heard = [];
  const listen = (...types) => types.map((type) => monday.listen(type, ({ data }) => heard.push({ type, data })));
  const outcome = (promise) => promise.then(({ data }) => ({ data }), ({ message, data }) => ({ message, data }));
</script>`;

/** For the page of the host only: its timers wait for the test, which knows their delays. */
const HOLD_TIMERS = `if (top === window) {
  globalThis.delays = [];
  globalThis.setTimeout = (action, delay) => {
    delays.push(delay);
    globalThis.runTimer = action;
  };
}`;

interface Heard {
  readonly type: string;
  readonly data: unknown;
}

interface Outcome {
  readonly data?: Record<string, unknown>;
  readonly message?: string;
}

async function serveView(): Promise<{ server: Server; url: string }> {
  const server = createServer((request, response) => {
    const isSdk = request.url === '/sdk.js';
    response.setHeader('Content-Type', isSdk ? 'text/javascript' : 'text/html').end(isSdk ? SDK : VIEW);
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  return { server, url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/view/` };
}

describeWithBrowser('the view host in a browser', () => {
  let platform: TestPlatform;
  let dataDir: string;
  let view: { server: Server; url: string };
  let page: Page;
  const { expectStatus, expectError } = useTestPage((opened) => {
    page = opened;
  });

  const startPlatform = async (port = 0): Promise<void> => {
    platform = await TestPlatform.start({ appUrl: new URL(view.url).origin, dataDir, port });
  };

  beforeAll(async () => {
    dataDir = mkdtempSync(join(tmpdir(), 'view-host-'));
    view = await serveView();
    await startPlatform();
  });
  afterAll(async () => {
    await platform.close();
    rmSync(dataDir, { recursive: true });
    view.server.closeAllConnections();
    view.server.close();
  });
  async function open(query: Readonly<Record<string, string>> = {}): Promise<Frame> {
    const parameters = new URLSearchParams({
      url: view.url,
      user: ADMIN,
      board: BOARD,
      kind: 'board_view',
      ...query,
    });
    await page.goto(`${platform.url}/views?${parameters.toString()}`);
    return shownFrame();
  }
  async function shownFrame(part = '.stage'): Promise<Frame> {
    const frame = await (await page.waitForSelector(`${part} iframe`)).contentFrame();
    await frame!.waitForLoadState();
    return frame!;
  }
  /** See {@link HOLD_TIMERS}. */
  async function openWithoutTimers(query?: Readonly<Record<string, string>>): Promise<Frame> {
    const script = await page.addInitScript(HOLD_TIMERS);
    const frame = await open(query);
    await script.dispose();
    return frame;
  }
  /** A window that the page opens shares its process; a process of its own costs more than a test. */
  async function openWindow(url = 'about:blank'): Promise<Page> {
    const [opened] = await Promise.all([
      page.context().waitForEvent('page'),
      page.evaluate((address) => void window.open(address), url),
    ]);
    await opened.waitForLoadState();
    return opened;
  }

  const run = <T>(frame: Frame, code: string): Promise<T> => frame.evaluate(code);
  const ask = (frame: Frame, code: string): Promise<Outcome> => run(frame, `outcome(monday.${code})`);
  const heard = async (frame: Frame, type: string, count: number): Promise<Heard[]> => {
    const own = `heard.filter((each) => each.type === '${type}')`;
    await frame.waitForFunction(`${own}.length >= ${count}`);
    return run(frame, own);
  };

  const look = async (name: string): Promise<void> => {
    const folder = process.env.SCREENSHOTS;
    if (folder) await page.screenshot({ path: `${folder}/${name}.png`, fullPage: true });
  };
  /** See {@link HOLD_TIMERS}. */
  const timersSet = (count: number): Promise<true> =>
    eventually(async () => (await page.evaluate<number>('delays.length')) >= count || undefined);
  /** As another client of the API. */
  const change = async (query: string, variables: object = {}): Promise<Record<string, unknown>> => {
    const headers = { authorization: await platform.accessToken(ADMIN) };
    const reply = await platform.http.post('/v2', { query, variables }, { headers });
    return reply.json<{ data: Record<string, unknown> }>().data;
  };
  const createItem = async (name: string): Promise<number> => {
    const query =
      'mutation ($board: ID!, $name: String!) { create_item(board_id: $board, item_name: $name) { id } }';
    const { create_item: item } = await change(query, { board: BOARD, name });
    return Number((item as { id: string }).id);
  };
  /** Starts a call that waits for the user. */
  const start = (frame: Frame, code: string): Promise<void> =>
    run(frame, `(outcome(monday.${code}).then((result) => { last = result; }), undefined)`);
  const lastOf = async (frame: Frame): Promise<Outcome> => {
    await frame.waitForFunction('last !== undefined');
    return run(frame, 'last');
  };

  it('is on another site than the view, and can frame nothing else', async () => {
    const reply = await page.goto(
      `${platform.url}/views?${new URLSearchParams({ url: view.url }).toString()}`,
    );
    expect(new URL(page.url()).hostname).toBe('localhost');
    expect(reply?.headers()['content-security-policy']).toContain(`frame-src ${new URL(view.url).origin};`);
  });

  it('opens a view by keyboard', async () => {
    await page.goto(`${platform.url}/views`);
    await page.getByLabel('Shown as').focus();
    await page.keyboard.type('Item');
    await page.keyboard.press('Tab');
    await page.keyboard.type('Ivy');
    await page.keyboard.press('Enter');
    await page.getByRole('button', { name: 'Open' }).press('Enter');
    const { data } = await ask(await shownFrame(), `get('context')`);
    expect(data).toMatchObject({ instanceType: 'item_view', user: { id: VIEWER } });
    expect(data!['itemId']).toEqual(expect.any(Number));
  });

  it('answers each get of the SDK', async () => {
    const frame = await open({ theme: 'dark' });
    expect((await ask(frame, `get('context')`)).data).toMatchObject({
      theme: 'dark',
      user: { id: ADMIN },
      boardId: Number(BOARD),
      instanceType: 'board_view',
    });
    expect((await ask(frame, `get('settings')`)).data).toEqual({});
    expect((await ask(frame, `get('itemIds')`)).data).toContain(ITEM);
    expect((await ask(frame, `get('filter')`)).data).toEqual({ term: '', rules: [], operator: null });
    expect((await ask(frame, `get('location')`)).data).toMatchObject({
      href: expect.stringMatching(
        /^https:\/\/harbor-pine\.monday\.com\/boards\/7310284655\/views\/\d+$/,
      ) as unknown,
      search: '',
    });
    expect((await ask(frame, `get('sessionToken')`)).data).toEqual(expect.stringMatching(/^eyJ/));
  });

  it('answers set, and tells who listens', async () => {
    const frame = await open();
    await run(frame, `listen('settings', 'location') && 0`);
    await heard(frame, 'settings', 1);
    expect(await ask(frame, `set('settings', { size: 2 })`)).toEqual({ data: { size: 2 } });
    expect((await heard(frame, 'settings', 2))[1]!.data).toEqual({ size: 2 });
    await page.waitForFunction(`document.querySelector('[data-field="settings"]').value === '{"size":2}'`);
    await ask(frame, `set('location', { query: { tab: 'a b' } })`);
    const events = await heard(frame, 'location', 2);
    expect(events.at(-1)!.data).toMatchObject({ query: { tab: 'a b' }, search: 'app[tab]=a%20b' });
  });

  it('sends events when theme, filter and settings change on its page', async () => {
    const frame = await open();
    await run(frame, `listen('context', 'filter', 'itemIds', 'settings') && 0`);
    await Promise.all(['context', 'filter', 'itemIds', 'settings'].map((type) => heard(frame, type, 1)));
    const state = page.getByRole('region', { name: 'While it is open' });
    await state.getByLabel('Theme').selectOption('black');
    expect((await heard(frame, 'context', 2))[1]!.data).toMatchObject({ theme: 'black' });
    await state.getByLabel('Search of the board').fill('landing');
    expect((await heard(frame, 'filter', 2))[1]!.data).toMatchObject({ term: 'landing' });
    expect((await heard(frame, 'itemIds', 2))[1]!.data).toEqual([ITEM]);
    await state.getByLabel('Filter rules').fill('no JSON');
    await page.keyboard.press('Tab');
    await state.getByText('That is not valid JSON.').waitFor();
    await state.getByLabel('Settings, as JSON').fill('{"color":"red"}');
    await page.keyboard.press('Tab');
    expect((await heard(frame, 'settings', 2))[1]!.data).toMatchObject({ color: 'red' });
    expect(page.url()).toContain('theme=black');
  });

  it('sends events when anybody changes the board', async () => {
    const frame = await open({ user: VIEWER });
    await run(frame, `listen('events', 'itemIds') && 0`);
    await heard(frame, 'itemIds', 1);
    const id = await createItem('Made elsewhere');
    expect((await heard(frame, 'events', 1))[0]!.data).toEqual({
      type: 'new_items',
      boardId: Number(BOARD),
      itemIds: [id],
    });
    expect((await heard(frame, 'itemIds', 2))[1]!.data).toContain(id);
    await change(
      `mutation { change_simple_column_value(board_id: ${BOARD}, item_id: ${id}, column_id: "status", value: "Done") { id } }`,
    );
    expect((await heard(frame, 'events', 2))[1]!.data).toMatchObject({
      type: 'change_column_values',
      itemIds: [id],
      columnId: 'status',
      columnValue: { index: 1 },
    });
    await change(`mutation { delete_item(item_id: ${id}) { id } }`);
    expect((await heard(frame, 'itemIds', 3))[2]!.data).not.toContain(id);
  });

  it('sends the changes to more pages of a browser than it has connections, also after some are closed', async () => {
    const own = page;
    const pages: Page[] = [];
    const frames: Frame[] = [];
    while (pages.length < 6) pages.push(await openWindow());
    for (page of pages) frames.push(await open());
    page = own;
    frames.push(await open({ kind: 'object_view' }));
    await Promise.all(frames.map((frame) => run(frame, `listen('events', 'settings') && 0`)));
    await Promise.all(frames.map((frame) => heard(frame, 'settings', 1)));
    const sendTo = async (frame: Frame, count: number): Promise<void> => {
      const id = await createItem('For all pages');
      expect((await heard(frame, 'events', count)).at(-1)!.data).toMatchObject({ itemIds: [id] });
    };
    await sendTo(frames[6]!, 1);
    await ask(frames[1]!, `set('settings', { shared: 1 })`);
    expect((await heard(frames[2]!, 'settings', 2))[1]!.data).toMatchObject({ shared: 1 });
    const taken = pages[1]!.waitForResponse((reply) => reply.url().endsWith('/changes'));
    await pages[0]!.close();
    await taken;
    await sendTo(frames[6]!, 2);
    expect(await heard(frames[6]!, 'settings', 1)).toHaveLength(1);
    await Promise.all(pages.slice(1).map((other) => other.close()));
  });

  it('says that the platform is down, connects again by itself, and sends what the view missed', async () => {
    const frame = await openWithoutTimers();
    await run(frame, `listen('events', 'itemIds', 'settings') && 0`);
    await Promise.all(['itemIds', 'settings'].map((type) => heard(frame, type, 1)));
    await page.evaluate('delays.length = 0, Math.random = () => 1');
    const port = Number(new URL(platform.url).port);
    const note = page.getByText('The local platform does not answer');
    await platform.close();
    try {
      await note.waitFor();
      for (let failures = 1; failures < 7; failures += 1) {
        await timersSet(failures);
        await page.evaluate('runTimer()');
      }
      await timersSet(7);
      await page.evaluate('Math.random = () => 0, runTimer()');
      await timersSet(8);
    } finally {
      await startPlatform(port);
    }
    expect(await page.evaluate('delays')).toEqual([500, 1000, 2000, 4000, 8000, 10_000, 10_000, 5000]);
    const missed = await createItem('Made without a connection');
    await page.evaluate('runTimer()');
    expect((await heard(frame, 'itemIds', 2))[1]!.data).toContain(missed);
    await note.waitFor({ state: 'hidden' });
    const live = await createItem('Made with a connection');
    expect((await heard(frame, 'events', 1))[0]!.data).toMatchObject({ itemIds: [live] });
    await ask(frame, `set('settings', { size: 3 })`);
    expect((await heard(frame, 'settings', 2)).slice(1)).toEqual([
      expect.objectContaining({ data: expect.objectContaining({ size: 3 }) as unknown }),
    ]);
    expectError('net::ERR_');
  });

  it('says that a view is silent until its first message', async () => {
    const url = new URL('/sdk.js', view.url).href;
    const frame = await openWithoutTimers({ url });
    await timersSet(1);
    await page.evaluate('runTimer()');
    const note = page.getByText(`No message from the view yet. Does ${url} answer`);
    await note.waitFor();
    await run(frame, `parent.postMessage({ method: 'get', args: { type: 'context' } }, '*')`);
    await note.waitFor({ state: 'hidden' });
  });

  it('queries the API with the rights of the user', async () => {
    const frame = await open({ user: VIEWER });
    expect(await run<unknown>(frame, `monday.api('{ me { id } }')`)).toMatchObject({
      data: { me: { id: VIEWER } },
    });
    const refused = await ask(
      frame,
      `api('mutation { create_item(board_id: ${BOARD}, item_name: "x") { id } }')`,
    );
    expect(refused).toMatchObject({
      message: 'Graphql validation errors',
      data: { errors: [{ extensions: { code: 'UserUnauthorizedException' } }] },
    });
  });

  it('keeps what the view stores, with versions', async () => {
    const frame = await open();
    const { data } = await ask(frame, `storage.instance.setItem('k', { n: 1 })`);
    const { version } = data as { version: string };
    const again = await open();
    expect((await ask(again, `storage.instance.getItem('k')`)).data).toEqual({
      value: { n: 1 },
      version,
      success: true,
    });
    expect((await ask(again, `storage.getItem('k')`)).data).toEqual({ value: null, success: true });
    await ask(again, `storage.setItem('k', 'all')`);
    const stale = await ask(again, `storage.setItem('k', 'mine', { previous_version: 'stale' })`);
    expect(stale.data).toMatchObject({
      success: false,
      error: expect.stringMatching(/^Version mismatch/) as unknown,
    });
    await ask(again, `storage.deleteItem('k')`);
    expect((await ask(again, `storage.getItem('k')`)).data).toMatchObject({ value: null });
    expect((await ask(again, `storage.instance.deleteItem('k')`)).data).toMatchObject({ success: true });
  });

  it('shows notices and asks for confirmation, by keyboard', async () => {
    const frame = await open();
    await ask(frame, `execute('notice', { message: 'Saved <b>it</b>', type: 'success', timeout: 60000 })`);
    await page.getByRole('status').getByText('Saved <b>it</b>').waitFor();
    await start(frame, `execute('confirm', { message: 'Are you sure?', confirmButton: 'Yes' })`);
    await page.getByRole('dialog', { name: 'Confirm' }).waitFor();
    expect(
      await page.getByRole('button', { name: 'Yes' }).evaluate((button) => button === document.activeElement),
    ).toBe(true);
    await page.keyboard.press('Enter');
    expect(await lastOf(frame)).toEqual({ data: { confirm: true } });
    await run(frame, 'last = undefined');
    await start(frame, `execute('confirm', { message: 'And now?', excludeCancelButton: true })`);
    await page.getByRole('dialog').getByText('And now?').waitFor();
    await page.keyboard.press('Escape');
    expect(await lastOf(frame)).toEqual({ data: { confirm: false } });
  });

  it('shows a few notices and dialogs of a view that sends many, whatever their texts', async () => {
    await page.setViewportSize({ width: 390, height: 800 });
    const frame = await open();
    const long = `'x'.repeat(2_000)`;
    await run(
      frame,
      `Promise.all(Array.from({ length: 8 }, (_, index) =>
        monday.execute('notice', { message: index + ${long}, timeout: 1e9 })))`,
    );
    const notices = page.locator('.notices');
    expect(await notices.locator('p').count()).toBe(5);
    const stage = (await page.locator('.screen').boundingBox())!;
    expect((await notices.boundingBox())!.height).toBeLessThanOrEqual(stage.height / 2);
    await run(
      frame,
      `(globalThis.answers = Array.from({ length: 12 }, () =>
        monday.execute('confirm', { message: ${long}, confirmButton: ${long} })), 0)`,
    );
    expect(await run(frame, 'Promise.any(answers).then(({ data }) => data)')).toEqual({ confirm: false });
    await page.getByText('execute confirm').nth(13).waitFor();
    expect(await page.locator('dialog').count()).toBe(10);
    const isWide = ({ scrollWidth, clientWidth }: Element): boolean => scrollWidth > clientWidth;
    expect(await page.locator('dialog').last().evaluate(isWide)).toBe(false);
  });

  it('opens cards, dialogs and modals', async () => {
    const frame = await open();
    await ask(frame, `execute('openItemCard', { itemId: ${ITEM} })`);
    await page.getByRole('dialog', { name: 'Sketch the new landing page' }).getByText('Due date').waitFor();
    await page.keyboard.press('Escape');
    await start(frame, `execute('openCreateItemDialog')`);
    await page.getByLabel('Name').fill('From the dialog');
    await page.keyboard.press('Enter');
    const { itemId } = (await lastOf(frame)).data as { itemId: number };
    expect((await ask(frame, `get('itemIds')`)).data).toContain(itemId);
    await run(frame, 'last = undefined');
    await start(frame, `execute('openAppFeatureModal', { urlPath: 'more', width: '300px' })`);
    const modal = await shownFrame('dialog');
    expect(modal.url()).toBe(`${view.url}more`);
    await run(modal, `listen('settings') && 0`);
    await heard(modal, 'settings', 1);
    await ask(frame, `set('settings', { fromOpener: 1 })`);
    expect((await heard(modal, 'settings', 2))[1]!.data).toMatchObject({ fromOpener: 1 });
    await run(modal, `monday.execute('closeAppFeatureModal') && 0`);
    expect(await lastOf(frame)).toEqual({ data: { closed: true } });
    await run(frame, 'last = undefined');
    await start(frame, `execute('openAppFeatureModal', {})`);
    await page.waitForSelector('dialog iframe');
    await page.keyboard.press('Escape');
    expect(await lastOf(frame)).toEqual({ data: { closed: true } });
    const opened = page.context().waitForEvent('page');
    await ask(frame, `execute('openLinkInTab', { url: '${platform.url}/boards' })`);
    await (await opened).close();
  });

  it('uploads a file that the user chooses', async () => {
    const column = `mutation { create_column(board_id: ${BOARD}, title: "Papers", column_type: file, id: "papers") { id } }`;
    await change(column);
    const frame = await open();
    const params = `{ boardId: ${BOARD}, itemId: ${ITEM}, columnId: 'papers' }`;
    await start(frame, `execute('triggerFilesUpload', ${params})`);
    await page
      .getByLabel('File', { exact: true })
      .setInputFiles({ name: 'note.txt', mimeType: 'text/plain', buffer: Buffer.from('hello') });
    await page.getByRole('button', { name: 'Upload' }).click();
    expect(await lastOf(frame)).toEqual({ data: { success: true } });
    const { items } = await change(`{ items(ids: [${ITEM}]) { assets { name file_size } } }`);
    expect(items).toEqual([{ assets: [{ name: 'note.txt', file_size: 5 }] }]);
    await run(frame, 'last = undefined');
    await start(frame, `execute('triggerFilesUpload', ${params})`);
    await page.getByRole('dialog').waitFor();
    await page.keyboard.press('Escape');
    expect(await lastOf(frame)).toMatchObject({ message: 'The user chose no file.' });
  });

  it('lists all messages in order, without secrets, and says what is not known', async () => {
    const frame = await open();
    const token = await run<string>(frame, `monday.get('sessionToken').then(({ data }) => data)`);
    await ask(frame, `storage.setItem('x', { password: 'correct horse', note: '${token}' })`);
    expect((await ask(frame, `execute('makeTea', { sugar: 1 })`)).message).toBe(
      'execute makeTea is not supported',
    );
    const log = page.getByRole('log', { name: 'Messages' });
    await log.getByText('not known').waitFor();
    const entries = await log.locator('summary').allInnerTexts();
    const own = entries.map((text) => text.replace(/^[\d:.]+\s*/, '').replace(/\s+/g, ' '));
    expect(own.filter((text) => !text.includes('track'))).toEqual([
      'from the view get sessionToken',
      'to the view get sessionToken',
      'from the view storage set',
      'to the view storage set',
      'from the view execute makeTea',
      'not known execute makeTea',
    ]);
    const text = (await log.textContent()) ?? '';
    expect(text).not.toContain('eyJ');
    expect(text).not.toContain('correct horse');
    expect(text).toContain('sugar');
  });

  it('answers what has no form as JSON, calls no listener with a refusal, and shows a part of a long message', async () => {
    const frame = await open();
    for (const value of ['(() => { const own = {}; return (own.a = own.b = own); })()', '1n']) {
      expect(await ask(frame, `storage.setItem('x', ${value})`)).toEqual({
        message: 'The message has no form as JSON.',
      });
    }
    expect(await ask(frame, `get('__proto__')`)).toEqual({ message: 'get __proto__ is not supported' });
    await ask(frame, `storage.setItem('long', 'x'.repeat(1e6))`);
    const log = page.getByRole('log', { name: 'Messages' });
    await log.locator('summary').nth(7).waitFor();
    expect((await log.textContent())!.length).toBeLessThan(50_000);
    await log.getByText('... and more characters').first().waitFor({ state: 'attached' });
  });

  it('answers more messages than a browser sends requests at a time', async () => {
    const frame = await open();
    const held: Route[] = [];
    let isHolding = true;
    await page.route('**/messages', (route) => (isHolding ? void held.push(route) : route.continue()));
    const answers = run<string[]>(
      frame,
      `Promise.all(Array.from({ length: 60 }, () => monday.get('filter').then(() => 'answer', () => 'problem')))`,
    );
    await eventually(() => held.length >= 50 || undefined);
    await page.getByText('get filter').nth(59).waitFor();
    expect(held).toHaveLength(50);
    isHolding = false;
    await Promise.all(held.map((route) => route.continue()));
    expect(new Set(await answers)).toEqual(new Set(['answer']));
  });

  it('ends requests that the platform does not answer, so that the next ones have their turn', async () => {
    const script = await page.addInitScript(HOLD_TIMEOUTS);
    const frame = await open();
    await script.dispose();
    let held = 0;
    await page.route('**/messages', () => void (held += 1), { times: 50 });
    const answers = run<string[]>(
      frame,
      `Promise.all(Array.from({ length: 51 }, () => monday.get('filter').then(() => 'answer', ({ message }) => message)))`,
    );
    await eventually(() => held === 50 || undefined);
    await page.evaluate('endTimeouts()');
    const silence = 'The local platform did not answer.';
    expect(new Set(await answers)).toEqual(new Set([silence, 'answer']));
  });

  it('connects again if the platform accepts the connection for changes, but does not answer', async () => {
    const script = await page.addInitScript(HOLD_TIMEOUTS);
    const held: Route[] = [];
    await page.route('**/changes', (route) => void held.push(route), { times: 1 });
    const frame = await open();
    await script.dispose();
    await eventually(() => held[0]);
    await run(frame, `listen('events') && 0`);
    await page.getByText('listen events').nth(1).waitFor();
    const connected = page.waitForResponse('**/changes');
    await page.evaluate('endTimeouts()');
    await connected;
    const note = page.getByText('The local platform does not answer');
    await note.waitFor({ state: 'hidden' });
    const id = await createItem('Made after silence');
    expect((await heard(frame, 'events', 1))[0]!.data).toMatchObject({ itemIds: [id] });
  });

  it.each(['127.0.0.1', 'localhost'])('answers no other window, such as one at %s', async (name) => {
    await open();
    const stranger = await openWindow(view.url.replace('127.0.0.1', name));
    await stranger.evaluate(`
      addEventListener('message', ({ data }) => heard.push({ type: 'message', data }));
      opener.postMessage({ method: 'get', args: { type: 'sessionToken' }, requestId: 'r' }, '*');
    `);
    await page.getByRole('log').getByText('another window').waitFor();
    expect(await stranger.evaluate('heard')).toEqual([]);
    await stranger.close();
  });

  it("answers nothing but the view in the view's frame", async () => {
    const frame = await open();
    await run(frame, `parent.postMessage('a message of something else', '*')`);
    await page.getByRole('log').getByText('no message of monday-sdk-js').waitFor();
    // A page of another site, which its sandbox makes of this one.
    await page.evaluate(`document.querySelector('.stage iframe').sandbox = 'allow-scripts'`);
    await Promise.all([frame.waitForNavigation(), run(frame, 'location.reload()')]);
    await page.getByRole('log').getByText('the frame shows null').waitFor();
    expect(await frame.evaluate('heard')).toEqual([]);
  });

  it.each(['light', 'dark'] as const)('fits a phone and a desk in %s', async (colorScheme) => {
    await page.emulateMedia({ colorScheme });
    const frame = await open({ kind: 'dashboard_widget' });
    await ask(frame, `execute('notice', { message: 'Saved', type: 'success', timeout: 60000 })`);
    for (const width of [390, 1280]) {
      await page.setViewportSize({ width, height: 800 });
      await look(`view-host-${colorScheme}-${width}`);
      const overflow = await page.evaluate(
        () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
      );
      expect(overflow).toBe(0);
      const { height } = (await page.locator('.stage iframe').boundingBox())!;
      expect(height).toBeGreaterThan(0.6 * 800);
    }
  });

  describe('with a view of an app', () => {
    let app: TestApp;

    beforeAll(async () => {
      app = await TestApp.start();
    });
    afterAll(() => app.close());

    it('is refused by the app with an expired session token, and works with a new one', async () => {
      const query = new URLSearchParams({ url: view.url, user: VIEWER, token: 'expired' });
      await page.goto(`${app.platform.url}/views?${query.toString()}`);
      const frame = await shownFrame();
      const me = (): Promise<unknown> =>
        frame.evaluate(`monday.get('sessionToken')
          .then(({ data }) => fetch('${app.url}/auth/me', { headers: { authorization: 'Bearer ' + data } }))
          .then((reply) => reply.json())`);
      expect(await me()).toMatchObject({ statusCode: 401, code: 'auth.token_expired' });
      await page.getByLabel('Session tokens').selectOption('normal');
      expect(await me()).toMatchObject({ user: { id: VIEWER } });
      expectStatus(401);
    });
  });
});
