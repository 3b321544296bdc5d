import { execFileSync } from 'node:child_process';
import { once } from 'node:events';
import { readdirSync, statSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import { type AddressInfo } from 'node:net';
import { join } from 'node:path';
import { type Browser, type BrowserContext, type Frame, type Page, type Route } from 'playwright-core';
import { AppModule } from '../../src/app/app.module.js';
import { eventually, TestApp, type PlatformUser } from '../../src/testing/index.js';
import { newTestPage, resetPage } from '../framework/support/browser-page.js';
import { describeWithBrowser, launchChromium } from '../framework/support/chromium.js';

const ROOT = join(__dirname, '../..');

/** What monday's page does for a view, in short: it answers `get`, and sends the context again when it changes. */
const hostPage = (view: string): string => `<!doctype html><title>host</title>
<style>body { margin: 0 } iframe { border: 0; width: 100vw; height: 100vh; display: block }</style>
<iframe src="${view}"></iframe>
<script>
  const frame = document.querySelector('iframe');
  let context = {};
  const send = (message) => frame.contentWindow.postMessage(message, '*');
  addEventListener('message', async ({ data: { method, args, requestId }, source }) => {
    if (source !== frame.contentWindow || method !== 'get') return;
    const data = args.type === 'sessionToken' ? await window.tokenOfUser() : context;
    send({ requestId, method, type: args.type, data });
  });
  window.change = (changed) => {
    context = { ...context, ...changed };
    send({ method: 'listen', type: 'context', data: context });
  };
  window.changeBoard = () => send({ method: 'listen', type: 'events', data: {} });
  window.change(JSON.parse(decodeURIComponent(location.search.slice(1))));
</script>`;

/** For the view only: its long timers wait for the test. */
const HOLD_TIMERS = `if (top !== window) {
  const held = [];
  const setTimer = setTimeout;
  globalThis.setTimeout = (action, delay, ...rest) =>
    delay >= 5_000 ? held.push(action) && 0 : setTimer(action, delay, ...rest);
  globalThis.runTimers = () => held.splice(0).forEach((action) => action());
}`;

/** One user's window on the view, for a test. */
interface Seat {
  readonly page: Page;
  readonly context: BrowserContext;
  view: Frame;
  /** The tokens that monday gives from now on. */
  tokens: () => string | Promise<string>;
  /** What the console of the page shows as an error. */
  errors: string[];
}

describeWithBrowser('the board view, in a frame of another site', () => {
  let app: TestApp;
  let browser: Browser;
  let host: Server;
  let users: readonly PlatformUser[];
  /** Of all tests, which take them one by one: a page that is new costs more than all else that a test does. */
  const seats: Seat[] = [];
  /** Who has a seat in this test. */
  const taken: PlatformUser[] = [];
  const boards = new Map<string, string>();
  const connected = new Set<string>();

  /** Of another site than the view's, as monday is. */
  const hostUrl = (name: string, shown: object): string => {
    const { port } = host.address() as AddressInfo;
    return `http://${name}:${port}/?${encodeURIComponent(JSON.stringify(shown))}`;
  };
  const userOf = (role: string, accountId = users[0]!.account.id): PlatformUser =>
    users.find((user) => user.role === role && user.account.id === accountId)!;

  async function boardOf(accountId: string): Promise<string> {
    const { http } = await app.login(userOf('admin', accountId).id);
    const reply = (await http.get('/monday/boards')).json<{ boards: { id: string }[] }>();
    const { id } = reply.boards[0]!;
    boards.set(accountId, id);
    return id;
  }

  async function connect({ id }: PlatformUser): Promise<void> {
    if (!connected.has(id)) await app.login(id);
    connected.add(id);
  }

  beforeAll(async () => {
    execFileSync(process.execPath, ['tools/views.mjs'], { cwd: ROOT });
    app = await TestApp.start({ app: AppModule });
    host = createServer((_request, response) => {
      response.setHeader('Content-Type', 'text/html').end(hostPage(`${app.url}/view/board-notes`));
    }).listen(0, '127.0.0.1');
    await once(host, 'listening');
    users = await app.users();
    browser = await launchChromium({ hosts: '*.example.test' });
  });
  afterEach(async () => {
    for (const { page } of seats.slice(0, taken.splice(0).length)) await resetPage(page);
  });
  afterAll(async () => {
    await browser.close();
    host.close();
    await app.close();
  });

  async function newSeat(): Promise<Seat> {
    const page = await newTestPage(browser);
    const seat: Seat = {
      page,
      context: page.context(),
      view: page.mainFrame(),
      tokens: () => '',
      errors: [],
    };
    page.on('console', (message) => {
      if (message.type() === 'error') seat.errors.push(message.text());
    });
    await page.exposeFunction('tokenOfUser', () => seat.tokens());
    seats.push(seat);
    return seat;
  }

  /** @returns the seat that this user has in this test, or takes now */
  async function seatOf(user: PlatformUser): Promise<Seat> {
    if (!taken.includes(user)) taken.push(user);
    return seats[taken.indexOf(user)] ?? (await newSeat());
  }

  async function open(
    user: PlatformUser,
    options: {
      theme?: string;
      width?: number;
      isConnected?: boolean;
      boardId?: string;
      script?: string;
    } = {},
  ): Promise<Seat> {
    const { theme = 'light', width = 1280, isConnected = true } = options;
    const { boardId = boards.get(user.account.id) ?? (await boardOf(user.account.id)) } = options;
    if (isConnected) await connect(user);
    const seat = await seatOf(user);
    seat.errors = [];
    seat.tokens = () => app.monday.viewSessionToken(user);
    if (seat.page.viewportSize()?.width !== width) await seat.page.setViewportSize({ width, height: 720 });
    const script = await seat.page.addInitScript(options.script ?? '');
    await seat.page.goto(hostUrl('localhost', { boardId, theme }));
    await script.dispose();
    seat.view = seat.page.frames()[1]!;
    return seat;
  }

  const rowOf = ({ view }: Seat, name: string) => view.getByRole('listitem').filter({ hasText: name });
  /** As another client of monday. */
  async function call(query: string): Promise<Record<string, { id: string }>> {
    const authorization = await app.platform.accessToken(userOf('admin').id, undefined, ['boards:write']);
    const reply = await app.platform.http.post('/v2', { query }, { headers: { authorization } });
    return reply.json<{ data: Record<string, { id: string }> }>().data;
  }
  /** @returns the id of a board with 55 items, so with two pages */
  async function longBoard(): Promise<string> {
    const board = (
      await call('mutation { board: create_board(board_name: "Long", board_kind: public) { id } }')
    ).board!.id;
    const items = Array.from(
      { length: 55 },
      (_, index) => `i${index}: create_item(board_id: ${board}, item_name: "Item ${index + 1}") { id }`,
    );
    await call(`mutation { ${items.join(' ')} }`);
    return board;
  }

  const nameOfItem = async (seat: Seat, index: number): Promise<string> =>
    (await seat.view.getByRole('heading', { level: 2 }).nth(index).textContent()) ?? '';

  /** Moves the focus with Tab until it is on the control with this name. */
  async function tabTo({ page, view }: Seat, name: string | RegExp): Promise<void> {
    for (let press = 0; press < 60; press += 1) {
      await page.keyboard.press('Tab');
      // In one step: what has the focus can be replaced meanwhile.
      const labels = await view
        .locator(':focus')
        .evaluateAll((focused) =>
          focused.map((element) => element.getAttribute('aria-label') ?? element.textContent ?? ''),
        );
      if (labels.some((label) => (typeof name === 'string' ? label.includes(name) : name.test(label))))
        return;
    }
    throw new Error(`No press of Tab leads to "${String(name)}".`);
  }

  /** Opens the field for the note of an item, and waits until it has the focus. */
  async function openEditor(seat: Seat, name: string): Promise<void> {
    await tabTo(seat, `note of ${name}`);
    await seat.page.keyboard.press('Enter');
    await seat.view.locator('textarea:focus').waitFor();
  }

  /** As monday does after a change of the board: the view loads its items again. */
  const changeBoard = ({ page }: Seat): Promise<void> => page.evaluate('changeBoard()');

  /** Approves as this user what a click on "Connect" opens. */
  async function approve(seat: Seat, user: PlatformUser): Promise<void> {
    const opened = seat.context.waitForEvent('page');
    await seat.page.keyboard.press('Enter');
    const popup = await opened;
    await popup.waitForLoadState();
    const consent = new URL(popup.url());
    consent.searchParams.set('prompt', 'none');
    consent.searchParams.set('login_hint', user.id);
    const closed = popup.waitForEvent('close');
    await popup.evaluate((url) => location.assign(url), consent.href);
    await closed;
  }

  async function showOnPhone({ page, view }: Seat): Promise<void> {
    await page.setViewportSize({ width: 320, height: 720 });
    await view.waitForFunction(() => innerWidth === 320);
  }

  /** On a phone, an ellipsis would hide most of a message. */
  const isClipped = async (element: Element): Promise<boolean> => {
    while (element.getBoundingClientRect().width === 0) await new Promise(requestAnimationFrame);
    return element.scrollWidth > element.clientWidth;
  };

  const shoot = async ({ page }: Seat, name: string): Promise<void> => {
    const folder = process.env.SCREENSHOTS;
    if (folder !== undefined) await page.screenshot({ path: join(folder, `${name}.png`) });
  };

  it('shows a change by keyboard, and has it after a reload', async () => {
    const seat = await open(userOf('admin'));
    const name = await nameOfItem(seat, 0);
    await openEditor(seat, name);
    await seat.page.keyboard.type('Waiting for the photos');
    await shoot(seat, 'editor');
    await seat.page.keyboard.press('Control+Enter');
    await rowOf(seat, name).getByText('Waiting for the photos').waitFor();
    const edit = seat.view.getByRole('button', { name: `Edit the note of ${name}` });
    await seat.view.waitForFunction(
      (button) => document.activeElement === button,
      await edit.elementHandle(),
    );
    const again = await open(userOf('admin'));
    await rowOf(again, name).getByText('Waiting for the photos').waitFor();
  });

  it('drops a change with Escape', async () => {
    const seat = await open(userOf('admin'));
    const name = await nameOfItem(seat, 1);
    await openEditor(seat, name);
    await seat.page.keyboard.type('never mind');
    await seat.page.keyboard.press('Escape');
    await rowOf(seat, name).getByRole('textbox').waitFor({ state: 'detached' });
    expect(await rowOf(seat, name).textContent()).not.toContain('never mind');
  });

  it('keeps the row that the user writes in, whatever they search for', async () => {
    const seat = await open(userOf('admin'));
    const name = await nameOfItem(seat, 1);
    await openEditor(seat, name);
    await seat.page.keyboard.type('A draft');
    await seat.view.getByRole('searchbox').fill('in no item');
    await seat.view.getByText('Nothing found').waitFor();
    expect(await seat.view.getByRole('listitem').count()).toBe(1);
    expect(await rowOf(seat, name).getByRole('textbox').inputValue()).toBe('A draft');
    await rowOf(seat, name).getByRole('textbox').press('Escape');
    await rowOf(seat, name).waitFor({ state: 'hidden' });
  });

  describe('with two users who edit the same note', () => {
    let first: Seat;
    let second: Seat;
    let name: string;

    beforeEach(async () => {
      first = await open(userOf('admin'));
      second = await open(userOf('member'));
      name = await nameOfItem(first, 2);
      for (const seat of [first, second]) {
        await openEditor(seat, name);
        await seat.page.keyboard.press('Control+a');
        await seat.page.keyboard.type(seat === first ? 'From the admin' : 'From the member');
      }
      await first.page.keyboard.press('Control+Enter');
      await rowOf(first, name).getByText('From the admin').waitFor();
      await second.page.keyboard.press('Control+Enter');
      await second.view.getByText('Somebody else changed this note').waitFor();
    });

    it('shows both versions, and keeps the own one', async () => {
      await rowOf(second, name).getByText('From the admin').waitFor();
      await showOnPhone(second);
      const title = second.view.getByText('Somebody else changed this note');
      expect(await title.evaluate(isClipped)).toBe(false);
      expect(await rowOf(second, name).getByRole('textbox').inputValue()).toBe('From the member');
      await shoot(second, 'conflict');
      // The focus is on "Keep mine".
      await second.page.keyboard.press('Enter');
      await rowOf(second, name).getByText('From the member').waitFor();
      await rowOf(second, name).getByRole('textbox').waitFor({ state: 'detached' });
      await rowOf(await open(userOf('admin')), name)
        .getByText('From the member')
        .waitFor();
    });

    it('takes the other one', async () => {
      await tabTo(second, 'Take theirs');
      await second.page.keyboard.press('Enter');
      await rowOf(second, name).getByRole('textbox').waitFor({ state: 'detached' });
      await rowOf(second, name).getByText('From the admin').waitFor();
    });
  });

  /** As browsers do for a view in monday's page, which is of another site. @returns allows them again */
  async function blockCookies({ context, page }: Seat): Promise<() => Promise<void>> {
    const session = await context.newCDPSession(page);
    await session.send('Network.enable');
    await session.send('Network.setCookieControls', { enableThirdPartyCookieRestriction: true });
    return () => session.detach();
  }

  it('connects the user in a pop-up, also if the browser blocks cookies of the view', async () => {
    const user = userOf(
      'viewer',
      users.find(({ account }) => account.id !== users[0]!.account.id)!.account.id,
    );
    const allowCookies = await blockCookies(await seatOf(user));
    const seat = await open(user, { isConnected: false });
    expect(await seat.view.evaluate('try { localStorage.length } catch ({ name }) { name }')).toBe(
      'SecurityError',
    );
    await tabTo(seat, 'Connect');
    await shoot(seat, 'connect');
    await approve(seat, users[0]!);
    await seat.view.getByText('You are not connected yet').waitFor();
    await tabTo(seat, 'Connect');
    await approve(seat, user);
    await seat.view.getByText('You can read the notes, but not change them.').waitFor();
    await allowCookies();
  });

  it('offers a viewer nothing to change', async () => {
    const seat = await open(userOf('viewer'));
    await seat.view.getByText('You can read the notes, but not change them.').waitFor();
    expect(await seat.view.getByRole('button', { name: /note of/ }).count()).toBe(0);
    await shoot(seat, 'viewer');
  });

  it('replaces a token that expired once, and says if the session has ended', async () => {
    const seat = await open(userOf('admin'));
    const name = await nameOfItem(seat, 3);
    const user = userOf('admin');
    const expired = (): string => app.monday.viewSessionToken(user, { expiresInSeconds: -600 });
    const tokens = [expired];
    seat.tokens = () => (tokens.shift() ?? (() => app.monday.viewSessionToken(user)))();
    const write = async (text: string): Promise<void> => {
      await openEditor(seat, name);
      await seat.page.keyboard.press('Control+a');
      await seat.page.keyboard.type(text);
      await seat.page.keyboard.press('Control+Enter');
    };
    await write('With the second token');
    await rowOf(seat, name).getByText('With the second token').waitFor();
    await seat.view.locator('button:focus').waitFor();
    seat.tokens = expired;
    await write('Without a token');
    await seat.view.getByText('Your session in monday has ended. Reload the page.').waitFor();
    expect(await rowOf(seat, name).getByRole('textbox').inputValue()).toBe('Without a token');
  });

  it('says that monday does not answer, keeps the text, and saves it later', async () => {
    const seat = await open(userOf('admin'), { script: HOLD_TIMERS });
    const name = await nameOfItem(seat, 3);
    await openEditor(seat, name);
    await seat.page.keyboard.press('Control+a');
    await seat.page.keyboard.type('Written in silence');
    const answered = seat.tokens;
    let requests = 0;
    seat.tokens = () => {
      requests += 1;
      return new Promise(() => undefined);
    };
    await seat.page.keyboard.press('Control+Enter');
    await eventually(() => requests > 0 || undefined);
    await seat.view.evaluate('runTimers()');
    await seat.view.getByText('monday does not say who you are. What you wrote is still here.').waitFor();
    seat.tokens = answered;
    await rowOf(seat, name).getByRole('textbox').press('Control+Enter');
    await rowOf(seat, name).getByRole('textbox').waitFor({ state: 'detached' });
    await rowOf(seat, name).getByText('Written in silence').waitFor();
  });

  it('says that it belongs into monday if there is no context', async () => {
    const { page } = await seatOf(userOf('admin'));
    await page.goto(`${app.url}/view/board-notes/`);
    await page.getByText('monday does not answer').waitFor();
  });

  it('says that the browser blocked the window of the login', async () => {
    const seat = await open(userOf('admin'), { script: 'window.open = () => null' });
    const refuse = (): Promise<unknown> =>
      seat.context.route('**/board-notes/*', (route) =>
        route.fulfill({
          status: 409,
          json: { code: 'auth.connection_required', message: 'Connect first.', statusCode: 409 },
        }),
      );
    const connect = async (): Promise<void> => {
      await seat.view.getByRole('button', { name: 'Connect' }).press('Enter');
      await seat.view.getByText('The browser blocked the window').waitFor();
    };
    await nameOfItem(seat, 0);
    await refuse();
    await changeBoard(seat);
    await connect();
    await seat.page.reload();
    seat.view = seat.page.frames()[1]!;
    await seat.view.evaluate('window.open = () => null');
    await connect();
  });

  it('keeps the text if the app is down, and saves it later', async () => {
    const seat = await open(userOf('admin'));
    const name = await nameOfItem(seat, 4);
    await openEditor(seat, name);
    await seat.page.keyboard.type('Written on a train');
    await seat.context.setOffline(true);
    await seat.page.keyboard.press('Control+Enter');
    const problem = seat.view.getByText('The app does not answer. What you wrote is still here.');
    await problem.waitFor();
    await showOnPhone(seat);
    expect(await problem.evaluate(isClipped)).toBe(false);
    await shoot(seat, 'down');
    await seat.context.setOffline(false);
    await tabTo(seat, 'Save');
    await seat.page.keyboard.press('Enter');
    await rowOf(seat, name).getByText('Written on a train').waitFor();
  });

  it.each([
    ['a proxy that answers for the app', 502, undefined, 'The app does not answer.'],
    ['an error of the app', 500, 'http.internal', 'The app does not answer.'],
    ['a store without collections', 501, 'persistence.unsupported', 'Notes need a store with collections'],
    ['a limit of monday', 503, 'graphql.rate_limit', 'As the app says.'],
    ['a scope that the user did not approve', 409, 'monday.scope_missing', 'The app needs your permission'],
  ])('says what is wrong: %s', async (_what, status, code, text) => {
    const seat = await open(userOf('admin'));
    await rowOf(seat, await nameOfItem(seat, 0)).waitFor();
    const failure = code === undefined ? '' : { code, message: 'As the app says.', statusCode: status };
    await seat.context.route('**/board-notes/*', (route) => route.fulfill({ status, json: failure }));
    await changeBoard(seat);
    await seat.view.getByText(text).waitFor();
  });

  it('keeps the text if the connection ends, and saves it after another login', async () => {
    const seat = await open(userOf('admin'));
    const name = await nameOfItem(seat, 5);
    await openEditor(seat, name);
    await seat.page.keyboard.type('Written meanwhile');
    await seat.context.route('**/board-notes/*', (route) =>
      route.fulfill({
        status: 409,
        json: { code: 'auth.connection_required', message: 'Connect first.', statusCode: 409 },
      }),
    );
    await changeBoard(seat);
    await seat.view.getByText('The app needs your permission in monday again.').waitFor();
    expect(await rowOf(seat, name).getByRole('textbox').inputValue()).toBe('Written meanwhile');
    await seat.context.unroute('**/board-notes/*');
    await seat.view.getByRole('button', { name: 'Connect' }).focus();
    await approve(seat, userOf('admin'));
    await seat.view
      .getByText('The app needs your permission in monday again.')
      .waitFor({ state: 'detached' });
    await rowOf(seat, name).getByRole('textbox').press('Control+Enter');
    await rowOf(seat, name).getByRole('textbox').waitFor({ state: 'detached' });
    await rowOf(seat, name).getByText('Written meanwhile').waitFor();
  });

  it('keeps the items of later pages, and the text at one of them, if it loads again', async () => {
    const seat = await open(userOf('admin'), { boardId: await longBoard() });
    await seat.view.getByRole('button', { name: 'Show more items' }).press('Enter');
    await rowOf(seat, 'Item 55').getByRole('button').press('Enter');
    await seat.view.locator('textarea:focus').waitFor();
    await seat.page.keyboard.type('On the second page');
    const loaded = seat.page.waitForResponse(
      (reply) => reply.url().includes('cursor=') && reply.request().method() === 'GET',
    );
    await changeBoard(seat);
    await loaded;
    await seat.page.keyboard.press('Control+Enter');
    await rowOf(seat, 'Item 55').getByText('On the second page').waitFor();
  });

  it('keeps the text for an item that leaves the board meanwhile', async () => {
    const { board } = await call(
      'mutation { board: create_board(board_name: "Short", board_kind: public) { id } }',
    );
    const { item } = await call(
      `mutation { item: create_item(board_id: ${board!.id}, item_name: "Goes") { id } }`,
    );
    const seat = await open(userOf('admin'), { boardId: board!.id, script: HOLD_TIMERS });
    await openEditor(seat, 'Goes');
    await seat.page.keyboard.type('Too late');
    await call(`mutation { delete_item(item_id: ${item!.id}) { id } }`);
    const loaded = seat.page.waitForResponse((reply) => reply.url().includes('/board-notes/'));
    await changeBoard(seat);
    await loaded;
    await seat.page.keyboard.press('Control+Enter');
    await seat.view.getByText('The item does not exist, or you cannot access it.').waitFor();
    expect(await rowOf(seat, 'Goes').getByRole('textbox').inputValue()).toBe('Too late');
    await seat.page.keyboard.press('Escape');
    await changeBoard(seat);
    await seat.view.evaluate('runTimers()');
    await seat.view.getByText('This board is empty').waitFor();
  });

  it('sees no conflict with its own text if the reply to the first try was lost', async () => {
    const seat = await open(userOf('admin'));
    const name = await nameOfItem(seat, 1);
    await openEditor(seat, name);
    await seat.page.keyboard.type('Written once');
    await seat.context.route(
      '**/board-notes/*/*',
      async (route) => {
        await route.fetch();
        await route.abort();
      },
      { times: 1 },
    );
    await seat.page.keyboard.press('Control+Enter');
    await seat.view.getByText('The app does not answer.').waitFor();
    await rowOf(seat, name).getByRole('textbox').press('Control+Enter');
    await rowOf(seat, name).getByRole('textbox').waitFor({ state: 'detached' });
    await rowOf(seat, name).getByText('Written once').waitFor();
  });

  it('says where it found nothing if there are more items, and finds them after they are shown', async () => {
    const seat = await open(userOf('admin'), { boardId: await longBoard() });
    await seat.view.getByRole('searchbox').fill('Item 55');
    await seat.view.getByText('Nothing found in the first 50 items').waitFor();
    await seat.view.getByRole('button', { name: 'Show more items' }).press('Enter');
    await rowOf(seat, 'Item 55').waitFor();
    expect(await seat.view.getByText('Nothing found').count()).toBe(0);
  });

  it('shows more items also if the cursor is too old', async () => {
    const seat = await open(userOf('admin'), { boardId: await longBoard() });
    const refusal = { code: 'board-notes.cursor_invalid', message: 'Begin again.', statusCode: 400 };
    await seat.page.route(
      '**/board-notes/*?cursor=*',
      (route) => route.fulfill({ status: 400, json: refusal }),
      {
        times: 1,
      },
    );
    await seat.view.getByRole('button', { name: 'Show more items' }).press('Enter');
    await rowOf(seat, 'Item 55').waitFor();
    expect(await seat.view.getByRole('listitem').count()).toBe(55);
    expect(await seat.view.getByText('Begin again.').count()).toBe(0);
  });

  it('shows that more items are on their way, and can be requested again if they do not come', async () => {
    const seat = await open(userOf('admin'), { boardId: await longBoard() });
    const held: Route[] = [];
    await seat.page.route('**/board-notes/*?cursor=*', (route) => void held.push(route), { times: 1 });
    await seat.view.getByRole('button', { name: 'Show more items' }).press('Enter');
    const busy = seat.view.locator('main > button[aria-busy="true"]');
    await busy.waitFor();
    await (await eventually(() => held[0])).abort();
    await seat.view.getByText('The app does not answer.').waitFor();
    await busy.waitFor({ state: 'detached' });
    await seat.view.getByRole('button', { name: 'Show more items' }).press('Enter');
    await rowOf(seat, 'Item 55').waitFor();
  });

  it('goes on by keyboard at the first of the last items', async () => {
    const seat = await open(userOf('admin'), { boardId: await longBoard() });
    await seat.view.getByRole('button', { name: 'Show more items' }).press('Enter');
    await seat.view.locator('button:focus[aria-label="Add the note of Item 51"]').waitFor();
  });

  it('adds a page once for two clicks', async () => {
    const seat = await open(userOf('admin'), { boardId: await longBoard() });
    await seat.view.getByRole('button', { name: 'Show more items' }).dblclick();
    await rowOf(seat, 'Item 55').waitFor();
    await seat.view.getByRole('button', { name: 'Show more items' }).waitFor({ state: 'hidden' });
    expect(await seat.view.getByRole('listitem').count()).toBe(55);
  });

  it('loads at once after a change of the board, and once again after a pause for many more', async () => {
    const seat = await open(userOf('admin'), { script: HOLD_TIMERS });
    await nameOfItem(seat, 0);
    const held: Route[] = [];
    await seat.page.route('**/board-notes/*', (route) => void held.push(route));
    await seat.page.evaluate('for (let change = 0; change < 20; change += 1) changeBoard()');
    await eventually(() => held[0]);
    const loaded = seat.page.waitForResponse('**/board-notes/*');
    await held[0]!.continue();
    await loaded;
    await seat.page.waitForLoadState('networkidle');
    expect(held).toHaveLength(1);
    await seat.view.evaluate('runTimers()');
    await (await eventually(() => held[1])).continue();
    await seat.page.waitForLoadState('networkidle');
    expect(held).toHaveLength(2);
  });

  it('says so if there is no board', async () => {
    const seat = await open(userOf('admin'), { boardId: '' });
    await seat.view.getByText('There is no board here').waitFor();
  });

  it.each(['light', 'dark', 'black'])('follows the theme %s, at 390 and 1,280 pixels', async (theme) => {
    const seat = await open(userOf('admin'), { theme, width: 390 });
    await nameOfItem(seat, 0);
    await shoot(seat, `${theme}-390`);
    const overflow = 'document.documentElement.scrollWidth - innerWidth';
    expect(await seat.view.evaluate<number>(overflow)).toBeLessThanOrEqual(0);
    await seat.page.setViewportSize({ width: 1280, height: 720 });
    await shoot(seat, `${theme}-1280`);
    const background = 'getComputedStyle(document.body).backgroundColor';
    const shown = await seat.view.evaluate<string>(background);
    const other = theme === 'light' ? 'black' : 'light';
    await seat.page.evaluate(`change({ theme: '${other}' })`);
    await seat.view.waitForFunction(
      (before) => getComputedStyle(document.body).backgroundColor !== before,
      shown,
    );
  });

  it('is shown in frames of monday and the local platform only', async () => {
    const { page } = await seatOf(userOf('admin'));
    await page.goto(hostUrl('other.example.test', {}));
    await page.waitForFunction(() => document.readyState === 'complete');
    expect(page.frames()[1]!.url()).toBe('chrome-error://chromewebdata/');
  });

  it('may call other hosts, also by WebSocket, if that is encrypted', async () => {
    const { view } = await open(userOf('admin'));
    const refused = await view.evaluate<string[]>(`new Promise((resolve) => {
      const refused = [];
      addEventListener('securitypolicyviolation', ({ blockedURI }) => {
        refused.push(new URL(blockedURI).protocol);
        if (refused.at(-1) === 'http:') resolve(refused);
      });
      for (const scheme of ['wss', 'ws']) new WebSocket(scheme + '://other.example.test:65000/');
      for (const scheme of ['https', 'http']) fetch(scheme + '://other.example.test:65000/').catch(() => undefined);
    })`);
    expect(refused).toEqual(['ws:', 'http:']);
  });

  it('is smaller than 250 kB, compressed', () => {
    const folder = join(ROOT, 'dist/views/board-notes');
    const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) =>
      name.endsWith('.br'),
    );
    const bytes = files.reduce((sum, name) => sum + statSync(join(folder, name)).size, 0);
    expect(bytes).toBeGreaterThan(0);
    expect(bytes).toBeLessThan(250_000);
  });

  it('is painted before its scripts are there', async () => {
    const seat = await open(userOf('admin'));
    await seat.context.route('**/*.js', (route) => route.abort());
    await seat.page.reload();
    await seat.page.frames()[1]!.getByRole('img', { name: 'Loading' }).waitFor();
  });

  it('has no error on its console', async () => {
    const seat = await open(userOf('admin'));
    await seat.view.getByRole('listitem').first().waitFor();
    expect(seat.errors).toEqual([]);
  });
});
