import { SYSTEM_CLOCK } from 'monday-persistence/clock';
import { NO_TRACING } from '../telemetry/index.js';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Logger } from '@nestjs/common';
import { SQLITE_SETTINGS, SqlitePersistence } from 'monday-persistence/sqlite';
import { DocumentDbHome } from '../../test/framework/services/document-db-home.js';
import { Deliveries } from '../../test/framework/support/deliveries.js';
import { testKeyRing } from '../../test/framework/support/queue-parts.js';
import { runAs } from '../caller/index.js';
import { SystemClock } from '../clock/index.js';
import { type Persistence } from '../persistence/index.js';
import { collection, CollectionStore, StorageService, type StorageOperation } from '../storage/index.js';
import { NO_STORAGE_LIMITS } from '../storage/storage/account-quota.js';
import { PersistentStorageDriver } from '../storage/storage/persistent-storage.driver.js';
import { PERSISTENT_QUEUE_SETTINGS, PersistentQueueDriver } from './drivers/persistent.driver.js';
import { PushedQueueDriver } from './drivers/pushed.driver.js';
import { DEFERRED, Outbox } from './outbox.js';
import { OutboxRelay } from './outbox-relay.js';
import { type QueueDriver } from './queue.driver.js';
import { QueueUnsupportedError } from './queue.errors.js';
import { QueueService, type PreparedMessage } from './queue.service.js';

const CALLER = { accountId: '7', userId: '8', kind: 'user' as const };
const ROW: StorageOperation = { type: 'upsert', key: 'row', value: 1 };

class Notes extends collection<{ at: number }>({ name: 'notes', indexes: { at: 'number' } }) {}

const sqlite = (path: string): SqlitePersistence =>
  new SqlitePersistence({ ...SQLITE_SETTINGS, path, clock: SYSTEM_CLOCK });

