import { SYSTEM_CLOCK } from 'monday-persistence/clock';
import { SQLITE_SETTINGS, SqlitePersistence } from 'monday-persistence/sqlite';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Persistence } from '../../../src/persistence/index.js';
import { POSTGRES_SETTINGS, PostgresPersistence } from '../../../src/persistence/postgres/index.js';
import { describeService } from '../services/describe-service.js';
import { postgresAddress, PostgresSchema } from '../services/postgres-schema.js';
import { testProgram } from '../support/compiled-app.js';

const IDS = Array.from({ length: 400 }, (_, index) => String(1_000 + index));
const RUN = 'accounts/runs/killed';

interface Worked {
  readonly ended: string[];
  readonly result?: { readonly status: string; readonly wasResumed: boolean; readonly handled: number };
}

/** Lets a process handle the accounts; kills it after so many. */
async function work(driver: string, target: string, killAfter = Infinity): Promise<Worked> {
  const child = spawn(process.execPath, [await testProgram('accounts-worker'), driver, target], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let output = '';
  child.stdout.setEncoding('utf8').on('data', (chunk: string) => {
    output += chunk;
    if (output.split('\n').length > killAfter) child.kill('SIGKILL');
  });
  await once(child, 'close');
  const lines = output.split('\n').slice(0, -1);
  const found = lines.find((line) => line.startsWith('result '));
  return {
    ended: lines.filter((line) => line.startsWith('end ')).map((line) => line.slice(4)),
    ...(found !== undefined && { result: JSON.parse(found.slice(7)) as Worked['result'] }),
  };
}

/** The lease of a process that died is over. */
async function endLease(persistence: Persistence): Promise<void> {
  const entry = await persistence.get(RUN);
  const stored = JSON.parse(entry?.value ?? '{}') as object;
  await persistence.upsert(RUN, JSON.stringify({ ...stored, until: 0 }));
}

async function survives(
  driver: 'sqlite' | 'postgres',
  target: string,
  persistence: Persistence,
): Promise<void> {
  await persistence.open();
  try {
    await persistence.batch(
      IDS.map((id) => ({ type: 'upsert', key: `account-data/lives/${id}`, value: '{"installedAt":1}' })),
    );
    const killed = await work(driver, target, 250);
    expect(killed.result).toBeUndefined();
    expect((await work(driver, target)).result).toMatchObject({ status: 'busy', handled: 0 });
    await endLease(persistence);
    const rest = await work(driver, target);

    expect(rest.result).toMatchObject({ status: 'finished', wasResumed: true });
    expect([...new Set([...killed.ended, ...rest.ended])].sort()).toEqual(IDS);
    // It went on: those of the last moments only are repeated.
    expect(rest.ended.length).toBeLessThan(IDS.length - 50);
    expect(await persistence.get(RUN)).toBeUndefined();
  } finally {
    await persistence.close();
  }
}

describe('a run over all accounts that is killed', () => {
  it('goes on where it was, on SQLite', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'accounts-'));
    const path = join(folder, 'app.db');
    await survives('sqlite', path, new SqlitePersistence({ ...SQLITE_SETTINGS, path, clock: SYSTEM_CLOCK }));
    await rm(folder, { recursive: true, force: true });
  });
});

describeService('a run over all accounts that is killed on Postgres', postgresAddress(), () => {
  it('goes on where it was', async () => {
    const schema = await PostgresSchema.create();
    const url = schema.url();
    await survives(
      'postgres',
      url,
      new PostgresPersistence({ ...POSTGRES_SETTINGS, clock: SYSTEM_CLOCK, url }),
    );
    await schema.drop();
  });
});
