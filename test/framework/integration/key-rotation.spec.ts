import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { randomKey } from '../conformance/persistent-secure-storage.fixture.js';
import { runCli } from '../../../src/cli/run-cli.js';
import { runAs } from '../../../src/caller/index.js';
import { TestApp, type Login } from '../../../src/testing/index.js';
import { MailService } from '../../../src/mail/index.js';
import { SecureStorage } from '../../../src/storage/index.js';
import { SecretService } from '../../../src/secrets/index.js';

const VALUES = 60;

/** The command works on the file that the app has open, as from a process beside it. */
describe('key rotation while the app runs', () => {
  let folder: string;
  let file: string;
  let app: TestApp;
  let login: Login;

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'key-rotation-'));
    file = join(folder, 'ring');
    await writeFile(file, randomKey('first'));
    app = await TestApp.start({ variables: { ENCRYPTION_KEYS_FILE: file } });
    login = await app.login();
  });
  afterAll(async () => {
    await app.close();
    await rm(folder, { recursive: true });
  });

  it('keeps every value readable during the rotation, and after the old key is removed', async () => {
    const storage = app.get(SecureStorage);
    const asUser = <T>(work: () => Promise<T>): Promise<T> =>
      runAs({ accountId: login.user.account.id, userId: login.user.id, kind: 'user' }, work);
    for (let index = 0; index < VALUES; index++) await asUser(() => storage.put(`key/${index}`, index));

    await asUser(() => app.get(MailService).send({ to: 'ada@example.com', subject: 'Keys', text: 'Kept.' }));

    let exitCode: number | undefined;
    const printed: string[] = [];
    const variables = {
      APP_PROFILE: 'local',
      DATA_DIR: app.dataDir,
      ...app.platform.variables,
      JWT_KEYS: app.get(SecretService).require('JWT_KEYS'),
      ENCRYPTION_KEYS: await readFile(file, 'utf8'),
      ENCRYPTION_KEYS_FILE: file,
    };
    const rotation = runCli(
      ['secure-storage', 'rotate-key', '--new-key', '--wait', '1'],
      { sandboxUrl: 'http://127.0.0.1:1', variables },
      { print: (line) => printed.push(line), printError: () => undefined },
    ).then((code) => (exitCode = code));
    for (let turn = 0; exitCode === undefined; turn++) {
      const index = turn % VALUES;
      expect((await asUser(() => storage.get(`key/${index}`)))?.value).toBe(index);
      // monday's tokens are among what is encrypted again.
      expect((await login.http.get('/monday/me')).status).toBe(200);
    }
    await rotation;

    expect(exitCode).toBe(0);
    const counts = JSON.parse(printed[0] ?? '') as { reencrypted: number; unreadable: number };
    expect(counts.unreadable).toBe(0);
    expect(counts.reencrypted).toBeGreaterThan(VALUES);
    const [newest = ''] = (await readFile(file, 'utf8')).trim().split(',');
    await writeFile(file, newest);
    await app.restart();
    for (let index = 0; index < VALUES; index++) {
      expect((await asUser(() => app.get(SecureStorage).get(`key/${index}`)))?.value).toBe(index);
    }
    expect((await login.http.get('/monday/me')).status).toBe(200);
  }, 60_000);
});
