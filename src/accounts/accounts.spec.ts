import { getEventListeners } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Logger } from '@nestjs/common';
import { SYSTEM_CLOCK } from 'monday-persistence/clock';
import { SQLITE_SETTINGS, SqlitePersistence } from 'monday-persistence/sqlite';
import { deferred } from '../../test/framework/support/deliveries.js';
import { ManualClock } from '../../test/framework/support/manual-clock.js';
import { MemoryVault } from '../../test/framework/support/memory-vault.js';
import { AccountDirectory } from '../account-data/account-directory.js';
import { InstallationStore } from '../account-data/installation.store.js';
import { PurgeSchedule } from '../account-data/purge-schedule.js';
import { AccountRevocations } from '../auth/connections/account-revocations.js';
import { ConnectedAccounts } from '../auth/connections/connected-accounts.js';
import { ConnectionStore } from '../auth/connections/connection.store.js';
import { requireCaller } from '../caller/index.js';
import { type AppConfig } from '../config/index.js';
import { runInCron } from '../cron/current-run.js';
import { type Persistence } from '../persistence/index.js';
import { VaultPersistence } from '../persistence/vault/index.js';
import { type KeyRing } from '../secrets/index.js';
import { AccountList } from './account-list.js';
import { AccountRunStore } from './account-run.store.js';
import { Accounts } from './accounts.js';
import { type KnownAccount } from './known-account.js';

const START = Date.UTC(2026, 0, 1);
const config = { monday: { uninstallGraceHours: 24 } } as AppConfig;

let clock: ManualClock;
let persistence: Persistence;
let closing: (() => Promise<void>)[];

beforeEach(() => {
  clock = new ManualClock(START);
  closing = [];
  jest.spyOn(Logger.prototype, 'error').mockImplementation();
  jest.spyOn(Logger.prototype, 'log').mockImplementation();
});
afterEach(async () => {
  jest.restoreAllMocks();
  for (const close of closing) await close();
});

async function openSqlite(): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'accounts-'));
  const path = join(folder, 'app.db');
  persistence = new SqlitePersistence({ ...SQLITE_SETTINGS, path, clock: SYSTEM_CLOCK });
  await persistence.open();
  closing.push(
    () => persistence.close(),
    () => rm(folder, { recursive: true, force: true }),
  );
}

async function openVault(): Promise<void> {
  persistence = new VaultPersistence({ vault: new MemoryVault(), clock });
  await persistence.open();
  closing.push(() => persistence.close());
}

/** An instance of the app on the store. */
function instance(on = clock) {
  const directory = new AccountDirectory(persistence);
  const installations = new InstallationStore(
    persistence,
    new PurgeSchedule(persistence),
    directory,
    on,
    config,
  );
  const revocations = new AccountRevocations(persistence, on);
  const connected = new ConnectedAccounts(
    new ConnectionStore(persistence, {} as KeyRing),
    revocations,
    persistence,
  );
  const list = new AccountList(installations, connected, directory);
  return {
    accounts: new Accounts(list, new AccountRunStore(persistence, on), installations, on),
    installations,
    directory,
    revocations,
  };
}

async function until(condition: () => Promise<boolean> | boolean): Promise<void> {
  for (let turn = 0; turn < 20_000; turn += 1) {
    if (await condition()) return;
    await new Promise(setImmediate);
  }
  throw new Error('It did not happen in time.');
}

/** A connection as the login stores it. */
async function connect(accountId: string, userId: string, row: object = {}): Promise<void> {
  const value = JSON.stringify({ grant: 'g', epoch: '', state: 'connected', sealed: '', ...row });
  await persistence.upsert(`auth/connection/${accountId}/${userId}`, value, { owner: accountId });
  await new AccountDirectory(persistence).note(accountId);
}

async function all({ accounts }: { accounts: Accounts }): Promise<KnownAccount[]> {
  const found: KnownAccount[] = [];
  for await (const account of accounts.all()) found.push(account);
  return found;
}

