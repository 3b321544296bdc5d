import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { AppModule } from '../../../src/app/app.module.js';
import { TestApp, type Login } from '../../../src/testing/index.js';
import { DocumentDbHome } from '../services/document-db-home.js';
import { UNPROVEN } from '../support/unproven-requests.js';

interface Use {
  readonly reads: number;
  readonly writes: number;
}

/** The app with all its records in the Document DB, whose stand-in counts as the quotas do. */
describe('the use of the Document DB', () => {
  let home: DocumentDbHome;
  let app: TestApp;
  let login: Login;

  beforeAll(async () => {
    home = await DocumentDbHome.start();
    app = await TestApp.start({
      imports: [AppModule],
      variables: {
        PERSISTENCE_DRIVER: 'document-db',
        STORAGE_DRIVER: 'document-db',
        SECURE_STORAGE_DRIVER: 'document-db',
        QUEUE_DRIVER: 'sqlite',
        MNDY_MONGODB_CONNECTION_STRING: home.url,
        METRICS_TOKEN: 'x'.repeat(32),
      },
    });
    login = await app.login();
    await login.http.get('/storage/warm');
  }, 60_000);
  afterAll(async () => {
    await app.close();
    await home.close();
  });

  const useOf = async (work: () => Promise<unknown>): Promise<Use> => {
    home.server.usage.reset();
    await work();
    const { reads, writes } = home.server.usage.counts();
    return { reads, writes };
  };

  it.each(UNPROVEN)('is nothing for %s without a valid signature', async (_name, call) => {
    const work = (): Promise<unknown> =>
      Promise.all(Array.from({ length: 5 }, (_, number) => call(app.http(), number)));
    expect(await useOf(work)).toEqual({ reads: 0, writes: 0 });
  });

  it('is a metric with the counts of the quotas', async () => {
    const read = async (): Promise<Record<string, number>> => {
      const { text } = await app.http('x'.repeat(32)).get('/metrics');
      const samples = text.matchAll(/^document_db_documents_total\{kind="(\w+)"\} (\d+)$/gm);
      return Object.fromEntries([...samples].map(([, kind = '', value]) => [kind, Number(value)]));
    };
    const before = await read();
    const use = await useOf(() => login.http.put('/storage/a', { value: 3 }));
    const after = await read();
    expect((after['write'] ?? 0) - (before['write'] ?? 0)).toBe(use.writes);
    expect((after['read'] ?? 0) - (before['read'] ?? 0)).toBeGreaterThanOrEqual(use.reads);
  });

  it('is at most what the docs say, for each operation', async () => {
    const [platform, browser] = [app.platform.url, app.http()];
    const block = async (): Promise<void> => {
      const inputFields = {
        boardId: 7_310_284_655,
        groupId: 'topics',
        statusColumnId: 'status',
        statusColumnValue: { index: 1 },
      };
      const body = { userId: login.user.id, inputFields };
      const reply = await browser.post(`${platform}/__sandbox/blocks/change-last-item-status`, body);
      expect(reply.json()).toMatchObject({ status: 200 });
    };
    const mail = async (): Promise<void> => {
      const fields = { to: 'ada@example.com', subject: 'Hello', html: '<p>Ada</p>' };
      const accepted = await browser.send(app.monday.block('/mail/send', login.user, fields));
      expect(accepted.status).toBe(200);
      // Answers when a mail has arrived.
      await browser.get(`${platform}/__sandbox/mails`, { query: { recipient: fields.to } });
    };
    const operations: Readonly<Record<string, () => Promise<unknown>>> = {
      login: async () => (login = await app.login()),
      'storage: put of a new row': () => login.http.put('/storage/a', { value: 1 }),
      'storage: put': () => login.http.put('/storage/a', { value: 2 }),
      'storage: get': () => login.http.get('/storage/a'),
      'action run with deduplication': block,
      'refresh of our tokens': () => browser.post('/auth/refresh', { refresh_token: login.refreshToken }),
      'mail, until it is sent': mail,
    };
    const told = usesInTheDocs();
    expect([...told.keys()]).toEqual(Object.keys(operations));
    const exceeded: object[] = [];
    for (const [name, work] of Object.entries(operations)) {
      const { reads, writes } = await useOf(work);
      const limit = told.get(name) ?? { reads: 0, writes: 0 };
      if (reads > limit.reads || writes > limit.writes) exceeded.push({ name, reads, writes });
    }
    expect(exceeded).toEqual([]);
  }, 60_000);
});

/** The table of docs/drivers.md. */
function usesInTheDocs(): Map<string, Use> {
  const text = readFileSync(join(__dirname, '../../../docs/drivers.md'), 'utf8');
  const [, table = ''] =
    /\| operation +\| reads +\| writes +\|\n\|[- |]+\|\n((?:\|.*\|\n)+)/.exec(text) ?? [];
  const rows = table.matchAll(/^\| (.+?) +\| (\d+) +\| (\d+) +\|$/gm);
  return new Map(
    [...rows].map(([, name = '', reads, writes]) => [name, { reads: Number(reads), writes: Number(writes) }]),
  );
}
