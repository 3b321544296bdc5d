import { SYSTEM_CLOCK } from 'monday-persistence/clock';
import { NO_METRICS, OutgoingCalls } from '../telemetry/index.js';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ServerAddresses, type AppConfig } from '../config/index.js';
import { PersistenceRegistry } from './persistence.registry.js';

describe('PersistenceRegistry', () => {
  let folder: string;
  let dataDir: string;
  let sut: PersistenceRegistry;

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'stores-'));
    dataDir = join(folder, 'data');
    const accounts = { maxRows: 0, maxBytes: 0 };
    const [storage, persistence] = [{ driver: 'sqlite' }, { driver: 'sqlite' }];
    sut = new PersistenceRegistry(
      { dataDir, databaseUrl: undefined, accounts, storage, persistence } as AppConfig,
      new ServerAddresses({}),
      OutgoingCalls.unmeasured(),
      NO_METRICS,
      SYSTEM_CLOCK,
    );
  });

  afterEach(async () => {
    await sut.onApplicationShutdown();
    await rm(folder, { recursive: true });
  });

  it('opens each store once', async () => {
    const [first, second] = await Promise.all([sut.of('sqlite'), sut.of('sqlite')]);
    expect(second).toBe(first);
    await expect(first.ping()).resolves.toBeUndefined();
  });

  it('closes its stores at shutdown', async () => {
    const store = await sut.of('sqlite');
    await sut.onApplicationShutdown();
    await expect(store.ping()).rejects.toMatchObject({ code: 'persistence.unavailable' });
  });

  it('tries a store again that could not be opened', async () => {
    await writeFile(dataDir, 'in the way');
    await expect(sut.of('sqlite')).rejects.toMatchObject({ code: 'persistence.unavailable' });
    await rm(dataDir);
    await expect((await sut.of('sqlite')).upsert('key', '1')).resolves.toMatchObject({ created: true });
  });

  it('says which driver cannot be had', async () => {
    await expect(sut.of('postgres')).rejects.toThrow('DATABASE_URL is not set.');
  });
});
