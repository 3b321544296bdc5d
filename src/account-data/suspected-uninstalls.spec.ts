import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Logger } from '@nestjs/common';
import { SYSTEM_CLOCK } from 'monday-persistence/clock';
import { SQLITE_SETTINGS, SqlitePersistence } from 'monday-persistence/sqlite';
import { FakeClock } from 'monday-persistence/testing';
import { type AppConfig } from '../config/index.js';
import { type DecoratedMethods } from '../discovery/index.js';
import { type Persistence } from '../persistence/index.js';
import { AccountDirectory } from './account-directory.js';
import { InstallationStore } from './installation.store.js';
import { PurgeSchedule } from './purge-schedule.js';
import { SuspectedUninstalls } from './suspected-uninstalls.js';

const MINUTE_MS = 60 * 1000;
const DAY_MS = 24 * 60 * MINUTE_MS;

describe('suspected uninstalls', () => {
  let folder: string;
  let persistence: Persistence;
  let clock: FakeClock;
  const confirm = jest.fn<Promise<void>, [accountId: string, uninstall: object]>();

  beforeEach(async () => {
    jest.spyOn(Logger.prototype, 'warn').mockImplementation();
    confirm.mockReset().mockResolvedValue();
    folder = await mkdtemp(join(tmpdir(), 'suspected-'));
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

  function instance(): { installations: InstallationStore; sut: SuspectedUninstalls } {
    const config = { monday: { uninstallGraceHours: 24 } } as AppConfig;
    const schedule = new PurgeSchedule(persistence);
    const installations = new InstallationStore(
      persistence,
      schedule,
      new AccountDirectory(persistence),
      clock,
      config,
    );
    const methods = { find: () => [{ invoke: confirm }] } as unknown as DecoratedMethods;
    const sut = new SuspectedUninstalls(methods, schedule, installations);
    sut.onModuleInit();
    return { installations, sut };
  }
  const suspect = (installations: InstallationStore, accountId: string): Promise<void> =>
    installations.suspected(accountId, { at: 500, userId: '7' });
  const asked = (): string[] => confirm.mock.calls.map(([accountId]) => accountId);

  it('are asked about after ten minutes, once for several instances', async () => {
    const [one, two] = [instance(), instance()];
    await suspect(one.installations, '1');
    const suspectedAt = clock.now();
    clock.advance(10 * MINUTE_MS - 1);
    await one.sut.recheck();
    expect(asked()).toEqual([]);

    clock.advance(1);
    await Promise.all([one.sut.recheck(), two.sut.recheck()]);

    expect(confirm.mock.calls).toEqual([['1', { at: 500, userId: '7', suspectedAt }]]);
  });

  it('cost a bounded number of questions until the purge', async () => {
    const { installations, sut } = instance();
    await suspect(installations, '1');
    for (let at = 0; at < 9 * DAY_MS; at += 5 * MINUTE_MS) {
      await sut.recheck();
      clock.advance(5 * MINUTE_MS);
    }

    expect(asked().length).toBeGreaterThan(30);
    expect(asked().length).toBeLessThan(45);
  });

  it('take turns, five in a run', async () => {
    const { installations, sut } = instance();
    const ids = Array.from({ length: 12 }, (_, index) => String(100 + index));
    for (const id of ids) await suspect(installations, id);
    clock.advance(10 * MINUTE_MS);
    const counts: number[] = [];
    for (let run = 0; run < 4; run += 1) {
      await sut.recheck();
      counts.push(asked().length);
    }

    expect(counts).toEqual([5, 10, 12, 12]);
    expect(asked().sort()).toEqual(ids);
  });

  it('are asked about again after a failure, which does not stop the others', async () => {
    const { installations, sut } = instance();
    await suspect(installations, '1');
    await suspect(installations, '2');
    confirm.mockRejectedValueOnce(new Error('down'));
    clock.advance(10 * MINUTE_MS);
    await sut.recheck();
    clock.advance(10 * MINUTE_MS);
    await sut.recheck();

    expect(asked()).toEqual(['1', '2', '1', '2']);
  });

  it('are forgotten after a proven request, an install, or a proven uninstall', async () => {
    const { installations, sut } = instance();
    for (const id of ['1', '2', '3']) await suspect(installations, id);
    await installations.installed('1', 600);
    await installations.uninstalled('2', 600);
    installations.heardFrom('3');
    while ((await installations.find('3')).suspectedAt !== undefined) await Promise.resolve();
    clock.advance(DAY_MS);
    await sut.recheck();

    expect(asked()).toEqual([]);
    expect((await installations.find('2')).suspicion).toBeUndefined();
  });

  it.each([
    ['before it knows the schedule, as one that a request has started', 1, true],
    ['before the uninstall', -1, false],
  ])('are compared with a request that an instance received %s', async (_name, laterMs, isForgotten) => {
    const [one, two] = [instance(), instance()];
    clock.advance(1);
    if (laterMs < 0) two.installations.heardFrom('1');
    clock.advance(1);
    await suspect(one.installations, '1');
    clock.advance(1);
    if (laterMs > 0) two.installations.heardFrom('1');
    clock.advance(MINUTE_MS);
    await two.installations.watch(['1']);

    const { suspectedAt, purgeDueAt } = await one.installations.find('1');
    expect([suspectedAt, purgeDueAt].map((time) => time === undefined)).toEqual([isForgotten, isForgotten]);
  });

  it('outlast a request that was signed before them, such as that of a view that is still open', async () => {
    const { installations } = instance();
    clock.advance(MINUTE_MS);
    await suspect(installations, '1');
    const suspectedAt = clock.now();
    clock.advance(MINUTE_MS);
    installations.heardFrom('1', suspectedAt - 1);
    await installations.watch(['1']);
    expect((await installations.find('1')).suspectedAt).toBe(suspectedAt);

    installations.heardFrom('1', suspectedAt + 1);
    while ((await installations.find('1')).suspectedAt !== undefined) await Promise.resolve();
    expect((await installations.find('1')).purgeDueAt).toBeUndefined();
  });
});
