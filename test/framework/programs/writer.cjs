'use strict';
// A process that writes without end, and prints a line for each write after it was acknowledged.
const { writeSync } = require('node:fs');

const WRITERS = 32;
const [driver, target] = process.argv.slice(2);

const { SYSTEM_CLOCK } = require('#app/clock/index.js');

const DRIVERS = {
  sqlite() {
    const { SQLITE_SETTINGS, SqlitePersistence } = require('monday-persistence/sqlite');
    return new SqlitePersistence({ ...SQLITE_SETTINGS, path: target, clock: SYSTEM_CLOCK });
  },
  postgres() {
    const { POSTGRES_SETTINGS, PostgresPersistence } = require('#app/persistence/postgres/index.js');
    return new PostgresPersistence({ ...POSTGRES_SETTINGS, url: target, clock: SYSTEM_CLOCK });
  },
  'document-db'() {
    const { DOCUMENT_DB_SETTINGS, DocumentDbPersistence } = require('#app/persistence/document-db/index.js');
    const meter = { add() {} };
    return new DocumentDbPersistence({ ...DOCUMENT_DB_SETTINGS, url: target, clock: SYSTEM_CLOCK, meter });
  },
};

async function main() {
  const persistence = DRIVERS[driver]();
  await persistence.open();
  await Promise.all(Array.from({ length: WRITERS }, (_, writer) => write(persistence, writer)));
}

async function write(persistence, writer) {
  for (let n = 0; ; n++) {
    const key = `write/${writer}/${n}`;
    await persistence.batch([
      { type: 'upsert', key, value: `value of ${key}` },
      { type: 'upsert', key: `${key}/twin`, value: `value of ${key}` },
      { type: 'increment', key: `count/${writer}`, by: 1 },
    ]);
    // Synchronous: the line is in the pipe before anything else happens here.
    writeSync(1, `${key}\n`);
  }
}

void main();
