'use strict';
// A process that handles the messages of a queue, and prints `ready`, then `begin <id>` and `end <id>` around each.
const { writeSync } = require('node:fs');
const { join } = require('node:path');
const { setTimeout: wait } = require('node:timers/promises');

const [app, kind, target, visibilityTimeoutMs] = process.argv.slice(2);
const load = (path) => require(join(app, path));
const common = { concurrency: 8, visibilityTimeoutMs: Number(visibilityTimeoutMs) };

const DRIVERS = {
  async sqlite() {
    const { SqlitePersistence } = load('node_modules/monday-persistence/dist/sqlite/index.js');
    const { PersistentQueueDriver } = load('queue/drivers/persistent.driver.js');
    const persistence = new SqlitePersistence({ path: target });
    await persistence.open();
    const { SystemClock } = load('clock/index.js');
    return new PersistentQueueDriver(persistence, { ...common, clock: new SystemClock(), pollMs: 100 });
  },
  'bullmq-postgres'() {
    const { BullMqPostgresBackend } = load('queue/drivers/bullmq-postgres-backend.js');
    return bullMq(new BullMqPostgresBackend({ url: target }));
  },
  'bullmq-redis'() {
    const { BullMqRedisBackend } = load('queue/drivers/bullmq-redis-backend.js');
    const [url, prefix] = target.split('#');
    return bullMq(new BullMqRedisBackend({ url, prefix }));
  },
};

function bullMq(backend) {
  const { BullMqQueueDriver } = load('queue/drivers/bullmq.driver.js');
  return new BullMqQueueDriver(backend, common);
}

async function main() {
  const driver = await DRIVERS[kind]();
  await driver.open();
  await driver.start(async ({ id }) => {
    writeSync(1, `begin ${id}\n`);
    await wait(5);
    writeSync(1, `end ${id}\n`);
    return { type: 'done' };
  });
  writeSync(1, 'ready\n');
}

void main();
// The driver's timers let a process end; this one waits to be killed.
setInterval(() => undefined, 1_000);
