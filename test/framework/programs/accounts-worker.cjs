'use strict';
// A process that handles all accounts of a store, and prints `end <account>` after each, then `result <json>`.
const { writeSync } = require('node:fs');
const { setTimeout: wait } = require('node:timers/promises');

const [driver, target] = process.argv.slice(2);
const { SYSTEM_CLOCK } = require('#app/clock/index.js');

function open() {
  if (driver === 'sqlite') {
    const { SQLITE_SETTINGS, SqlitePersistence } = require('monday-persistence/sqlite');
    return new SqlitePersistence({ ...SQLITE_SETTINGS, path: target, clock: SYSTEM_CLOCK });
  }
  const { POSTGRES_SETTINGS, PostgresPersistence } = require('#app/persistence/postgres/index.js');
  return new PostgresPersistence({ ...POSTGRES_SETTINGS, url: target, clock: SYSTEM_CLOCK });
}

async function main() {
  const { AccountDirectory } = require('#app/account-data/account-directory.js');
  const { InstallationStore } = require('#app/account-data/installation.store.js');
  const { AccountRevocations } = require('#app/auth/connections/account-revocations.js');
  const { ConnectedAccounts } = require('#app/auth/connections/connected-accounts.js');
  const { ConnectionStore } = require('#app/auth/connections/connection.store.js');
  const { AccountList } = require('#app/accounts/account-list.js');
  const { AccountRunStore } = require('#app/accounts/account-run.store.js');
  const { Accounts } = require('#app/accounts/accounts.js');
  const persistence = open();
  await persistence.open();
  const directory = new AccountDirectory(persistence);
  const installations = new InstallationStore(persistence, undefined, directory, SYSTEM_CLOCK, {});
  const revocations = new AccountRevocations(persistence, SYSTEM_CLOCK);
  const connected = new ConnectedAccounts(new ConnectionStore(persistence, {}), revocations, persistence);
  const list = new AccountList(installations, connected, directory);
  const runs = new AccountRunStore(persistence, SYSTEM_CLOCK);
  const accounts = new Accounts(list, runs, installations, SYSTEM_CLOCK);
  const result = await accounts.forEachAccount(
    async ({ accountId }) => {
      await wait(20);
      writeSync(1, `end ${accountId}\n`);
    },
    { name: 'killed' },
  );
  writeSync(1, `result ${JSON.stringify(result)}\n`);
  await persistence.close();
}

void main();
