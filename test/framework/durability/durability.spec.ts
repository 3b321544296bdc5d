import { SYSTEM_CLOCK } from 'monday-persistence/clock';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { SQLITE_SETTINGS, SqlitePersistence } from 'monday-persistence/sqlite';
import { type Persistence } from '../../../src/persistence/index.js';
import { POSTGRES_SETTINGS, PostgresPersistence } from '../../../src/persistence/postgres/index.js';
import { DocumentDbHome } from '../services/document-db-home.js';
import { describeService } from '../services/describe-service.js';
import { postgresAddress, PostgresSchema } from '../services/postgres-schema.js';
import { runAndKill } from './run-and-kill.js';

const ROUNDS = Number(process.env['DURABILITY_ROUNDS'] ?? 3);
/** Later with each round, so that the kills fall on different moments. */
const acknowledgementsOf = (round: number) => 100 + round * 37;

jest.setTimeout(ROUNDS * 20_000);

describe('a process on SQLite that is killed while it writes', () => {
  it(`loses nothing that it acknowledged, ${ROUNDS} times in a row on one file`, async () => {
    const folder = await mkdtemp(join(tmpdir(), 'durability-'));
    const path = join(folder, 'app.db');
    for (let round = 0; round < ROUNDS; round++) {
      const acknowledged = await runAndKill('sqlite', path, acknowledgementsOf(round));
      await verify(new SqlitePersistence({ ...SQLITE_SETTINGS, path, clock: SYSTEM_CLOCK }), acknowledged);
    }
    await rm(folder, { recursive: true });
  });
});

describeService('a process on Postgres that is killed while it writes', postgresAddress(), () => {
  it(`loses nothing that it acknowledged, ${ROUNDS} times in a row on one schema`, async () => {
    const schema = await PostgresSchema.create();
    for (let round = 0; round < ROUNDS; round++) {
      const acknowledged = await runAndKill('postgres', schema.url(), acknowledgementsOf(round));
      await verify(
        new PostgresPersistence({ ...POSTGRES_SETTINGS, clock: SYSTEM_CLOCK, url: schema.url() }),
        acknowledged,
      );
    }
    await schema.drop();
  });
});

describe('a process on the Document DB that is killed while it writes', () => {
  it(`loses nothing that it acknowledged, ${ROUNDS} times in a row on one database`, async () => {
    const home = await DocumentDbHome.start();
    for (let round = 0; round < ROUNDS; round++) {
      const acknowledged = await runAndKill('document-db', home.url, acknowledgementsOf(round));
      await verify(home.persistence({ clock: SYSTEM_CLOCK }), acknowledged);
    }
    await home.close();
  });
});

/** Finds each acknowledged write, no half of any batch, and as many increments as batches; then empties the store. */
async function verify(persistence: Persistence, acknowledged: readonly string[]): Promise<void> {
  await persistence.open();
  const found = new Map(
    (await persistence.scan({ prefix: '', limit: 1_000_000 })).map(({ key, value }) => [key, value]),
  );
  const writes = [...found.keys()].filter((key) => key.startsWith('write/'));
  const counts = [...found].filter(([key]) => key.startsWith('count/')).map(([, value]) => Number(value));

  expect(acknowledged.length).toBeGreaterThanOrEqual(100);
  expect(acknowledged.filter((key) => found.get(key) !== `value of ${key}`)).toEqual([]);
  expect(
    writes.filter((key) => !found.has(key.endsWith('/twin') ? key.slice(0, -5) : `${key}/twin`)),
  ).toEqual([]);
  expect(counts.reduce((sum, count) => sum + count, 0)).toBe(writes.length / 2);

  await persistence.batch([...found.keys()].map((key) => ({ type: 'delete', key }) as const));
  await persistence.close();
}