describe.each([
  ['a store that lists its keys', openSqlite],
  ['a store that does not', openVault],
])('the accounts in %s', (_name, open) => {
  beforeEach(open);

  it('are those that installed the app, and those with a live connection, in order', async () => {
    const sut = instance();
    const { installations, revocations } = sut;
    await installations.installed('30', 1_000);
    await installations.installed('4', 1_000);
    await installations.uninstalled('4', 2_000);
    await connect('100', '9', { role: 'guest' });
    await connect('100', '7', { role: 'admin' });
    await connect('100', '8', { role: 'member' });
    await connect('30', '1');
    await connect('5', '1', { state: 'expired' });
    await connect('6', '1');
    await revocations.begin('6');
    await connect('7', '1', { epoch: (await revocations.current('6')).id });
    await installations.installed('8', 1_000);

    expect(await all(sut)).toEqual([
      { accountId: '100', userId: '7' },
      { accountId: '30', userId: '1', installedAt: 1_000 },
      { accountId: '8', installedAt: 1_000 },
    ]);
  });

  it('forget an account that was purged', async () => {
    const sut = instance();
    await sut.installations.installed('1', 1_000);
    await sut.installations.installed('2', 1_000);
    await sut.installations.uninstalled('1', 2_000);
    await sut.installations.purged('1', {});

    expect((await all(sut)).map(({ accountId }) => accountId)).toEqual(['2']);
  });

  it('are listed over many pages', async () => {
    const ids = Array.from({ length: 47 }, (_, index) => String(1_000 + index * 3));
    const sut = instance();
    for (const [index, id] of ids.entries()) {
      if (index % 3 !== 0) await sut.installations.installed(id, 1);
      if (index % 3 !== 1) await connect(id, '1');
    }

    expect((await all(sut)).map(({ accountId }) => accountId)).toEqual(ids);
  });

  it('are handled one run after the other, each as a job of its account', async () => {
    const sut = instance();
    await connect('1', '11');
    await sut.installations.installed('2', 1);
    const callers: unknown[] = [];
    const run = () =>
      sut.accounts.forEachAccount(() => void callers.push(requireCaller()), {
        name: 'nudge',
        concurrency: 1,
      });

    expect(await run()).toMatchObject({ status: 'finished', wasResumed: false, handled: 2, failed: 0 });
    expect(await run()).toMatchObject({ status: 'finished', wasResumed: false, handled: 2 });
    const once = [
      { accountId: '1', userId: '11', kind: 'job' },
      { accountId: '2', userId: 'nobody', kind: 'job' },
    ];
    expect(callers).toEqual([...once, ...once]);
  });
});

