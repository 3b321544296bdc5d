'use strict';
// A process that handles messages, and prints `begin <id>` and `end <id>` around each.
const { writeSync } = require('node:fs');
const { join } = require('node:path');
const { setTimeout: wait } = require('node:timers/promises');

const [app, path, visibilityTimeoutMs] = process.argv.slice(2);

async function main() {
  const { SqlitePersistence } = require(join(app, 'persistence/index.js'));
  const { PersistentQueueDriver } = require(join(app, 'queue/drivers/persistent.driver.js'));
  const persistence = new SqlitePersistence({ path });
  await persistence.open();
  const driver = new PersistentQueueDriver(persistence, {
    concurrency: 8,
    visibilityTimeoutMs: Number(visibilityTimeoutMs),
    pollMs: 100,
  });
  await driver.open();
  await driver.start(async ({ id }) => {
    writeSync(1, `begin ${id}\n`);
    await wait(5);
    writeSync(1, `end ${id}\n`);
    return { type: 'done' };
  });
}

void main();
// The driver's timers let a process end; this one waits to be killed.
setInterval(() => undefined, 1_000);
