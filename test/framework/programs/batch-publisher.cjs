'use strict';
// A process that writes rows, each with a document and a message in one unit, until it is killed. With a moment named, it
// kills itself there. The queue lives in the store of the rows, or in a file of its own behind the outbox.
const { writeSync } = require('node:fs');

const [storePath, queuePath, moment] = process.argv.slice(2);
const { runAs } = require('#app/caller/index.js');
const { SYSTEM_CLOCK, SystemClock } = require('#app/clock/index.js');
const { SQLITE_SETTINGS, SqlitePersistence } = require('monday-persistence/sqlite');
const {
  PERSISTENT_QUEUE_SETTINGS,
  PersistentQueueDriver,
} = require('#app/queue/drivers/persistent.driver.js');
const { Outbox } = require('#app/queue/outbox.js');
const { OutboxRelay } = require('#app/queue/outbox-relay.js');
const { QueueService } = require('#app/queue/queue.service.js');
const { NO_TRACING } = require('#app/telemetry/index.js');
const { collection, CollectionStore, StorageService } = require('#app/storage/index.js');
const { NO_STORAGE_LIMITS } = require('#app/storage/storage/account-quota.js');
const { PersistentStorageDriver } = require('#app/storage/storage/persistent-storage.driver.js');

const WRITERS = 8;
const BEFORE_MOMENT = 20;
const caller = { accountId: '7', userId: '8', kind: 'user' };
const die = () => process.kill(process.pid, 'SIGKILL');
const Notes = collection({ name: 'notes', indexes: { text: 'text' } });
const keyRing = { encrypt: (text) => text };

async function open(path) {
  const persistence = new SqlitePersistence({ ...SQLITE_SETTINGS, path, clock: SYSTEM_CLOCK });
  await persistence.open();
  return persistence;
}

async function main() {
  const store = await open(storePath);
  const clock = new SystemClock();
  const queueStore = queuePath === storePath ? store : await open(queuePath);
  const driver = new PersistentQueueDriver(queueStore, { ...PERSISTENT_QUEUE_SETTINGS, clock });
  const outbox = new Outbox(store, clock);
  const relay = new OutboxRelay(outbox, driver, clock);
  const queue = new QueueService(driver, keyRing, outbox, relay, clock, NO_TRACING);
  const storage = new StorageService(new PersistentStorageDriver(store, SYSTEM_CLOCK, NO_STORAGE_LIMITS));
  const notes = new Notes(new CollectionStore(store, NO_STORAGE_LIMITS));
  let written = 0;
  if (moment === 'between queue and outbox') {
    const { remove } = outbox;
    outbox.remove = (entry) => (written > BEFORE_MOMENT ? die() : remove.call(outbox, entry));
  }
  relay.onApplicationBootstrap();
  const write = async (writer) => {
    for (let n = 0; ; n += 1) {
      const key = `${writer}-${n}`;
      const message = queue.prepare('note', { key });
      const done = message.onCommitted;
      message.onCommitted = () => {
        if (moment === 'after the commit' && written > BEFORE_MOMENT) die();
        done();
      };
      const document = await notes.prepare([{ type: 'put', id: key, document: { text: message.id } }]);
      await storage.batch([{ type: 'upsert', key, value: message.id }], document, message);
      written += 1;
      writeSync(1, `${message.id}\n`);
    }
  };
  await runAs(caller, () => Promise.all(Array.from({ length: WRITERS }, (_, writer) => write(writer))));
}

void main();
