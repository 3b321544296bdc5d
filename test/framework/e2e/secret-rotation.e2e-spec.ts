import { mkdtemp, rename, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { TestApp } from '../../../src/testing/index.js';

const FIRST = 'the-first-client-secret-0123456789';
const SECOND = 'the-second-client-secret-0123456789';
const WAIT_MS = 15_000;

describe('a client secret that is rotated in its file', () => {
  let app: TestApp;
  let folder: string;
  let file: string;

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'rotation-'));
    file = join(folder, 'client-secret');
    await writeFile(file, `${FIRST}\n`);
    app = await TestApp.start({ variables: { MONDAY_OAUTH_CLIENT_SECRET_FILE: file } });
  });

  afterAll(async () => {
    await app.close();
    await rm(folder, { recursive: true });
  });

  async function statusWith(secret: string): Promise<number> {
    const [user] = await app.users();
    if (!user) throw new Error('The platform has no users.');
    const token = app.monday.viewSessionToken(user, { secret });
    return (await app.http(token).get('/auth/me')).status;
  }

  async function untilAccepted(secret: string): Promise<void> {
    const end = Date.now() + WAIT_MS;
    while ((await statusWith(secret)) !== 200) {
      if (Date.now() > end) throw new Error('The new secret was never accepted.');
      await pause(20);
    }
  }

  it('is used without a restart, and the old one no longer', async () => {
    expect([await statusWith(FIRST), await statusWith(SECOND)]).toEqual([200, 401]);
    await writeFile(join(folder, 'draft'), SECOND);
    await rename(join(folder, 'draft'), file);
    await untilAccepted(SECOND);
    expect(await statusWith(FIRST)).toBe(401);
  });
});
