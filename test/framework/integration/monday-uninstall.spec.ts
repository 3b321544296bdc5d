import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Injectable, Module } from '@nestjs/common';
import { IsString } from 'class-validator';
import { InstallationStore, type Installation } from '../../../src/account-data/index.js';
import { Revocations } from '../../../src/auth/connections/revocations.js';
import { runAs, type CallerContext } from '../../../src/caller/index.js';
import {
  MondayAction,
  MondayEvent,
  MondayModule,
  MondayTrigger,
  MondayTriggers,
  Subscriptions,
  type LifecycleEvent,
} from '../../../src/monday/index.js';
import { WebhookAddressStore } from '../../../src/monday/api/webhook-address.store.js';
import { ObjectStorage } from '../../../src/object-storage/index.js';
import { Persistence, type Entry } from '../../../src/persistence/index.js';
import { VaultPersistence } from '../../../src/persistence/vault/index.js';
import {
  QueueHandler,
  QueueModule,
  QueueOperations,
  QueuePermanentError,
  QueueService,
} from '../../../src/queue/index.js';
import { collection, CollectionStore, SecureStorage } from '../../../src/storage/index.js';
import { Feature } from '../../../src/feature/index.js';
import {
  Clock,
  FakeClock,
  TestApp,
  type HttpReply,
  type Login,
  type PlatformUser,
} from '../../../src/testing/index.js';
import { MemoryVault } from '../support/memory-vault.js';
import { FixtureFeature } from '../support/fixture-app/fixture.feature.js';

const HOUR_MS = 60 * 60 * 1000;

class Anything {
  @IsString()
  text!: string;
}

@Injectable()
class Probe {
  readonly events: string[] = [];
  readonly handled: string[] = [];

  @MondayAction('note', Anything)
  note(): object {
    return {};
  }

  @MondayTrigger('noted')
  onSubscribe(): void {}

  @MondayEvent('uninstall')
  left({ type, accountId, data }: LifecycleEvent<'uninstall'>): void {
    this.events.push(`${type} ${accountId} ${data.account_slug}`);
  }

  @MondayEvent('app_subscription_changed')
  paid({ data }: LifecycleEvent<'app_subscription_changed'>): void {
    this.events.push(`plan ${data.subscription?.plan_id}`);
  }

  @QueueHandler('probe.work', Anything)
  work({ text }: Anything): void {
    this.handled.push(text);
  }

  @QueueHandler('probe.fail', Anything)
  fail(): void {
    throw new QueuePermanentError('never');
  }
}

class Notes extends collection<{ at: number }>({ name: 'notes', indexes: { at: 'number' } }) {}

@Feature({ name: 'notes', collections: [Notes] })
class NotesFeature {}

@Module({ imports: [MondayModule, NotesFeature, QueueModule], providers: [Probe] })
class ProbeModule {}

/** Of monday's events, which are told apart by their times alone. */
const BEGIN = Date.now();
const clock = new FakeClock(BEGIN);

