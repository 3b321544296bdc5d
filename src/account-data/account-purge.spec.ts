import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Logger } from '@nestjs/common';
import { SYSTEM_CLOCK } from 'monday-persistence/clock';
import { SQLITE_SETTINGS, SqlitePersistence } from 'monday-persistence/sqlite';
import { FakeClock } from 'monday-persistence/testing';
import { type AppConfig } from '../config/index.js';
import { Persistence } from '../persistence/index.js';
import { AccountDirectory } from './account-directory.js';
import { InstallationStore } from './installation.store.js';
import { AccountPurge } from './account-purge.js';
import { type PurgeHandlerRegistry } from './purge-handler.registry.js';
import { PurgeSchedule } from './purge-schedule.js';
import { namesAccount, purgeRecords } from './purge-records.js';
import { type PurgeMethod } from './purges-account.decorator.js';

const HOUR_MS = 60 * 60 * 1000;

describe('the purge of accounts', () => {
  let folder: string;
  let persistence: Persistence;
  let clock: FakeClock;

  beforeEach(async () => {
    jest.spyOn(Logger.prototype, 'log').mockImplementation();
    jest.spyOn(Logger.prototype, 'error').mockImplementation();
    folder = await mkdtemp(join(tmpdir(), 'account-data-'));
    persistence = new SqlitePersistence({
      ...SQLITE_SETTINGS,
      path: join(folder, 'app.db'),
      clock: SYSTEM_CLOCK,
    });
    await persistence.open();
    clock = new FakeClock();
  });
  afterEach(async () => {
    jest.restoreAllMocks();
    await persistence.close();
    await rm(folder, { recursive: true });
  });

  /** One instance of the app, or the same one after a restart. */
  function instance(handlers: Record<string, PurgeMethod> = {}): {
    installations: InstallationStore;
    purge: AccountPurge;
  } {
    const config = { monday: { uninstallGraceHours: 24 } } as AppConfig;
    const schedule = new PurgeSchedule(persistence);
    const installations = new InstallationStore(
      persistence,
      schedule,
      new AccountDirectory(persistence),
      clock,
      config,
    );
    const all = { all: () => new Map(Object.entries(handlers)) } as unknown as PurgeHandlerRegistry;
    return { installations, purge: new AccountPurge(schedule, installations, all, persistence, clock) };
  }

  it('comes after the grace period, also after a restart, once for several instances, and keeps a record', async () => {
    const rows = jest.fn((_accountId: string) => Promise.resolve(3));
    await instance().installations.uninstalled('1', 500);
    const [one, two] = [instance({ rows }), instance({ rows })];
    clock.advance(24 * HOUR_MS - 1);
    await one.purge.run();
    expect(rows).not.toHaveBeenCalled();

    clock.advance(1);
    await Promise.all([one.purge.run(), two.purge.run()]);
    await one.purge.run();

    expect(rows.mock.calls).toEqual([['1']]);
    expect(await two.installations.find('1')).toEqual({
      uninstalledAt: 500,
      removedAt: clock.now() - 24 * HOUR_MS,
      purgedAt: clock.now(),
      purged: { rows: 3 },
    });
  });

  it('is not put off by an uninstall that is delivered again', async () => {
    const { installations } = instance();
    await installations.uninstalled('1', 500);
    const { purgeDueAt } = await installations.find('1');
    clock.advance(HOUR_MS);
    await installations.uninstalled('1', 500);
    await installations.uninstalled('1', 600);

    expect((await installations.find('1')).purgeDueAt).toBe(purgeDueAt);
  });

  it('is cancelled by a newer install, and not by an older one that comes late', async () => {
    const { installations } = instance();
    await installations.uninstalled('1', 500);
    await installations.installed('1', 400);
    expect((await installations.find('1')).purgeDueAt).toBeDefined();

    await installations.installed('1', 600);
    expect((await installations.find('1')).purgeDueAt).toBeUndefined();
    expect(await installations.uninstalled('1', 550)).toBe(false);
    expect(await installations.uninstalled('1', 700)).toBe(true);
  });

  it('goes on with the others where one cannot be removed, and tries that one again', async () => {
    const failing = jest.fn<Promise<number>, [string]>().mockRejectedValueOnce(new Error('down'));
    failing.mockResolvedValue(0);
    const { installations, purge } = instance({ failing });
    await installations.uninstalled('1', 500);
    await installations.uninstalled('2', 500);
    clock.advance(24 * HOUR_MS);
    const wait = await purge.run();
    expect(wait).toBeLessThanOrEqual(60_000);
    expect((await installations.find('2')).purgedAt).toBeDefined();

    await purge.run();
    expect((await installations.find('1')).purged).toEqual({ failing: 0 });
  });

  it('keeps every entry of the agenda where accounts leave at the same time', async () => {
    const [one, two] = [instance(), instance()];
    const ids = Array.from({ length: 10 }, (_, index) => String(index + 1));
    await Promise.all(ids.map((id, index) => (index % 2 ? one : two).installations.uninstalled(id, 500)));

    expect(Object.keys(await new PurgeSchedule(persistence).read()).sort()).toEqual([...ids].sort());
  });

  it('drops work from before an uninstall, unless the account came back in time', async () => {
    const { installations } = instance();
    const before = clock.now();
    clock.advance(1_000);
    await installations.uninstalled('1', 500);
    expect(await installations.hasLeftSince('1', before)).toBe(true);
    expect(await installations.hasLeftSince('1', clock.now())).toBe(false);
    expect(await installations.hasLeftSince('2', before)).toBe(false);

    await installations.installed('1', 600);
    expect(await installations.hasLeftSince('1', before)).toBe(false);
  });
});

describe('purgeRecords', () => {
  it('picks the records of an account among those of others, over all pages', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'account-data-'));
    const persistence = new SqlitePersistence({
      ...SQLITE_SETTINGS,
      path: join(folder, 'app.db'),
      clock: SYSTEM_CLOCK,
    });
    await persistence.open();
    const put = (index: number, value: object): Promise<unknown> =>
      persistence.upsert(`x/${index}`, JSON.stringify(value));
    await Promise.all(
      Array.from({ length: 250 }, (_, index) => put(index, { accountId: String(index % 2) })),
    );
    await put(999, { subject: { accountId: '1' } });
    const deleted = await purgeRecords(persistence, '1', 'x/', namesAccount('1'));
    const left = await persistence.scan({ prefix: 'x/', limit: 500 });
    await persistence.close();
    await rm(folder, { recursive: true });

    expect(deleted).toBe(126);
    expect(left.every(({ value }) => value === '{"accountId":"0"}')).toBe(true);
  });

  it("asks a store that cannot list for what is the account's", async () => {
    const scan = jest.fn(() => Promise.resolve([]));
    const persistence = Object.assign(Object.create(Persistence.prototype) as Persistence, {
      capabilities: { scan: false },
      scan,
    });

    await expect(purgeRecords(persistence, '1', 'x/')).resolves.toBe(0);
    expect(scan).toHaveBeenCalledWith(expect.objectContaining({ owner: '1', prefix: 'x/' }));
  });
});
