import { runCli } from '../../../src/cli/run-cli.js';
import { AppFeatures } from '../../../src/feature/index.js';
import { loadConfig, localKeys, ServerAddresses, type Variables } from '../../../src/config/index.js';
import { diagnose } from '../../../src/cli/doctor/index.js';
import {
  homeReason,
  PersistenceRegistry,
  settleHome,
  type Persistence,
} from '../../../src/persistence/index.js';
import { SdkVaultClient, VAULT_QUOTAS, VaultPersistence } from '../../../src/persistence/vault/index.js';
import { VaultTimeoutError } from '../../../src/persistence/vault/vault.errors.js';
import { Logger } from '@nestjs/common';
import { NO_METRICS, OutgoingCalls } from '../../../src/telemetry/index.js';
import { SYSTEM_CLOCK } from '../../../src/clock/index.js';
import { eventually } from '../../../src/testing/index.js';
import { DocumentDbHome } from '../services/document-db-home.js';
import { VaultPlatform } from '../support/vault-platform.js';

/** Where an app on monday code keeps its state; with the real SDK at the platform's vault. */
describe('the home of the state on monday code', () => {
  let vault: VaultPlatform;
  let home: DocumentDbHome;
  let variables: Variables;

  beforeAll(async () => {
    vault = await VaultPlatform.start();
    // The first call loads the SDK and logs in, which a busy machine may not manage in the time that a call is given.
    await new SdkVaultClient({ timeoutMs: 50_000, calls: OutgoingCalls.unmeasured() }).read('warm-up');
  }, 60_000);
  afterAll(() => vault.close());
  beforeEach(async () => {
    // As the platform's vault, which has none here either: otherwise the tests would only wait.
    jest.replaceProperty(VAULT_QUOTAS, 'perSecond', Infinity);
    jest.replaceProperty(VAULT_QUOTAS, 'writesPerSecondOfAKey', Infinity);
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
  afterEach(async () => {
    jest.restoreAllMocks();
    await home.close();
  });

  const settle = async (given = variables, starts = true): Promise<string | undefined> =>
    (await settleHome(given, { starts })).variables['PERSISTENCE_DRIVER'];
  const reasonOf = async (given = variables): Promise<string | undefined> => {
    const settled = await settleHome(given, { starts: true });
    return homeReason(loadConfig(settled.variables), settled.reason);
  };
  const chosen = (driver: string): Variables => ({ ...variables, PERSISTENCE_DRIVER: driver });
  const use = async <T>(
    driver: 'monday-code' | 'document-db',
    work: (store: Persistence) => Promise<T>,
  ): Promise<T> => {
    const config = loadConfig({ ...variables, PERSISTENCE_DRIVER: driver });
    const calls = OutgoingCalls.unmeasured();
    const addresses = new ServerAddresses(variables);
    const registry = new PersistenceRegistry(config, addresses, calls, NO_METRICS, SYSTEM_CLOCK);
    try {
      return await work(await registry.of(driver));
    } finally {
      await registry.onApplicationShutdown();
    }
  };
  const write = async (driver: 'monday-code' | 'document-db', key: string, owner?: string): Promise<void> => {
    await use(driver, (store) => store.upsert(key, '1', { owner }));
  };

  /** Version 0.1.0 wrote no record that says so, and none with a fixed key until a scheduled job ran. */
  const writeAsVersion010 = async (): Promise<void> => {
    const client = new SdkVaultClient({ timeoutMs: 15_000, calls: OutgoingCalls.unmeasured() });
    const store = new VaultPersistence({ vault: client, clock: SYSTEM_CLOCK });
    await store.open();
    const session = JSON.stringify({ accountId: '7', userId: '8' });
    await store.upsert('auth/connection/7/8', 'tokens', { owner: '7' });
    await store.upsert('auth/session/x', session, { owner: '7', ttlSeconds: 60 });
    await store.upsert('mail/7/m', 'mail', { owner: '7' });
    await store.upsert('account-data/lives/7', '{"installedAt":1}');
    await store.upsert('secure-storage/7/8/x', 'secret', { owner: '7' });
    await store.close();
  };

  const copy = async (...options: string[]): Promise<{ code: number; printed: object; reported: string }> => {
    const [printed, reported]: [string[], string[]] = [[], []];
    const code = await runCli(
      ['persistence', 'copy', '--from', 'vault', '--to', 'document-db', ...options],
      { sandboxUrl: 'http://127.0.0.1:1', variables, features: new AppFeatures([]) },
      { print: (line) => printed.push(line), printError: (line) => reported.push(line) },
    );
    return { code, printed: JSON.parse(printed[0] ?? '{}') as object, reported: reported.join('\n') };
  };

  it('is the Document DB without a choice while the vault is not known to hold state, from then on', async () => {
    expect(await settle(variables, false)).toBe('document-db');
    expect(await home.count('persistence_records')).toBe(0);
    expect(await settle()).toBe('document-db');
    expect(await reasonOf()).toMatch(/in the Document DB .*nothing else is chosen/);
    // State that is written to the vault afterwards, by an instance of the old version, changes nothing.
    await write('monday-code', 'cron/purge-accounts');
    expect(await settle()).toBe('document-db');
    expect(await settle(chosen('document-db'))).toBe('document-db');
    expect(await home.count('persistence_records')).toBe(1);
  }, 30_000);

  it('stays the vault that is known to hold state, and says how to move it', async () => {
    await write('monday-code', 'auth/session/x');
    expect(await settle()).toBe('monday-code');
    expect(await reasonOf()).toMatch(/stays in the vault.*persistence copy --from vault --to document-db/);
    const findings = await diagnose(() => variables, new AppFeatures([]), 1_000);
    expect(findings).toContainEqual(expect.objectContaining({ level: 'ok', subject: 'PERSISTENCE_DRIVER' }));
  }, 30_000);

  it('is not decided while the vault does not answer', async () => {
    const read = jest.spyOn(SdkVaultClient.prototype, 'read').mockRejectedValue(new VaultTimeoutError(1));
    try {
      await expect(settle()).rejects.toThrow(VaultTimeoutError);
      const findings = await diagnose(() => variables, new AppFeatures([]), 1_000);
      expect(findings).toContainEqual({
        level: 'problem',
        subject: 'PERSISTENCE_DRIVER',
        message: expect.stringContaining('cannot be decided') as string,
        advice: expect.stringContaining('could split its state') as string,
      });
      expect(await home.count('persistence_records')).toBe(0);
    } finally {
      read.mockRestore();
    }
    expect(await settle()).toBe('document-db');
  }, 30_000);

  describe('by default, with records of version 0.1.0 in the vault that cannot be found by fixed keys', () => {
    let logged: jest.SpyInstance;
    beforeEach(async () => {
      jest.spyOn(Logger.prototype, 'log').mockImplementation();
      logged = jest.spyOn(Logger.prototype, 'error').mockImplementation();
      await writeAsVersion010();
      expect(await settle()).toBe('document-db');
    });

    it('has all records of an account before the first request of it goes on', async () => {
      const values = await vault.count();
      await use('document-db', async (store) => {
        expect(await store.get('auth/connection/7/8')).toMatchObject({ value: 'tokens' });
        expect(await store.get('mail/7/m')).toMatchObject({ value: 'mail' });
        expect(await store.get('account-data/lives/7')).toMatchObject({ value: '{"installedAt":1}' });
        const session = await store.get('auth/session/x');
        expect(session?.expiresAt).toBeGreaterThan(SYSTEM_CLOCK.now());
        // Secure values have a driver of their own.
        expect(await store.get('secure-storage/7/8/x')).toBeUndefined();
      });
      expect(await vault.count()).toBe(values);
      expect(logged.mock.calls).toEqual([
        [
          { event: 'persistence.vault_state_found' },
          expect.stringContaining('persistence copy --from vault'),
        ],
      ]);
      expect(await reasonOf()).toMatch(
        /Document DB .* but the vault holds state of version 0.1.0.*persistence copy/,
      );
      const findings = await diagnose(() => variables, new AppFeatures([]), 1_000);
      expect(findings).toContainEqual(
        expect.objectContaining({ level: 'warning', subject: 'PERSISTENCE_DRIVER' }),
      );
    }, 30_000);

    it('finds a session by its key, and never again after it was deleted', async () => {
      await use('document-db', async (store) => {
        expect(await store.get('auth/session/x')).toBeDefined();
        await store.delete('auth/session/x');
      });
      // In a process that knows nothing of it.
      expect(await use('document-db', (store) => store.get('auth/session/x'))).toBeUndefined();
    }, 30_000);

    it('moves them once, for instances that start together, and keeps a record that is newer here', async () => {
      await Promise.all(
        [1, 2].map(() =>
          use('document-db', (store) =>
            store.update('auth/connection/7/8', (entry) => ({ value: `${entry?.value}+` })),
          ),
        ),
      );
      const { value } = (await use('document-db', (store) => store.get('auth/connection/7/8'))) ?? {};
      expect(value).toBe('tokens++');
    }, 30_000);

    it('costs six calls of the vault for an account without records, once', async () => {
      await use('document-db', (store) => store.get('auth/connection/9/1'));
      const read = jest.spyOn(SdkVaultClient.prototype, 'read');
      await use('document-db', (store) => store.get('auth/connection/10/1'));
      expect(read).toHaveBeenCalledTimes(6);
      await use('document-db', (store) => store.get('auth/connection/10/1'));
      await use('document-db', (store) => store.get('auth/connection/9/1'));
      expect(read).toHaveBeenCalledTimes(6);
    }, 30_000);

    it('answers nothing while the vault does not, and goes on afterwards', async () => {
      const read = jest.spyOn(SdkVaultClient.prototype, 'read');
      read.mockRejectedValue(new VaultTimeoutError(1));
      const find = (): Promise<unknown> => use('document-db', (store) => store.get('auth/connection/7/8'));
      await expect(find()).rejects.toThrow(VaultTimeoutError);
      read.mockRestore();
      expect(await find()).toMatchObject({ value: 'tokens' });
    }, 30_000);

    it('is moved by the command for accounts that sent no request, after which nothing is looked up', async () => {
      await use('document-db', (store) =>
        store.delete('auth/session/x').then(() => store.delete('mail/7/m')),
      );
      expect(await copy('--owner', '7')).toMatchObject({ code: 1 });
      expect(await copy('--owner', '7', '--complete')).toMatchObject({ code: 0 });
      expect(await reasonOf()).toMatch(/as that records/);
      await use('document-db', async (store) => {
        expect(await store.get('auth/connection/7/8')).toMatchObject({ value: 'tokens' });
        expect(await store.get('mail/7/m')).toBeUndefined();
        const read = jest.spyOn(SdkVaultClient.prototype, 'read');
        expect(await store.get('auth/session/unknown')).toBeUndefined();
        expect(read).not.toHaveBeenCalled();
      });
    }, 30_000);
  });

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

  it.each(['the Document DB by choice', 'the Document DB by default', 'the vault'])(
    'is the same for instances that start together: %s',
    async (name) => {
      if (name === 'the vault') await write('monday-code', 'cron/purge-accounts');
      const given = name.endsWith('choice') ? chosen('document-db') : variables;
      const homes = await Promise.all([1, 2, 3].map(() => settle(given)));
      const expected = name === 'the vault' ? 'monday-code' : 'document-db';
      expect(homes).toEqual([expected, expected, expected]);
      expect(await home.count('persistence_records')).toBe(1);
    },
    30_000,
  );

  it('is that of the instance which decided first, whatever the vault holds then', async () => {
    const decided = { release: (): void => undefined };
    const read = jest.spyOn(SdkVaultClient.prototype, 'read');
    const waiting = new Promise<void>((resolve) => (decided.release = resolve));
    // The vault seemed empty to one instance, and got state before the other one looked.
    read.mockImplementationOnce(async () => waiting.then(() => ({ value: '1', version: '1' })));
    const late = settle();
    await eventually(() => read.mock.calls[0]);
    expect(await settle()).toBe('document-db');
    decided.release();
    expect(await late).toBe('document-db');
    read.mockRestore();
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

  it('is not guessed while a store cannot be reached', async () => {
    const { url } = home;
    const wrong = { ...variables, MNDY_MONGODB_CONNECTION_STRING: url.replace(/:[^:@/]+@/, ':wrong@') };
    await expect(settle(wrong)).rejects.toMatchObject({ code: 'persistence.credentials_refused' });
  });

  it('moves from the vault with the command, which may be repeated', async () => {
    await write('monday-code', 'cron/purge-accounts');
    expect(await settle()).toBe('monday-code');
    expect(await copy()).toMatchObject({ code: 0, printed: { copied: 1, verified: 1, isComplete: true } });
    expect(await settle()).toBe('document-db');
    expect(await copy()).toMatchObject({ code: 0, printed: { copied: 0, verified: 1, isComplete: true } });
  }, 30_000);

  it('is not moved before the first start as long as accounts of version 0.1.0 may be missing', async () => {
    await writeAsVersion010();
    const incomplete = await copy();
    expect(incomplete).toMatchObject({ code: 1, printed: { copied: 0 } });
    expect(incomplete.reported).toMatch(/0 owners of records were found: none.*--owner ID.*--complete/s);
    expect(await settle()).toBe('monday-code');
    await expect(settle(chosen('document-db'))).rejects.toThrow('persistence copy');
    const moved = await copy('--owner', '7', '--complete');
    expect(moved).toMatchObject({ code: 0, printed: { copied: 4, verified: 4 } });
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