describe.each(['SQLite', 'the Document DB'])('a message that is published with the data on %s', (name) => {
  const clock = new SystemClock();
  let home: DocumentDbHome | undefined;
  let folder: string;
  let own: Persistence;
  let foreign: Persistence;
  let storage: StorageService;

  beforeAll(async () => {
    home = name === 'SQLite' ? undefined : await DocumentDbHome.start();
  });
  afterAll(() => home?.close());
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'outbox-'));
    own = home?.persistence({ clock }) ?? sqlite(join(folder, 'own.db'));
    foreign = sqlite(join(folder, 'foreign.db'));
    await Promise.all([own.open(), foreign.open()]);
    storage = new StorageService(new PersistentStorageDriver(own, SYSTEM_CLOCK, NO_STORAGE_LIMITS));
  });
  afterEach(async () => {
    jest.restoreAllMocks();
    await Promise.all([own.close(), foreign.close()]);
    await home?.empty();
    await rm(folder, { recursive: true, force: true });
  });

  const queueOn = (driver: QueueDriver, store = own) => {
    const outbox = new Outbox(store, clock);
    const relay = new OutboxRelay(outbox, driver, clock);
    return {
      outbox,
      relay,
      queue: new QueueService(driver, testKeyRing(), outbox, relay, clock, NO_TRACING),
    };
  };
  const as = <T>(work: () => T): T => runAs(CALLER, work);

  it('is queued by the commit if the queue uses the same store', async () => {
    const driver = new PersistentQueueDriver(own, { ...PERSISTENT_QUEUE_SETTINGS, clock });
    const { queue, outbox } = queueOn(driver);
    const message = as(() => queue.prepare('note', { text: 'a' }));
    const results = await as(() => storage.batch([ROW], message));
    expect(results).toHaveLength(1);
    expect(await driver.peek(10)).toMatchObject([{ id: message.id }]);
    expect(await outbox.waiting(10)).toEqual([]);
  });

  it('is queued with the documents of a collection, or neither is written', async () => {
    const driver = new PersistentQueueDriver(own, { ...PERSISTENT_QUEUE_SETTINGS, clock });
    const { queue } = queueOn(driver);
    const notes = new Notes(new CollectionStore(own, NO_STORAGE_LIMITS));
    const put = { type: 'put', id: 'a', document: { at: 1 } } as const;
    const message = as(() => queue.prepare('note', { text: 'a' }));
    await as(() => notes.batch([put], message));
    expect(await driver.peek(10)).toMatchObject([{ id: message.id }]);
    expect(await as(() => notes.query({ index: 'at' }))).toMatchObject({ records: [{ id: 'a' }] });

    const stale = { ...put, document: { at: 2 }, version: 'other' };
    const other = as(() => queue.prepare('note', { text: 'b' }));
    await expect(as(() => notes.batch([stale], other))).rejects.toMatchObject({ status: 409 });
    expect(await driver.peek(10)).toHaveLength(1);

    const elsewhere = new Notes(new CollectionStore(foreign, NO_STORAGE_LIMITS));
    await expect(as(() => elsewhere.batch([put], other))).rejects.toThrow(QueueUnsupportedError);
    const prepared = await as(() => elsewhere.prepare([put]));
    await expect(as(() => storage.batch([ROW], prepared))).rejects.toMatchObject({
      code: 'persistence.unsupported',
      status: 501,
    });
    expect(await as(() => storage.get('row'))).toBeUndefined();
    expect(await foreign.scan({ prefix: 'storage/', limit: 1 })).toEqual([]);
  });

  it('is not published if the data is refused', async () => {
    const driver = new PersistentQueueDriver(own, { ...PERSISTENT_QUEUE_SETTINGS, clock });
    const { queue, outbox } = queueOn(driver);
    const refused: StorageOperation = { ...ROW, version: 'other' };
    for (const options of [{}, { idempotencyKey: 'k' }]) {
      const message = as(() => queue.prepare('note', {}, options));
      await expect(as(() => storage.batch([refused], message))).rejects.toMatchObject({
        code: 'storage.version_conflict',
      });
    }
    expect(await driver.peek(10)).toEqual([]);
    expect(await outbox.waiting(10)).toEqual([]);
  });

  it('wakes the queue immediately', async () => {
    const driver = new PersistentQueueDriver(own, { ...PERSISTENT_QUEUE_SETTINGS, clock, pollMs: 60_000 });
    const { queue } = queueOn(driver);
    const deliveries = new Deliveries(() => 0);
    await driver.start(deliveries.handle);
    await as(() => storage.batch([ROW], queue.prepare('note', {})));
    await deliveries.reach(1);
    await driver.stop(1_000);
  });

  it('goes through the outbox, immediately and encrypted, if the queue uses another store', async () => {
    const driver = new PersistentQueueDriver(foreign, { ...PERSISTENT_QUEUE_SETTINGS, clock });
    const { queue, relay, outbox } = queueOn(driver);
    const deliveries = new Deliveries(() => 0);
    await driver.start(deliveries.handle);
    const message = as(() => queue.prepare('note', { text: 'private words' }));
    await as(() => storage.batch([ROW], message));
    expect(await outbox.waiting(10)).toMatchObject([{ message: { id: message.id } }]);
    expect(JSON.stringify(await own.scan({ prefix: 'queue/', limit: 10 }))).not.toContain('private');
    relay.onApplicationBootstrap();
    await deliveries.reach(1);
    await as(() => storage.batch([ROW], queue.prepare('note', {})));
    await deliveries.reach(2);
    await relay.beforeApplicationShutdown();
    await driver.stop(1_000);
    expect(await outbox.waiting(10)).toEqual([]);
  });

  it('is one message per key, also together with a plain publish, in either order', async () => {
    const driver = new PersistentQueueDriver(own, { ...PERSISTENT_QUEUE_SETTINGS, clock });
    const { queue, relay } = queueOn(driver);
    const options = { idempotencyKey: 'k' };
    const first = await as(() => queue.publish('note', {}, options));
    await as(() => storage.batch([ROW], queue.prepare('note', {}, options)));
    await as(() => storage.batch([ROW], queue.prepare('note', {}, options)));
    relay.onApplicationBootstrap();
    await relay.beforeApplicationShutdown();
    expect(await driver.peek(10)).toMatchObject([{ id: first }]);
  });

  it('waits in the outbox while the queue does not accept it', async () => {
    const logged = jest.spyOn(Logger.prototype, 'error').mockImplementation();
    const driver = new PersistentQueueDriver(foreign, { ...PERSISTENT_QUEUE_SETTINGS, clock });
    const { queue, relay, outbox } = queueOn(driver);
    jest.spyOn(driver, 'publish').mockRejectedValue(new Error('down'));
    await as(() => storage.batch([ROW], queue.prepare('note', {})));
    relay.onApplicationBootstrap();
    await relay.beforeApplicationShutdown();
    expect(logged).toHaveBeenCalledTimes(1);
    expect(await outbox.waiting(10)).toHaveLength(1);
  });

  it('holds up no other if the queue never accepts it', async () => {
    const driver = new PersistentQueueDriver(foreign, { ...PERSISTENT_QUEUE_SETTINGS, clock });
    const { queue, relay, outbox } = queueOn(driver);
    const prepared = [1, 2, 3].map(() => as(() => queue.prepare('note', {})));
    for (const message of prepared) await as(() => storage.batch([ROW], message));
    await outbox.defer('postponed', 'body', 0);
    const [{ id }] = prepared.toSorted((a, b) => (a.id < b.id ? -1 : 1)) as [PreparedMessage];
    const publish = driver.publish.bind(driver);
    jest
      .spyOn(driver, 'publish')
      .mockImplementation((message) =>
        message.id === id ? Promise.reject(new Error('refused')) : publish(message),
      );
    await expect(relay.flush()).rejects.toThrow('refused');
    expect(await driver.peek(10)).toHaveLength(3);
    expect(await outbox.waiting(10)).toMatchObject([{ message: { id } }]);
    expect(await own.scan({ prefix: DEFERRED, limit: 10 })).toEqual([]);
  });

  it('is published when it is due if the queue that is chosen since has neither delays nor priorities', async () => {
    const before = queueOn(new PersistentQueueDriver(foreign, { ...PERSISTENT_QUEUE_SETTINGS, clock }));
    const options = { priority: 'high', delaySeconds: 60 } as const;
    await as(() => storage.batch([ROW], before.queue.prepare('note', {}, options)));
    const publish = jest.fn(() => Promise.resolve());
    const { relay, outbox } = queueOn(new PushedQueueDriver({ publish }, foreign));
    await relay.flush();
    expect(publish).not.toHaveBeenCalled();
    jest.spyOn(clock, 'now').mockReturnValue(clock.now() + 60_000);
    await relay.flush();
    expect(publish).toHaveBeenCalledTimes(1);
    expect(await outbox.waiting(10)).toEqual([]);
  });

  it('is refused, with its data, if the queue uses another store and there is no outbox', async () => {
    const { queue } = queueOn(
      new PersistentQueueDriver(foreign, { ...PERSISTENT_QUEUE_SETTINGS, clock }),
      foreign,
    );
    const message = as(() => queue.prepare('note', {}));
    await expect(as(() => storage.batch([ROW], message))).rejects.toThrow(QueueUnsupportedError);
    expect(await as(() => storage.get('row'))).toBeUndefined();
  });
});
