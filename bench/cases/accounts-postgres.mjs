import { createRequire } from 'node:module';
import pg from 'pg';
import { below } from '../support/measure.mjs';

const require = createRequire(import.meta.url);
const { SYSTEM_CLOCK } = require('monday-persistence/clock');
const ADDRESS = process.env.BENCH_DATABASE_URL ?? 'postgres://postgres@127.0.0.1:5432/postgres';
const ACCOUNTS = 10_000;
const SEALED = 'x'.repeat(1_500);

export const standalone = true;

/** A run over 10,000 accounts with an install and a connected user each, whose handler does nothing. */
export async function run() {
  const admin = new pg.Pool({ connectionString: ADDRESS, max: 1, connectionTimeoutMillis: 2_000 });
  const schema = `bench_accounts_${process.pid}`;
  try {
    await admin.query(`CREATE SCHEMA ${schema}`);
  } catch (error) {
    console.log(`no Postgres cases: ${ADDRESS.replace(/:[^:@/]*@/, '@')} does not answer (${error.code})`);
    await admin.end();
    return [];
  }
  try {
    const seconds = await measure(`${ADDRESS}?options=-c%20search_path%3D${schema}`);
    const name = `forEachAccount over ${ACCOUNTS} accounts, empty handler, on Postgres`;
    return [below(10, { name, ours: seconds, baseline: null, ratio: null, unit: 's' })];
  } finally {
    await admin.query(`DROP SCHEMA ${schema} CASCADE`);
    await admin.end();
  }
}

async function measure(url) {
  const { POSTGRES_SETTINGS, PostgresPersistence } = require('../../dist/persistence/postgres/index.js');
  const persistence = new PostgresPersistence({ ...POSTGRES_SETTINGS, clock: SYSTEM_CLOCK, url });
  await persistence.open();
  try {
    await fill(persistence);
    const accounts = accountsOn(persistence);
    let handled = 0;
    const begun = performance.now();
    const result = await accounts.forEachAccount(() => void (handled += 1), { name: 'bench' });
    const seconds = (performance.now() - begun) / 1000;
    if (result.status !== 'finished' || handled !== ACCOUNTS) throw new Error(JSON.stringify(result));
    return seconds;
  } finally {
    await persistence.close();
  }
}

async function fill(persistence) {
  const row = { grant: 'g', epoch: '', state: 'connected', role: 'admin', sealed: SEALED };
  for (let first = 0; first < ACCOUNTS; first += 200) {
    const ids = Array.from({ length: 200 }, (_, index) => String(10_000_000 + first + index));
    await persistence.batch(
      ids.flatMap((id) => [
        { type: 'upsert', key: `account-data/lives/${id}`, value: '{"installedAt":1}' },
        { type: 'upsert', key: `auth/connection/${id}/1`, value: JSON.stringify(row), owner: id },
      ]),
    );
  }
}

/** As the modules of the app put them together. */
function accountsOn(persistence) {
  const dist = (path) => require(`../../dist/${path}.js`);
  const { AccountDirectory } = dist('account-data/account-directory');
  const { InstallationStore } = dist('account-data/installation.store');
  const { PurgeSchedule } = dist('account-data/purge-schedule');
  const { AccountRevocations } = dist('auth/connections/account-revocations');
  const { ConnectedAccounts } = dist('auth/connections/connected-accounts');
  const { ConnectionStore } = dist('auth/connections/connection.store');
  const { AccountList } = dist('accounts/account-list');
  const { AccountRunStore } = dist('accounts/account-run.store');
  const { Accounts } = dist('accounts/accounts');
  const directory = new AccountDirectory(persistence);
  const config = { monday: { uninstallGraceHours: 24 } };
  const schedule = new PurgeSchedule(persistence);
  const installations = new InstallationStore(persistence, schedule, directory, SYSTEM_CLOCK, config);
  const revocations = new AccountRevocations(persistence, SYSTEM_CLOCK);
  const connected = new ConnectedAccounts(new ConnectionStore(persistence, {}), revocations, persistence);
  const list = new AccountList(installations, connected, directory);
  return new Accounts(list, new AccountRunStore(persistence, SYSTEM_CLOCK), installations, SYSTEM_CLOCK);
}