describe('a run over all accounts', () => {
  const IDS = Array.from({ length: 1_200 }, (_, index) => String(10_000 + index));

  beforeEach(async () => {
    await openSqlite();
    await Promise.all(IDS.map((id) => persistence.upsert(`account-data/lives/${id}`, '{"installedAt":1}')));
  });

  it('handles each account once, so many at a time, whatever fails', async () => {
    let [running, most] = [0, 0];
    const handled: string[] = [];
    const { accounts } = instance();
    const result = await accounts.forEachAccount(
      async ({ accountId }) => {
        most = Math.max(most, (running += 1));
        await new Promise(setImmediate);
        running -= 1;
        handled.push(accountId);
        if (accountId.endsWith('7')) throw new Error(`no ${accountId}`);
      },
      { name: 'nudge', concurrency: 5 },
    );

    expect(most).toBe(5);
    expect(handled.sort()).toEqual(IDS);
    expect(result).toMatchObject({ status: 'finished', handled: 1_200, failed: 120 });
    expect(result.failures).toHaveLength(100);
    expect(result.failures[0]).toMatchObject({ accountId: '10007', error: { message: 'no 10007' } });
  });

  it('does not go far beyond a slow account', async () => {
    const gate = deferred();
    const stop = new AbortController();
    const handled: string[] = [];
    const { accounts } = instance();
    const running = accounts.forEachAccount(
      async ({ accountId }) => {
        if (accountId === IDS[0]) await gate.promise;
        handled.push(accountId);
      },
      { name: 'nudge', signal: stop.signal },
    );
    await until(() => handled.length >= 199);
    for (let turn = 0; turn < 50; turn += 1) await new Promise(setImmediate);
    expect(handled).toHaveLength(199);
    gate.resolve();

    expect(await running).toMatchObject({ status: 'finished', handled: 1_200 });
  });

  it('goes on after a crash with the accounts that were not handled', async () => {
    const dead = new ManualClock(START);
    const before: string[] = [];
    const hung = new Promise<void>(() => undefined);
    const crashed = instance(dead);
    void crashed.accounts.forEachAccount(
      async ({ accountId }) => {
        if (before.length >= 100 || accountId === '10050') await hung;
        before.push(accountId);
      },
      { name: 'nudge' },
    );
    await until(() => before.length >= 100);
    dead.advance(250);
    const isSaved = async (): Promise<boolean> =>
      ((await persistence.get('accounts/runs/nudge'))?.value ?? '').includes('"last":"10049"');
    await until(isSaved);

    const after: string[] = [];
    const { accounts } = instance();
    const again = () =>
      accounts.forEachAccount(({ accountId }) => void after.push(accountId), { name: 'nudge' });
    expect(await again()).toMatchObject({ status: 'busy', handled: 0 });
    clock.advance(20_251);
    expect(await again()).toMatchObject({ status: 'finished', wasResumed: true, handled: 1_100 });
    expect([...before, ...after].sort()).toEqual(IDS);
  });

  it('goes on at once after it was stopped, and repeats what the stop broke', async () => {
    const stop = new AbortController();
    const handled: string[] = [];
    const { accounts } = instance();
    const stopped = await accounts.forEachAccount(
      ({ accountId }) => {
        if (accountId === '10100') {
          stop.abort();
          throw new Error('stopped');
        }
        handled.push(accountId);
      },
      { name: 'nudge', signal: stop.signal },
    );
    expect(stopped).toMatchObject({ status: 'stopped', failed: 0 });
    const rest = await instance().accounts.forEachAccount(({ accountId }) => void handled.push(accountId), {
      name: 'nudge',
    });

    expect(rest).toMatchObject({ status: 'finished', wasResumed: true });
    expect(handled.sort()).toEqual(IDS);
  });

  it('leaves out an account that uninstalls the app meanwhile, and goes on', async () => {
    const handled: string[] = [];
    const sut = instance();
    const result = await sut.accounts.forEachAccount(
      async ({ accountId }) => {
        handled.push(accountId);
        if (accountId !== '10020') return;
        clock.advance(6_000);
        await sut.installations.uninstalled('10100', clock.now());
      },
      { name: 'nudge', concurrency: 1 },
    );

    expect(result).toMatchObject({ status: 'finished', handled: 1_199, failed: 0 });
    expect(handled).toEqual(IDS.filter((id) => id !== '10100'));
  });

  it('stops while it waits for a slow account that comes first', async () => {
    const stop = new AbortController();
    let handled = 0;
    const { accounts } = instance();
    const running = accounts.forEachAccount(
      async ({ accountId }, signal) => {
        if (accountId === IDS[0]) {
          await new Promise((_, reject) => signal.addEventListener('abort', () => reject(new Error('stop'))));
        }
        handled += 1;
      },
      { name: 'nudge', signal: stop.signal },
    );
    await until(() => handled >= 199);
    for (let turn = 0; turn < 50; turn += 1) await new Promise(setImmediate);
    stop.abort();

    expect(await running).toMatchObject({ status: 'stopped', handled: 199, failed: 0 });
    const rest = await instance().accounts.forEachAccount(() => undefined, { name: 'nudge' });
    expect(rest).toMatchObject({ status: 'finished', wasResumed: true, handled: 1_001 });
  });

  it('does not wait for long for handlers that ignore the stop', async () => {
    const stop = new AbortController();
    const hung = new Promise<void>(() => undefined);
    let started = 0;
    const running = instance().accounts.forEachAccount(
      () => {
        started += 1;
        return hung;
      },
      { name: 'nudge', signal: stop.signal },
    );
    await until(() => started === 8);
    stop.abort();
    let result: unknown;
    void running.then((ended) => (result = ended));
    await until(() => {
      clock.advance(1_000);
      return result !== undefined;
    });

    expect(result).toMatchObject({ status: 'stopped', handled: 0 });
    const rest = await instance().accounts.forEachAccount(() => undefined, { name: 'nudge' });
    expect(rest).toMatchObject({ status: 'finished', handled: 1_200 });
  });

  it('leaves nothing on its signal, which may live as long as the process', async () => {
    const { accounts, installations } = instance();
    for (const id of ['1', '2', '3']) await installations.installed(id, 1_000);
    let given: AbortSignal | undefined;
    const handler = (_account: KnownAccount, signal: AbortSignal): void => void (given = signal);
    await accounts.forEachAccount(handler, { name: 'tidy', concurrency: 1 });
    expect(given && getEventListeners(given, 'abort')).toEqual([]);
  });

  it('ends if another process has taken over', async () => {
    const gate = deferred();
    let signal: AbortSignal | undefined;
    const running = instance().accounts.forEachAccount(
      async (_account, given) => {
        signal = given;
        await gate.promise;
      },
      { name: 'nudge', concurrency: 1 },
    );
    await until(() => signal !== undefined);
    await persistence.upsert('accounts/runs/nudge', '{"last":"","ahead":[],"until":1e15}');
    await until(() => {
      clock.advance(1_000);
      return signal?.aborted === true;
    });
    gate.resolve();

    expect((await running).status).toBe('stopped');
    expect((await persistence.get('accounts/runs/nudge'))?.value).toContain('1e15');
  });

  it('has the name and the signal of the scheduled job', async () => {
    const { accounts } = instance();
    const work = () => accounts.forEachAccount(() => undefined);
    const context = { name: 'daily', dueAt: START, signal: AbortSignal.abort() };

    expect(await runInCron(context, work)).toMatchObject({ status: 'stopped', handled: 0 });
    expect(await persistence.get('accounts/runs/daily')).toBeDefined();
    await expect(work()).rejects.toThrow('needs a name');
    await expect(accounts.forEachAccount(() => undefined, { name: 'a/b' })).rejects.toThrow('needs a name');
  });

  it.each([NaN, Infinity, 0, -1, 2.5, 101, '8' as unknown as number, null as unknown as number])(
    'is refused, before it claims anything, with a concurrency of %p',
    async (concurrency) => {
      const { accounts } = instance();
      const run = accounts.forEachAccount(() => undefined, { name: 'nudge', concurrency });
      await expect(run).rejects.toThrow('is a whole number from 1 to 100');
      expect(await persistence.get('accounts/runs/nudge')).toBeUndefined();
    },
  );
});
