import { runCli } from '../../../src/cli/run-cli.js';
import { AppFeatures } from '../../../src/feature/index.js';
import { loadConfig, localKeys, ServerAddresses, type Variables } from '../../../src/config/index.js';
import { diagnose } from '../../../src/cli/doctor/index.js';
import { homeReason, PersistenceRegistry, settleHome } from '../../../src/persistence/index.js';
import { SdkVaultClient, VaultPersistence } from '../../../src/persistence/vault/index.js';
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

  const settle = async (given = variables, starts = true): Promise<string | undefined> =>
    (await settleHome(given, { starts })).variables['PERSISTENCE_DRIVER'];
  const reasonOf = async (given = variables): Promise<string | undefined> => {
    const settled = await settleHome(given, { starts: true });
    return homeReason(loadConfig(settled.variables), settled.reason);
  };
  const chosen = (driver: string): Variables => ({ ...variables, PERSISTENCE_DRIVER: driver });
  const write = async (driver: 'monday-code' | 'document-db', key: string, owner?: string): Promise<void> => {
    const config = loadConfig({ ...variables, PERSISTENCE_DRIVER: driver });
    const calls = OutgoingCalls.unmeasured();
    const addresses = new ServerAddresses(variables);
    const registry = new PersistenceRegistry(config, addresses, calls, NO_METRICS, SYSTEM_CLOCK);
    await (await registry.of(driver)).upsert(key, '1', { owner });
    await registry.onApplicationShutdown();
  };

  /** Version 0.1.0 wrote no record that says so, and none with a fixed key until a scheduled job ran. */
  const writeAsVersion010 = async (): Promise<void> => {
    const client = new SdkVaultClient({ timeoutMs: 15_000, calls: OutgoingCalls.unmeasured() });
    const store = new VaultPersistence({ vault: client, clock: SYSTEM_CLOCK });
    await store.open();
    await store.upsert('auth/connection/7/8', '{}', { owner: '7' });
    await store.upsert('auth/session/x', '{}', { owner: '7', ttlSeconds: 60 });
    await store.close();
  };

  it('stays the vault as version 0.1.0 left it, without a scheduled job, and says how to go on', async () => {
    await writeAsVersion010();
    const values = await vault.count();
    expect(await settle()).toBe('monday-code');
    expect(await settle()).toBe('monday-code');
    expect(await reasonOf()).toMatch(
      /stays in the vault.*PERSISTENCE_DRIVER=document-db; else .*persistence copy/,
    );
    expect(await vault.count()).toBe(values);
    expect(await home.count('persistence_records')).toBe(0);
  }, 30_000);

  it('is the Document DB of an app that chooses it, from then on', async () => {
    expect(await settle(chosen('document-db'))).toBe('document-db');
    expect(await settle()).toBe('document-db');
    expect(await reasonOf()).toMatch(/in the Document DB .*records/);
    // State that is written to the vault afterwards, by a job of the old version, changes nothing.
    await write('monday-code', 'auth/session/x');
    expect(await settle(chosen('document-db'))).toBe('document-db');
    expect(await settle()).toBe('document-db');
  }, 30_000);

  it('may be chosen with secure values in the vault, which are no state', async () => {
    await write('monday-code', 'secure-storage/7/8/x');
    expect(await settle(chosen('document-db'))).toBe('document-db');
  }, 30_000);

  it.each(['auth/session/x', 'cron/purge-accounts'])(
    'is not begun anew while the vault is known to hold %s',
    async (key) => {
      await write('monday-code', key);
      const refused = { message: expect.stringMatching(/PERSISTENCE_DRIVER: .*persistence copy/) as string };
      await expect(settle(chosen('document-db'))).rejects.toMatchObject(refused);
      expect(await home.count('persistence_records')).toBe(0);
      expect(await settle()).toBe('monday-code');
      // A tool goes on: it is needed to move the state.
      expect(await settle(chosen('document-db'), false)).toBe('document-db');
      const findings = await diagnose(() => chosen('document-db'), new AppFeatures([]), 2_000);
      expect(findings).toContainEqual({
        level: 'problem',
        subject: 'PERSISTENCE_DRIVER',
        message: 'The Document DB is chosen, while the vault holds state of this app.',
        advice: expect.stringContaining('docs/drivers.md') as string,
      });
    },
    30_000,
  );

  it('is not begun anew if only the list of accounts is in the vault', async () => {
    await write('monday-code', 'account-data/known/7', 'account-directory');
    await vault.forget('persistence/home');
    await expect(settle(chosen('document-db'))).rejects.toThrow('persistence copy');
  }, 30_000);

  it('stays the Document DB of an app that used it before it recorded that', async () => {
    await write('document-db', 'auth/session/x');
    await write('monday-code', 'cron/purge-accounts');
    expect(await settle(chosen('document-db'))).toBe('document-db');
    expect(await settle()).toBe('document-db');
  }, 30_000);

  it('is the same for instances that start together', async () => {
    const homes = await Promise.all([1, 2, 3].map(() => settle(chosen('document-db'))));
    expect(homes).toEqual(['document-db', 'document-db', 'document-db']);
    expect(await home.count('persistence_records')).toBe(1);
  }, 30_000);

  it('is what the variables say, if they decide', async () => {
    expect(await settle(chosen('monday-code'))).toBe('monday-code');
    expect(await settle({ ...variables, DATABASE_URL: 'postgres://127.0.0.1/x' })).toBeUndefined();
    expect(await settle({ ...variables, MNDY_MONGODB_CONNECTION_STRING: '' })).toBeUndefined();
    expect(await home.count('persistence_records')).toBe(0);
  });

  it.each<[string, Variables, RegExp]>([
    ['Postgres', { DATABASE_URL: 'postgres://127.0.0.1/x' }, /in Postgres: DATABASE_URL is set/],
    ['the vault alone', { MNDY_MONGODB_CONNECTION_STRING: '' }, /in the vault: neither DATABASE_URL nor/],
    [
      'the vault by choice',
      { PERSISTENCE_DRIVER: 'monday-code' },
      /in monday-code: PERSISTENCE_DRIVER or the app/,
    ],
    [
      'the Document DB by choice',
      { PERSISTENCE_DRIVER: 'document-db' },
      /in document-db: PERSISTENCE_DRIVER or the app/,
    ],
  ])(
    'is named at the start and by the doctor, with the reason: %s',
    async (_name, given, text) => {
      const set = { ...variables, ...given };
      expect(await reasonOf(set)).toMatch(text);
      const findings = await diagnose(() => set, new AppFeatures([]), 1_000);
      expect(findings).toContainEqual({
        level: 'ok',
        subject: 'PERSISTENCE_DRIVER',
        message: expect.stringMatching(text) as string,
      });
    },
    30_000,
  );

  it('is named by the doctor as a warning while nobody decided', async () => {
    const findings = await diagnose(() => variables, new AppFeatures([]), 1_000);
    expect(findings).toContainEqual(
      expect.objectContaining({ level: 'warning', subject: 'PERSISTENCE_DRIVER' }),
    );
  }, 30_000);

  it('is not guessed while a store cannot be reached', async () => {
    const { url } = home;
    const wrong = { ...variables, MNDY_MONGODB_CONNECTION_STRING: url.replace(/:[^:@/]+@/, ':wrong@') };
    await expect(settle(wrong)).rejects.toMatchObject({ code: 'persistence.credentials_refused' });
  });

  const copy = async (...options: string[]): Promise<{ code: number; printed: object; reported: string }> => {
    const [printed, reported]: [string[], string[]] = [[], []];
    const code = await runCli(
      ['persistence', 'copy', '--from', 'vault', '--to', 'document-db', ...options],
      { sandboxUrl: 'http://127.0.0.1:1', variables, features: new AppFeatures([]) },
      { print: (line) => printed.push(line), printError: (line) => reported.push(line) },
    );
    return { code, printed: JSON.parse(printed[0] ?? '{}') as object, reported: reported.join('\n') };
  };

  it('moves from the vault with the command, which may be repeated', async () => {
    await write('monday-code', 'cron/purge-accounts');
    expect(await settle()).toBe('monday-code');
    expect(await copy()).toMatchObject({ code: 0, printed: { copied: 1, verified: 1, isComplete: true } });
    expect(await settle()).toBe('document-db');
    expect(await copy()).toMatchObject({ code: 0, printed: { copied: 0, verified: 1, isComplete: true } });
  }, 30_000);

  it('is not moved as long as accounts of version 0.1.0 may be missing', async () => {
    await writeAsVersion010();
    const incomplete = await copy();
    expect(incomplete).toMatchObject({ code: 1, printed: { copied: 0 } });
    expect(incomplete.reported).toMatch(/0 owners of records were found: none.*--owner ID.*--complete/s);
    expect(await settle()).toBe('monday-code');
    await expect(settle(chosen('document-db'))).rejects.toThrow('persistence copy');
    const moved = await copy('--owner', '7', '--complete');
    expect(moved).toMatchObject({ code: 0, printed: { copied: 2, verified: 2 } });
    expect(moved.reported).toContain('1 owners of records were found: 7.');
    expect(await settle()).toBe('document-db');
  }, 30_000);

  it('of one region shares nothing with that of another', async () => {
    const other = await DocumentDbHome.start();
    await write('document-db', 'auth/session/x');
    expect(await home.count('persistence_records')).toBe(1);
    expect(await other.count('persistence_records')).toBe(0);
    await other.close();
  });
});
