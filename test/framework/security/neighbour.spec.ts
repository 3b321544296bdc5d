import { randomUUID } from 'node:crypto';
import { Client } from 'pg';
import { PersistenceRegistry } from '../../../src/persistence/index.js';
import { TestApp, type HttpReply, type Login } from '../../../src/testing/index.js';
import { describeService } from '../services/describe-service.js';
import { postgresAddress, PostgresSchema } from '../services/postgres-schema.js';

const ROWS = 100_000;
const ROWS_A_BATCH = 1_000;
const BATCHES = 300;
const SEARCHES = 200;
const REQUESTS_OF_OTHER = 20;

/** One account does what it may, and more of it than the process can take; the requests of another all succeed. */
function neighbourCases(
  start: () => Promise<TestApp>,
  seed: (prefix: string, app: TestApp) => Promise<void>,
): void {
  let app: TestApp;
  let greedy: Login;
  let other: Login;

  beforeAll(async () => {
    app = await start();
    const users = await app.users();
    greedy = await app.login(users[0]?.id);
    other = await app.login(users.find(({ account }) => account.id !== greedy.user.account.id)?.id);
  });
  afterAll(() => app.close());

  /** Reads, writes, batches and searches of the other account. */
  const requestsOfOther = (): Promise<HttpReply>[] =>
    Array.from({ length: REQUESTS_OF_OTHER / 4 }, (_, n) => [
      other.http.put(`/storage/note-${n}`, { value: n }),
      other.http.get('/auth/me'),
      other.http.post('/storage/batch', { operations: [{ op: 'put', key: `other ${n}`, value: n }] }),
      other.http.get('/storage?term=note'),
    ]).flat();

  /** The statuses of both, if the greedy account was first. */
  const during = async (
    flood: readonly Promise<HttpReply>[],
  ): Promise<{ mine: number[]; theirs: number[] }> => {
    const statuses = async (replies: readonly Promise<HttpReply>[]): Promise<number[]> =>
      (await Promise.all(replies)).map(({ status }) => status);
    const [mine, theirs] = await Promise.all([statuses(flood), statuses(requestsOfOther())]);
    return { mine, theirs };
  };

  const expectNeighbourlyPeace = ({ mine, theirs }: { mine: number[]; theirs: number[] }): void => {
    expect(theirs.filter((status) => status >= 300)).toEqual([]);
    expect(theirs).toHaveLength(REQUESTS_OF_OTHER);
    // What is refused is refused by its own share, at once or after a wait: 503 if it waited for a connection.
    expect(mine.filter((status) => ![200, 429, 503].includes(status))).toEqual([]);
    expect(mine).toContain(200);
  };

  it(`answers all requests of another account during ${BATCHES} batches at once`, async () => {
    const operations = Array.from({ length: 100 }, (_, n) => ({ op: 'put', key: `key ${n}`, value: n }));
    const flood = Array.from({ length: BATCHES }, () => greedy.http.post('/storage/batch', { operations }));
    expectNeighbourlyPeace(await during(flood));
  }, 60_000);

  it(`answers all requests of another account during ${SEARCHES} searches over ${ROWS} rows`, async () => {
    await seed(`storage/${greedy.user.account.id}/p/many `, app);
    const flood = Array.from({ length: SEARCHES }, () => greedy.http.get(`/storage?term=${randomUUID()}`));
    expectNeighbourlyPeace(await during(flood));
  }, 60_000);
}

/** Puts the rows into the store of the app. */
async function seedSqlite(prefix: string, app: TestApp): Promise<void> {
  const persistence = await app.get(PersistenceRegistry).of('sqlite');
  for (let row = 0; row < ROWS; row += ROWS_A_BATCH) {
    const keys = Array.from({ length: ROWS_A_BATCH }, (_, n) => `${prefix}${row + n}`);
    await persistence.batch(keys.map((key) => ({ type: 'upsert', key, value: '0' })));
  }
}

async function seedPostgres(url: string, prefix: string): Promise<void> {
  const client = new Client(url);
  await client.connect();
  await client.query(
    `INSERT INTO persistence_records (key, value, version, created)
     SELECT $1::text || n, '0', n::text, true FROM generate_series(1, ${ROWS}) AS n`,
    [prefix],
  );
  await client.end();
}

describe('on SQLite', () => neighbourCases(() => TestApp.start(), seedSqlite));

describeService('on a real Postgres', postgresAddress(), () => {
  const schema = PostgresSchema.ofTests();
  neighbourCases(
    () =>
      TestApp.start({
        variables: {
          PERSISTENCE_DRIVER: 'postgres',
          STORAGE_DRIVER: 'postgres',
          DATABASE_URL: schema().url(),
        },
      }),
    (prefix) => seedPostgres(schema().url(), prefix),
  );
});
