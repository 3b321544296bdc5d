import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import { type AddressInfo } from 'node:net';
import { type Browser, type Frame, type Page } from 'playwright-core';
import { TestPlatform } from '../../../src/testing/index.js';
import { describeWithBrowser, launchChromium } from '../support/chromium.js';

const ADMIN = '58120443';
const VIEWER = '58120662';
const BOARD = '7310284655';
/** monday's own bundle for browsers. */
const SDK = readFileSync(require.resolve('monday-sdk-js/dist/main.js'), 'utf8');
const VIEW = `<!doctype html><html lang="en"><title>view</title><h1>A view</h1>
<script src="/sdk.js"></script>
<script>
  const monday = mondaySdk();
  const heard = [];
  const listen = (...types) => types.map((type) => monday.listen(type, ({ data }) => heard.push({ type, data })));
  const outcome = (promise) => promise.then(({ data }) => ({ data }), ({ message, data }) => ({ message, data }));
</script>`;

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
  let view: { server: Server; url: string };
  let browser: Browser;
  let page: Page;
  let problems: string[];

  beforeAll(async () => {
    view = await serveView();
    platform = await TestPlatform.start({ appUrl: new URL(view.url).origin });
    browser = await launchChromium();
  });
  afterAll(async () => {
    await browser.close();
    await platform.close();
    view.server.closeAllConnections();
    view.server.close();
  });
  beforeEach(async () => {
    problems = [];
    page = await browser.newPage();
    page.setDefaultTimeout(15_000);
    page.on('pageerror', (error) => problems.push(error.message));
    page.on('console', (message) => {
      if (message.type() === 'error') problems.push(message.text());
    });
  });
  afterEach(async () => {
    await page.close();
    expect(problems).toEqual([]);
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
    const frame = await (await page.waitForSelector('.stage iframe')).contentFrame();
    await frame!.waitForLoadState();
    return frame!;
  }

  const run = <T>(frame: Frame, code: string): Promise<T> => frame.evaluate(code);
  const ask = (frame: Frame, code: string): Promise<Outcome> => run(frame, `outcome(monday.${code})`);
  const heard = async (frame: Frame, type: string, count: number): Promise<Heard[]> => {
    const own = `heard.filter((each) => each.type === '${type}')`;
    await frame.waitForFunction(`${own}.length >= ${count}`);
    return run(frame, own);
  };

  it('is on another site than the view, and lets only that be framed', async () => {
    const reply = await page.goto(
      `${platform.url}/views?${new URLSearchParams({ url: view.url }).toString()}`,
    );
    expect(new URL(page.url()).hostname).toBe('localhost');
    expect(reply?.headers()['content-security-policy']).toContain(`frame-src ${new URL(view.url).origin};`);
  });

  it('gives the context of a board view', async () => {
    const frame = await open({ theme: 'dark' });
    const { data } = await ask(frame, `get('context')`);
    expect(data).toMatchObject({
      theme: 'dark',
      account: { id: '18345021' },
      user: { id: ADMIN, isAdmin: true, isViewOnly: false },
      boardId: Number(BOARD),
      boardIds: [Number(BOARD)],
      viewMode: 'fullScreen',
      instanceType: 'board_view',
      appFeature: { type: 'AppFeatureBoardView' },
    });
    expect(data!['boardViewId']).toBe(data!['instanceId']);
  });

  it('sends context when the theme changes', async () => {
    const frame = await open();
    await run(frame, `listen('context') && 0`);
    await heard(frame, 'context', 1);
    await page.getByLabel('Theme').first().selectOption('black');
    const events = await heard(frame, 'context', 2);
    expect(events[1]!.data).toMatchObject({ theme: 'black' });
  });

  it('queries the API with the rights of the user', async () => {
    const frame = await open({ user: VIEWER });
    expect(await ask(frame, `api('{ me { id } }')`)).toEqual({ data: { me: { id: VIEWER } } });
  });
});
