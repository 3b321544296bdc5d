import { runCli } from '../../../src/cli/run-cli.js';
import { AppFeatures } from '../../../src/feature/index.js';
import { loadConfig, localKeys, ServerAddresses, type Variables } from '../../../src/config/index.js';
import { PersistenceRegistry, settleHome } from '../../../src/persistence/index.js';
import { NO_METRICS, OutgoingCalls } from '../../../src/telemetry/index.js';
import { SYSTEM_CLOCK } from '../../../src/clock/index.js';
import { DocumentDbHome } from '../services/document-db-home.js';
import { VaultPlatform } from '../support/vault-platform.js';

/** Where an app on monday code keeps its state; with the real SDK at the platform's vault. */
describe('the home of the state on monday code', () => {
  let vault: VaultPlatform;
  let home: DocumentDbHome;
  let variables: Variables;

  beforeAll(async () => {
    vault = await VaultPlatform.start();
    // Loaded within the first call, it may take longer than a call may.
    await import('@mondaycom/apps-sdk');
  }, 60_000);
  afterAll(() => vault.close());
  beforeEach(async () => {
    await vault.clear();
    home = await DocumentDbHome.start();
    variables = {
      ...localKeys(vault.platform.dataDir),
      ...vault.platform.variables,
      APP_PROFILE: 'monday-code',
      K_SERVICE: 'app',
      PUBLIC_URL: 'http://127.0.0.1:1',
      SMTP_HOST: '127.0.0.1',
      MAIL_FROM: 'app@example.com',
      MNDY_MONGODB_CONNECTION_STRING: home.url,
    };
  });
  afterEach(() => home.close());

  const settle = async (given = variables, records = true): Promise<string | undefined> =>
    (await settleHome(given, { records })).variables['PERSISTENCE_DRIVER'];
  const write = async (driver: 'monday-code' | 'document-db', key: string): Promise<void> => {
    const config = loadConfig({ ...variables, PERSISTENCE_DRIVER: driver });
    const calls = OutgoingCalls.unmeasured();
    const addresses = new ServerAddresses(variables);
    const registry = new PersistenceRegistry(config, addresses, calls, NO_METRICS, SYSTEM_CLOCK);
    await (await registry.of(driver)).upsert(key, '1');
    await registry.onApplicationShutdown();
  };

  it('is the Document DB, if the vault holds no state; secure values may be there', async () => {
    await write('monday-code', 'secure-storage/7/8/x');
    expect(await settle()).toBe('document-db');
    // State that is written to the vault afterwards, by a job of the old version, changes nothing.
    await write('monday-code', 'auth/session/x');
    expect(await settle()).toBe('document-db');
  }, 30_000);

  it.each(['auth/session/x', 'cron/purge-accounts'])(
    'stays the vault, if it holds %s',
    async (key) => {
      await write('monday-code', key);
      expect(await settle(variables, false)).toBe('monday-code');
      expect(await home.count('persistence_records')).toBe(0);
      expect(await settle()).toBe('monday-code');
      await vault.clear();
      expect(await settle()).toBe('monday-code');
    },
    30_000,
  );

  it('is the same for instances that start together', async () => {
    const homes = await Promise.all([settle(), settle(), settle()]);
    expect(homes).toEqual(['document-db', 'document-db', 'document-db']);
    expect(await home.count('persistence_records')).toBe(1);
  }, 30_000);

  it('is what the variables say, if they decide', async () => {
    expect(await settle({ ...variables, PERSISTENCE_DRIVER: 'monday-code' })).toBe('monday-code');
    expect(await settle({ ...variables, DATABASE_URL: 'postgres://127.0.0.1/x' })).toBeUndefined();
    expect(await settle({ ...variables, MNDY_MONGODB_CONNECTION_STRING: '' })).toBeUndefined();
    expect(await home.count('persistence_records')).toBe(0);
  });

  it('is not guessed while a store cannot be reached', async () => {
    const { url } = home;
    const wrong = { ...variables, MNDY_MONGODB_CONNECTION_STRING: url.replace(/:[^:@/]+@/, ':wrong@') };
    await expect(settle(wrong)).rejects.toMatchObject({ code: 'persistence.credentials_refused' });
  });

  it('moves from the vault with the command, which may be repeated', async () => {
    await write('monday-code', 'cron/purge-accounts');
    expect(await settle()).toBe('monday-code');
    const printed: string[] = [];
    const copy = (): Promise<number> =>
      runCli(
        ['persistence', 'copy', '--from', 'vault', '--to', 'document-db'],
        { sandboxUrl: 'http://127.0.0.1:1', variables, features: new AppFeatures([]) },
        { print: (line) => printed.push(line), printError: () => undefined },
      );
    expect(await copy()).toBe(0);
    expect(await settle()).toBe('document-db');
    expect(await copy()).toBe(0);
    expect(printed.map((line) => JSON.parse(line) as object)).toEqual([
      { copied: 1, verified: 1, isComplete: true },
      { copied: 0, verified: 1, isComplete: true },
    ]);
  }, 30_000);

  it('of one region shares nothing with that of another', async () => {
    const other = await DocumentDbHome.start();
    await write('document-db', 'auth/session/x');
    expect(await home.count('persistence_records')).toBe(1);
    expect(await other.count('persistence_records')).toBe(0);
    await other.close();
  });
});
