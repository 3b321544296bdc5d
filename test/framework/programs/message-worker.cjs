'use strict';
// A process that handles the messages of a queue, and prints `ready`, then `begin <id>` and `end <id>` around each.
const { writeSync } = require('node:fs');
const { setTimeout: wait } = require('node:timers/promises');

const [kind, target, visibilityTimeoutMs] = process.argv.slice(2);
const { SYSTEM_CLOCK } = require('#app/clock/index.js');
const common = { concurrency: 8, visibilityTimeoutMs: Number(visibilityTimeoutMs) };

const DRIVERS = {
  async sqlite() {
    const { SQLITE_SETTINGS, SqlitePersistence } = require('monday-persistence/sqlite');
    const { PersistentQueueDriver } = require('#app/queue/drivers/persistent.driver.js');
    const persistence = new SqlitePersistence({ ...SQLITE_SETTINGS, path: target, clock: SYSTEM_CLOCK });
    await persistence.open();
    return new PersistentQueueDriver(persistence, { ...common, clock: SYSTEM_CLOCK, pollMs: 100 });
  },
  'bullmq-postgres'() {
    const {
      BULLMQ_POSTGRES_SETTINGS,
      BullMqPostgresBackend,
    } = require('#app/queue/drivers/bullmq-postgres-backend.js');
    return bullMq(new BullMqPostgresBackend({ ...BULLMQ_POSTGRES_SETTINGS, url: target }));
  },
  'bullmq-redis'() {
    const {
      BULLMQ_REDIS_SETTINGS,
      BullMqRedisBackend,
    } = require('#app/queue/drivers/bullmq-redis-backend.js');
    const [url, prefix] = target.split('#');
    return bullMq(new BullMqRedisBackend({ ...BULLMQ_REDIS_SETTINGS, url, prefix }));
  },
};

function bullMq(backend) {
  const { BULLMQ_SETTINGS, BullMqQueueDriver } = require('#app/queue/drivers/bullmq.driver.js');
  return new BullMqQueueDriver(backend, { ...BULLMQ_SETTINGS, clock: SYSTEM_CLOCK, ...common });
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