describe('an account that uninstalls the app', () => {
  let app: TestApp;
  let leaving: PlatformUser;
  let staying: PlatformUser;
  let login: Login;
  let probe: Probe;

  beforeAll(async () => {
    app = await TestApp.start({
      imports: [ProbeModule, FixtureFeature],
      overrides: [{ token: Clock, value: clock }],
    });
    const users = await app.users();
    staying = users[0]!;
    leaving = users.find(({ account }) => account.id !== staying.account.id)!;
    probe = app.get(Probe);
  });
  afterAll(() => app.close());

  const send = (type: string, at: number, user = leaving): Promise<HttpReply> =>
    app.http().send(app.monday.lifecycle(type, user, { data: { timestamp: new Date(at).toISOString() } }));
  const isQueueEmpty = async (): Promise<true | undefined> => {
    const { ready, running } = await app.get(QueueOperations).stats();
    return ready + running === 0 || undefined;
  };
  const installationOf = (user: PlatformUser): Promise<Installation> =>
    app.get(InstallationStore).find(user.account.id);
  const records = async (): Promise<Entry[]> => {
    const found: Entry[] = [];
    for (let after: string | undefined; ;) {
      const page = await app.get(Persistence).scan({ prefix: '', after, limit: 500 });
      found.push(...page);
      after = page.at(-1)?.key;
      if (page.length < 500) return found;
    }
  };
  const keysNaming = async (user: PlatformUser): Promise<string[]> =>
    (await records())
      // Counts of mails and of calls, for some minutes or seconds of real time, which the clock of this test does not move.
      .filter(({ key }) => !/^(?:mail\/rate|monday\/budgets)\//.test(key))
      .filter(({ key, value }) => `${key} ${value}`.includes(user.account.id))
      .map(({ key }) => key);
  const publish = (user: PlatformUser, type: string, text: string, delaySeconds = 0): Promise<string> =>
    runAs(callerOf(user), () => app.get(QueueService).publish(type, { text }, { delaySeconds }));
  const leaveTracesIn = async (user: PlatformUser): Promise<Login> => {
    const traces = await leaveTraces(app, user);
    await runAs(callerOf(user), () => app.get(ObjectStorage).put('file', 'bytes'));
    await eventually(async () => (await keysNaming(user)).some((key) => key.startsWith('queue/dead/')));
    return traces;
  };

  it('stores only records that docs/security.md lists', async () => {
    login = await leaveTracesIn(leaving);
    await leaveTracesIn(staying);
    const listed = await listedKeys();
    const unlisted = (await records()).filter(({ key }) => !listed.some((prefix) => key.startsWith(prefix)));

    expect(listed.length).toBeGreaterThan(20);
    expect(unlisted.map(({ key }) => key)).toEqual([]);
  });

  it('loses its connections and sessions immediately, and keeps its data for the grace period', async () => {
    const uninstalledAt = BEGIN;
    const first = await send('uninstall', uninstalledAt);
    const again = await send('uninstall', uninstalledAt);
    const ended = await login.http.get('/storage/mine');
    // A message that is being handled while the clock jumps would be delivered again.
    await eventually(isQueueEmpty);
    clock.advance(23 * HOUR_MS);
    const installation = await installationOf(leaving);

    expect([first.status, again.status, ended.status]).toEqual([200, 200, 401]);
    expect(installation).toMatchObject({
      uninstalledAt,
      purgeDueAt: (installation.removedAt ?? 0) + 24 * HOUR_MS,
    });
    expect(await keysNaming(leaving)).toEqual(
      expect.arrayContaining([
        expect.stringMatching(/^storage\//),
        expect.stringMatching(/^mail\//),
      ]) as string[],
    );
  });

  it('received its last event, typed, in the handler', () => {
    const slug = leaving.account.slug;
    expect(probe.events).toEqual([`uninstall ${leaving.account.id} ${slug}`]);
  });

  it('keeps all its data if it installs the app again in time', async () => {
    await send('install', BEGIN + 1_000);
    clock.advance(48 * HOUR_MS);
    const installation = await installationOf(leaving);
    const { http } = await app.login(leaving.id);

    expect(installation.purgeDueAt).toBeUndefined();
    expect((await http.get('/storage/mine')).json()).toMatchObject({ value: 1 });
  });

  it('ignores an uninstall that is older than its last install', async () => {
    await send('uninstall', BEGIN + 500);

    expect((await installationOf(leaving)).purgeDueAt).toBeUndefined();
  });

  it('loses all its data after the grace period, unlike other accounts', async () => {
    const stayed = await keysNaming(staying);
    await send('uninstall', BEGIN + 2_000);
    clock.advance(24 * HOUR_MS);
    const installation = await eventually(async () => {
      const found = await installationOf(leaving);
      return found.purgedAt === undefined ? undefined : found;
    });
    // That it uninstalled, and when: the proof of the removal, and what makes its old tokens worthless.
    const kept = [`account-data/lives/${leaving.account.id}`, `auth/account/${leaving.account.id}`];
    await eventually(async () => (await keysNaming(leaving)).length <= kept.length);

    expect(await keysNaming(leaving)).toEqual(kept);
    expect(await keysNaming(staying)).toEqual(stayed);
    expect(installation.purgeDueAt).toBeUndefined();
    expect(Object.keys(installation.purged ?? {}).sort()).toEqual([
      'action runs',
      'collections',
      'connections',
      'dead letters',
      'fired triggers',
      'large events',
      'mail counts',
      'mails',
      'objects',
      'records left in the vault',
      'refresh tokens',
      'revocations',
      'secure storage',
      'sessions',
      'storage',
      'subscriptions',
      'trigger subscriptions',
      'webhook addresses',
    ]);
    // The connections had to go at once, no event was large, and there is no vault.
    const empty = Object.entries(installation.purged ?? {}).filter(([, count]) => count === 0);
    expect(Object.fromEntries(empty)).toEqual({
      connections: 0,
      'large events': 0,
      'records left in the vault': 0,
    });
  });

  it('has none of its earlier messages handled, even if it installs the app again', async () => {
    await send('install', BEGIN + 3_000);
    await publish(leaving, 'probe.work', 'before', 3_600);
    await publish(staying, 'probe.work', 'of another', 3_600);
    clock.advance(1_000);
    await send('uninstall', BEGIN + 4_000);
    clock.advance(2 * HOUR_MS);
    await eventually(() => probe.handled.length > 0 || undefined);
    await publish(leaving, 'probe.work', 'after');
    await eventually(() => probe.handled.length > 1 || undefined);

    expect(probe.handled).toEqual(['of another', 'after']);
  });

  it('reports its plan, typed', async () => {
    const data = { subscription: { plan_id: 'gold' } };
    await app.http().send(app.monday.lifecycle('app_subscription_changed', staying, { data }));
    await eventually(() => probe.events.includes('plan gold'));

    expect(probe.events).toContain('plan gold');
  });
});

describe('an account that uninstalls the app, whose store cannot list its records', () => {
  const vault = new MemoryVault();
  const persistence = new VaultPersistence({ vault, clock });
  let app: TestApp;
  let leaving: PlatformUser;
  let staying: PlatformUser;

  beforeAll(async () => {
    await persistence.open();
    app = await TestApp.start({
      imports: [ProbeModule, FixtureFeature],
      overrides: [
        { token: Clock, value: clock },
        { token: Persistence, value: persistence },
      ],
    });
    const users = await app.users();
    staying = users[0]!;
    leaving = users.find(({ account }) => account.id !== staying.account.id)!;
  });
  afterAll(async () => {
    await app.close();
    await persistence.close();
  });

  const keysNaming = ({ account }: PlatformUser): string[] =>
    vault.records.filter((record) => record.join(' ').includes(account.id)).map(([key]) => key);

  it('loses all of them after the grace period, unlike other accounts', async () => {
    const { http } = await leaveTraces(app, leaving);
    await leaveTraces(app, staying);
    await eventually(() => vault.keys.filter((key) => key.startsWith('queue/dead/')).length > 1);
    const data = { timestamp: new Date(BEGIN + 60_000).toISOString() };
    await app.http().send(app.monday.lifecycle('uninstall', leaving, { data }));
    const stayed = keysNaming(staying);
    expect((await http.get('/auth/me')).status).toBe(401);
    clock.advance(24 * HOUR_MS);
    const { purged } = await eventually(async () => {
      const installation = await app.get(InstallationStore).find(leaving.account.id);
      return installation.purgedAt === undefined ? undefined : installation;
    });
    await persistence.sweep();

    // Two had expired, and were removed without being counted; no event was large; and the vault has no collections.
    const uncounted = Object.entries(purged ?? {}).filter(([, count]) => !count);
    expect(Object.fromEntries(uncounted)).toEqual({
      'mail counts': 0,
      'action runs': 0,
      'large events': 0,
      collections: 0,
      objects: 0,
      'records left in the vault': 0,
    });
    expect(keysNaming(leaving).sort()).toEqual([
      `account-data/lives/${leaving.account.id}`,
      `auth/account/${leaving.account.id}`,
    ]);
    // The count of a minute's mails goes by itself.
    const lasting = stayed.filter((key) => !key.startsWith('mail/rate/'));
    expect(keysNaming(staying)).toEqual(expect.arrayContaining(lasting));
  });
});

const callerOf = ({ account, id }: PlatformUser): CallerContext => ({
  accountId: account.id,
  userId: id,
  kind: 'job',
});

/** Something in every place where the app keeps what belongs to an account. */
async function leaveTraces(app: TestApp, user: PlatformUser): Promise<Login> {
  const { http, ...rest } = await app.login(user.id);
  const browser = app.http();
  await browser.get(await app.approve(browser, user.id, { return_to: '/auth/me' }));
  await http.put('/storage/mine', { value: 1 });
  await http.put('/storage/ours', { value: 1, shared: true });
  await http.put('/storage/counter/increment', { period: 'MONTHLY' });
  await runAs(callerOf(user), () => app.get(SecureStorage).put('secret', 'text'));
  await runAs(callerOf(user), () => app.get(SecureStorage).put('ours', 'text', { scope: 'account' }));
  if (app.get(CollectionStore).isSupported)
    await runAs(callerOf(user), () => app.get(Notes).put('a', { at: 1 }));
  await app
    .http()
    .send(app.monday.block('/fixture/mail', user, { to: 'a@example.com', subject: 's', text: 't' }));
  await app.http().send(app.monday.block('/monday/actions/note', user, { text: 'x' }));
  await runAs(callerOf(user), () => app.get(Subscriptions).current());
  await runAs(callerOf(user), () => app.get(WebhookAddressStore).add('7', '1', 'https://app.example'));
  const payload = { webhookUrl: `${app.platform.url}/x`, subscriptionId: 5 };
  const fire = (): Promise<number> =>
    app.get(MondayTriggers).fire('noted', {}, { idempotencyKey: 'first', matches: () => false });
  await runAs(callerOf(user), fire);
  await app.http().send(app.monday.block('/monday/triggers/noted/subscribe', user, {}, { payload }));
  const owner = { accountId: user.account.id, userId: user.id };
  const { operation } = app.get(Revocations).prepare(owner, { accessToken: 'a', scopes: [] });
  await app.get(Persistence).batch([operation]);
  await runAs(callerOf(user), () => app.get(QueueService).publish('probe.fail', { text: 'x' }));
  return { http, ...rest };
}

/** What keys may begin with, by the table of what is stored. */
async function listedKeys(): Promise<string[]> {
  const text = await readFile(join(__dirname, '../../../docs/security.md'), 'utf8');
  const [, table = ''] = text.split('| keys | content | encrypted | kept |');
  const rows = table.split('\n\n')[0] ?? '';
  const cells = rows.split('\n').map((row) => row.split('|')[1] ?? '');
  return cells.flatMap((cell) => [...cell.matchAll(/`([^`]+)`/g)].map(([, key = '']) => key));
}

/** Also advances the clock, because tasks with a delay of 0 wait for it. */
async function eventually<T>(look: () => Promise<T | undefined> | T | undefined): Promise<T> {
  const deadline = Date.now() + 10_000;
  for (;;) {
    clock.advance(1);
    const found = await look();
    if (found !== undefined && found !== false) return found;
    if (Date.now() > deadline) throw new Error('It did not happen in time.');
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}
