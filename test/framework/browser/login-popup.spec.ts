import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import { type AddressInfo } from 'node:net';
import { type Frame, type Page } from 'playwright-core';
import { TestApp, type PlatformUser } from '../../../src/testing/index.js';
import { useTestPage } from '../support/browser-page.js';
import { describeWithBrowser } from '../support/chromium.js';

const VIEW = `<!doctype html><title>view</title><button>log in</button><script>
  const received = [];
  addEventListener('message', ({ data, origin }) => received.push({ data, origin }));
  let popup;
  const open = (url) => { popup = window.open(url, 'login', 'popup'); };
</script>`;

async function serve(html: () => string): Promise<{ server: Server; origin: string }> {
  const server = createServer((_request, response) => {
    response.setHeader('Content-Type', 'text/html').end(html());
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  return { server, origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}` };
}

describeWithBrowser('a login in a pop-up', () => {
  let app: TestApp;
  let user: PlatformUser;
  let host: Page;
  let view: Frame;
  let viewServer: { server: Server; origin: string };
  let hostServer: { server: Server; origin: string };
  useTestPage((opened) => {
    host = opened;
  });

  beforeAll(async () => {
    viewServer = await serve(() => VIEW);
    hostServer = await serve(
      () => `<!doctype html><title>host</title><script>
      const received = [];
      addEventListener('message', ({ data }) => received.push(data));
    </script><iframe src="${viewServer.origin}"></iframe>`,
    );
    app = await TestApp.start();
    [user] = (await app.users()) as [PlatformUser];
  });
  afterAll(async () => {
    await app.close();
    for (const { server } of [viewServer, hostServer]) server.close();
  });

  beforeEach(async () => {
    await host.goto(hostServer.origin);
    view = host.frames().find((frame) => frame !== host.mainFrame())!;
    await view.waitForLoadState();
  });

  async function openPopup(opener: string): Promise<Page> {
    const done = `/auth/done?opener=${encodeURIComponent(opener)}`;
    const url = `${app.url}/auth/login?return_to=${encodeURIComponent(done)}`;
    const [popup] = await Promise.all([
      host.context().waitForEvent('page'),
      view.evaluate((address) => eval(`open(${JSON.stringify(address)})`) as void, url),
    ]);
    await popup.waitForLoadState();
    return popup;
  }

  const evaluate = <T>(frame: Frame, code: string): Promise<T> => frame.evaluate(code);

  it('can be observed by the framed view while it is open', async () => {
    const popup = await openPopup(viewServer.origin);
    expect(await evaluate(view, 'popup.closed')).toBe(false);
    await popup.close();
    await view.waitForFunction('popup.closed');
  });

  it('tells the framed view that opened it, and nobody else, and closes', async () => {
    const popup = await openPopup(viewServer.origin);
    const closed = popup.waitForEvent('close');
    await popup.evaluate((url) => location.assign(url), approvalOf(popup.url(), user.id));
    await closed;
    await view.waitForFunction('received.length > 0');
    expect(await evaluate(view, 'received')).toEqual([
      { data: { type: 'monday-app:login-done' }, origin: app.url },
    ]);
    expect(await evaluate(host.mainFrame(), 'received')).toEqual([]);
  });

  it('tells nothing to a page of another origin than the one it is for', async () => {
    const popup = await openPopup(app.url);
    const closed = popup.waitForEvent('close');
    await popup.evaluate((url) => location.assign(url), approvalOf(popup.url(), user.id));
    await closed;
    await view.waitForFunction('popup.closed');
    expect(await evaluate(view, 'received')).toEqual([]);
  });
});

/** The consent page's address, approved as `userId` without a click. */
function approvalOf(page: string, userId: string): string {
  const url = new URL(page);
  url.searchParams.set('prompt', 'none');
  url.searchParams.set('login_hint', userId);
  return url.href;
}
