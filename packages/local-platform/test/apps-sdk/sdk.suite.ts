import { ADMIN, OTHER_ACCOUNT_ADMIN } from '../../../../test/framework/support/oauth-client.js';
import { objectStorageSuite } from './objects.suite.js';
import { SdkHarness, type Sdk } from './sdk.harness.js';
import { storageSuite } from './storage.suite.js';
import { endThreadsOfSdk } from '../../../../test/framework/support/sdk-threads.js';

/** What differs with `K_SERVICE`. */
export interface SdkMode {
  readonly kService: string | undefined;
  /** What secure storage gives back for `0`, `false`, `''` and `null`. */
  readonly keepsFalsyValues: boolean;
}

/** All classes of monday's SDK, against one platform. @param more tests of one mode */
export function appsSdkSuite(mode: SdkMode, more: (harness: () => SdkHarness) => void): void {
  let harness: SdkHarness;
  let sdk: Sdk;
  endThreadsOfSdk();
  beforeAll(async () => {
    jest.spyOn(console, 'log').mockImplementation(() => undefined);
    harness = await SdkHarness.start(mode.kService);
    ({ sdk } = harness);
  });
  beforeEach(() => harness.forget());
  afterAll(async () => {
    await harness.close();
    jest.restoreAllMocks();
  });

  describe('Storage', () => {
    storageSuite(async () => ({
      storage: new sdk.Storage(await harness.platform.accessToken(ADMIN)),
      stranger: new sdk.Storage(await harness.platform.accessToken(OTHER_ACCOUNT_ADMIN)),
      unknown: new sdk.Storage('unknown'),
      Period: sdk.Period,
    }));
  });

  describe('SecureStorage', () => {
    it.each(['{"token":"x"}', '{"deep":{"list":[1,null]}}', '"text"', '7', 'true', '[1,"two"]'])(
      'stores, reads and deletes %s',
      async (json) => {
        const value = JSON.parse(json) as string;
        const secure = new sdk.SecureStorage();
        expect(await secure.set('key', value)).toBe(true);
        expect(await secure.get('key')).toEqual(value);
        expect(await secure.delete('key')).toBe(true);
        expect(await secure.get('key')).toBeNull();
      },
    );

    it.each([0, false, '', null])('reads %j as the SDK makes it', async (value) => {
      const secure = new sdk.SecureStorage();
      await secure.set('falsy', value);
      const wrapped = mode.keepsFalsyValues ? value : { PRIM__MON__CODE_: value };
      expect(await secure.get('falsy')).toEqual(wrapped);
    });
  });

  describe('Queue', () => {
    let queue: InstanceType<Sdk['Queue']>;
    beforeAll(() => {
      queue = new sdk.Queue();
    });

    it.each([
      ['a text', JSON.stringify({ order: 7, name: 'Zoë' })],
      ['bytes', new TextEncoder().encode('{"as":"bytes"}')],
    ])('publishes %s, which the app receives with a secret that the SDK accepts', async (_name, message) => {
      expect(await queue.publishMessage(message)).toEqual(expect.stringMatching(/./));
      await harness.delivered(1);
      const [delivery] = harness.deliveries;
      expect(delivery).toMatchObject({ path: '/mndy-queue', contentType: 'application/json' });
      expect(queue.validateMessageSecret(delivery?.secret ?? '')).toBe(true);
    });

    it.each(['another', 'x'.repeat(64)])('does not accept the secret %j', (secret) => {
      expect(queue.validateMessageSecret(secret)).toBe(false);
    });

    it('throws for no secret', () => {
      expect(() => queue.validateMessageSecret('')).toThrow('secret is required.');
    });
  });

  describe('ObjectStorage', () => {
    objectStorageSuite(() => new sdk.ObjectStorage());
  });

  describe('SecretsManager', () => {
    it.each(['MONDAY_SIGNING_SECRET', 'MONDAY_OAUTH_CLIENT_SECRET'])('reads %s', (name) => {
      const secrets = new sdk.SecretsManager();
      expect(secrets.get(name)).toBe(harness.platform.variables[name]);
      expect(secrets.get(name, { invalidate: false })).toBe(harness.platform.variables[name]);
    });

    it('lists names, and has no value for another', () => {
      const secrets = new sdk.SecretsManager();
      expect(secrets.getKeys()).toContain('MONDAY_SIGNING_SECRET');
      expect(secrets.get('NOBODY_SET_IT')).toBeUndefined();
    });
  });

  describe('EnvironmentVariablesManager', () => {
    it.each([undefined, { updateProcessEnv: true }, { updateProcessEnv: false }])(
      'reads and lists, made with %j',
      (options) => {
        const variables = new sdk.EnvironmentVariablesManager(options);
        const { MONDAY_OAUTH_CLIENT_ID: id } = harness.platform.variables;
        expect(variables.get('MONDAY_OAUTH_CLIENT_ID')).toBe(id);
        expect(variables.get('MONDAY_OAUTH_CLIENT_ID', { invalidate: false })).toBe(id);
        expect(variables.getKeys()).toEqual(expect.arrayContaining(['STORAGE_URL', 'MONDAY_API_ENDPOINT']));
        expect(variables.get('NOBODY_SET_IT')).toBeUndefined();
      },
    );
  });

  describe('Logger', () => {
    it.each(['debug', 'info', 'warn', 'error'] as const)('logs with %s', (method) => {
      expect(() => new sdk.Logger('tag')[method]('message')).not.toThrow();
    });

    it('logs an error with its cause', () => {
      expect(() => new sdk.Logger('tag').error('message', { error: new Error('cause') })).not.toThrow();
    });
  });

  more(() => harness);
}
