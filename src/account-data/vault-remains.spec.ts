import { FakeClock } from 'monday-persistence/testing';
import { MemoryVault } from '../../test/framework/support/memory-vault.js';
import { ServerAddresses, type AppConfig } from '../config/index.js';
import { type PersistenceRegistry } from '../persistence/index.js';
import { VaultPersistence } from '../persistence/vault/index.js';
import { VaultRemains } from './vault-remains.js';

const STATE = ['auth/connection/7/8', 'mail/7/m'];
const SECRET = 'secure-storage/7/8/x';
const OTHERS = 'auth/connection/9/8';

describe('the records of an account that stay in the vault', () => {
  let client: MemoryVault;
  let vault: VaultPersistence;
  let of: jest.Mock;

  beforeEach(async () => {
    client = new MemoryVault();
    const clock = new FakeClock(1_000);
    vault = new VaultPersistence({ vault: client, clock });
    await vault.open();
    for (const key of [...STATE, SECRET]) await vault.upsert(key, '', { owner: '7' });
    await vault.upsert(OTHERS, '', { owner: '9' });
    await vault.close();
    const isState = (key: string): boolean => !key.startsWith('secure-storage/');
    vault = new VaultPersistence({ vault: client, clock, mark: { key: 'persistence/home', isState } });
    await vault.open();
    of = jest.fn(() => Promise.resolve(vault));
  });
  afterEach(() => vault.close());

  const purge = (persistence: string, secureStorage: string, variables = { SECURE_STORAGE_ADDRESS: 'x' }) => {
    const drivers = { persistence: { driver: persistence }, secureStorage: { driver: secureStorage } };
    const config = { profile: 'monday-code', ...drivers } as AppConfig;
    const registry = { of } as unknown as PersistenceRegistry;
    return new VaultRemains(registry, config, new ServerAddresses(variables)).purgeAccount('7');
  };
  const left = (): string[] => client.keys.filter((key) => !key.startsWith('persistence/owners/')).sort();

  it.each([
    ['the Document DB', 'document-db'],
    ['a database of the app', 'postgres'],
  ])(
    'are deleted with it if the home is %s, but for secure values that are used there, and nothing says that the vault holds state',
    async (_name, driver) => {
      expect(await purge(driver, 'monday-code')).toBe(2);
      expect(left()).toEqual([OTHERS, SECRET]);
    },
  );

  it('are deleted with secure values that are elsewhere now', async () => {
    expect(await purge('document-db', 'document-db')).toBe(3);
    expect(left()).toEqual([OTHERS]);
  });

  it.each([
    ['the vault', 'monday-code', { SECURE_STORAGE_ADDRESS: 'x' }],
    ['the Document DB without a vault', 'document-db', { SECURE_STORAGE_ADDRESS: '' }],
  ])('are not looked for if the home is %s', async (_name, driver, variables) => {
    expect(await purge(driver, 'monday-code', variables)).toBe(0);
    expect(of).not.toHaveBeenCalled();
  });
});
