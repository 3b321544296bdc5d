import { Injectable } from '@nestjs/common';
import { runAs } from '../../../src/caller/index.js';
import { MondayCron } from '../../../src/cron/index.js';
import { Feature } from '../../../src/feature/index.js';
import { collection, SecureStorage, StorageService } from '../../../src/storage/index.js';
import { TestApp } from '../../../src/testing/index.js';

const TOKEN = 'd'.repeat(32);
const CALLER = { accountId: '18345021', userId: '58120443', kind: 'user' } as const;

class Notes extends collection<{ at?: number }>({ name: 'notes', indexes: { at: 'number' } }) {}

@Injectable()
class Tidy {
  runs = 0;
  fails = false;

  @MondayCron('tidy', '0 3 * * *')
  run(): void {
    this.runs += 1;
    if (this.fails) throw new Error('a secret reason');
  }
}

@Feature({ name: 'notes', collections: [Notes], providers: [Tidy] })
class NotesFeature {}

describe("the local console's view of the app", () => {
  let app: TestApp;
  beforeAll(async () => {
    app = await TestApp.start({ variables: { DEV_TOKEN: TOKEN }, imports: [NotesFeature] });
    await runAs(CALLER, async () => {
      await app.get(StorageService).upsert('row', { a: 1 });
      await app.get(SecureStorage).put('folder/secret', 'hidden');
      await app.get(Notes).put('note/1', { at: 1 });
    });
  });
  afterAll(() => app.close());

  const get = (path: string, headers: Record<string, string>): Promise<Response> =>
    fetch(`${app.url}${path}`, { headers });
  const bodyOf = async (reply: Response): Promise<object> => (await reply.json()) as object;

  it('shows the rows, secrets and documents of one account', async () => {
    const reply = await get('/__dev/accounts/18345021', { 'x-dev-token': TOKEN });
    expect(reply.headers.get('cache-control')).toBe('no-store');
    expect(await reply.json()).toMatchObject({
      storage: [{ key: 'row', value: { a: 1 }, shared: false }],
      secureStorage: [{ userId: '58120443', key: 'folder/secret', value: 'hidden' }],
      collections: [{ collection: 'notes', id: 'note/1', document: { at: 1 } }],
    });
    const other = await get('/__dev/accounts/1834502', { 'x-dev-token': TOKEN });
    expect(await other.json()).toEqual({ storage: [], secureStorage: [], collections: [] });
  });

  it('is on the page of the console, with documents and the secrets of the account', async () => {
    await runAs({ ...CALLER, kind: 'job' }, () =>
      app.get(SecureStorage).put('ours', 'shared', { scope: 'account' }),
    );
    const text = await (await fetch(`${app.platform.url}/storage?account=18345021`)).text();
    expect(text).toMatch(/Collections of the app[^]*note\/1[^]*Secure storage of the app/);
    expect(text).toMatch(/ours<\/th>\s*<td class="mono"><span class="badge info">account</);
  });

  it('shows the queue', async () => {
    const reply = await get('/__dev/queue', { 'x-dev-token': TOKEN });
    expect(await reply.json()).toMatchObject({ stats: { paused: false }, waiting: [], dead: [] });
    const replay = await fetch(`${app.url}/__dev/queue/dead/none/replay`, {
      method: 'POST',
      headers: { 'x-dev-token': TOKEN },
    });
    expect(replay.status).toBe(404);
  });

  it('lists the scheduled jobs, and runs them at any time', async () => {
    const headers = { 'x-dev-token': TOKEN };
    const post = async (name: string): Promise<unknown[]> => {
      const reply = await fetch(`${app.url}/__dev/cron/${name}/run`, { method: 'POST', headers });
      const body = (await reply.json()) as { status?: string; code?: string; message?: string };
      expect(JSON.stringify(body)).not.toContain('secret reason');
      return [reply.status, body.code ?? body.status];
    };
    const tidy = app.get(Tidy);

    expect(await (await get('/__dev/cron', headers)).json()).toContainEqual({
      name: 'tidy',
      schedule: '0 3 * * *',
      place: 'feature "notes" (Tidy.run)',
    });
    expect(await post('tidy')).toEqual([200, 'done']);
    tidy.fails = true;
    expect(await post('tidy')).toEqual([500, 'cron.run_failed']);
    tidy.fails = false;
    expect(await post('tidy')).toEqual([200, 'done']);
    expect(tidy.runs).toBe(3);
    for (const name of ['other', '__proto__', '%00', 'a%2Fb']) {
      expect(await post(name)).toEqual([404, 'cron.job_not_found']);
    }
  });

  it.each<Record<string, string>>([
    {},
    { 'x-dev-token': '' },
    { 'x-dev-token': `${TOKEN}d` },
    { 'x-dev-token': TOKEN, 'x-forwarded-for': '127.0.0.1' },
  ])('does not exist with %j', async (headers) => {
    for (const path of ['/__dev/cron', '/__dev/queue', '/__dev/accounts/18345021']) {
      const reply = await get(path, headers);
      const missing = await get('/__dev/none', {});
      expect(reply.status).toBe(404);
      expect({ ...(await bodyOf(reply)), requestId: '' }).toEqual({
        ...(await bodyOf(missing)),
        requestId: '',
      });
    }
  });

  it('does not exist for the token of a user', async () => {
    const { accessToken } = await app.login();
    expect((await get('/__dev/queue', { authorization: `Bearer ${accessToken}` })).status).toBe(404);
  });
});
