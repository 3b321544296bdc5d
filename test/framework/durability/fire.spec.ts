import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { QueueClient } from '../../../src/cli/queue.client.js';
import { type Variables } from '../../../src/config/index.js';
import { type QueueOperations } from '../../../src/queue/index.js';
import { eventually, TestPlatform, type PlatformUser } from '../../../src/testing/index.js';
import { testVariables } from '../../../src/testing/test-variables.js';
import { describeService } from '../services/describe-service.js';
import { postgresAddress, PostgresSchema } from '../services/postgres-schema.js';
import { testProgram } from '../support/compiled-app.js';

/** Before this publication, or before it is stored that all were made. */
type DieAt = number | 'save';

interface Answer {
  readonly url?: string;
  readonly count?: number;
}

const onSqlite = (): Variables => ({});
describe('a trigger that is fired again after kill -9, on SQLite', () => firesOnce(onSqlite));

describeService('a trigger that is fired again after kill -9, on Postgres', postgresAddress(), () => {
  const schema = PostgresSchema.ofTests();
  firesOnce(() => ({
    DATABASE_URL: schema().url(),
    PERSISTENCE_DRIVER: 'postgres',
    STORAGE_DRIVER: 'postgres',
    SECURE_STORAGE_DRIVER: 'postgres',
    QUEUE_DRIVER: 'bullmq-postgres',
  }));
});

/** Tests with processes of the app, which are killed while its queue is paused, so that no callback is cut off. */
function firesOnce(store: () => Variables): void {
  let dataDir: string;
  let platform: TestPlatform;
  let variables: Variables;
  let user: PlatformUser;
  let children: ChildProcess[];

  beforeAll(async () => {
    dataDir = await mkdtemp(join(tmpdir(), 'fire-'));
    platform = await TestPlatform.start({ dataDir, variables: testVariables(dataDir, {}, {}) });
    variables = testVariables(dataDir, platform.variables, store());
    [user] = (await platform.users()) as [PlatformUser];
    children = [];
  });
  afterAll(async () => {
    for (const child of children) child.kill('SIGKILL');
    await platform.close();
    await rm(dataDir, { recursive: true, force: true });
  });

  const start = async (): Promise<ChildProcess> => {
    const child = fork(await testProgram('trigger-worker'), {
      env: { PATH: process.env['PATH'], ...variables },
      stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
    });
    children.push(child);
    const ended = once(child, 'exit').then(() => Promise.reject(new Error('The app did not start.')));
    const [{ url = '' }] = (await Promise.race([once(child, 'message'), ended])) as [Answer];
    ended.catch(() => undefined);
    platform.useApp(url);
    return child;
  };
  const subscribe = async (): Promise<string> => {
    const reply = await platform.http.post('/__sandbox/triggers/rang/subscribe', {
      userId: user.id,
      inputFields: {},
    });
    expect(reply.json()).toMatchObject({ status: 200 });
    return String(reply.json<{ subscriptionId: number }>().subscriptionId);
  };
  const dieIn = async (child: ChildProcess, key: string, dieAt: DieAt): Promise<void> => {
    child.send({ fire: key, dieAt, accountId: user.account.id });
    await once(child, 'exit');
    expect(child.signalCode).toBe('SIGKILL');
  };
  const fire = async (child: ChildProcess, key: string): Promise<number | undefined> => {
    const answer = once(child, 'message') as Promise<[Answer]>;
    child.send({ fire: key, accountId: user.account.id });
    return (await answer)[0].count;
  };
  const callbacksOf = async (id: string, key: string): Promise<number> => {
    const reply = await platform.http.get('/__sandbox/callbacks', { query: { id } });
    return reply.json<{ body: unknown }[]>().filter(({ body }) => JSON.stringify(body).includes(key)).length;
  };
  const onQueue = <T>(work: (operations: QueueOperations) => Promise<T>): Promise<T> =>
    new QueueClient(variables).use(work);
  /** The number of callbacks of each subscription with each key, once all have come and the queue has nothing to do. */
  const heard = async (ids: readonly string[], keys: readonly string[]): Promise<number[]> => {
    await onQueue((operations) => operations.resume());
    return eventually(async () => {
      const { ready, running, delayed } = await onQueue((operations) => operations.stats());
      const counts = await Promise.all(ids.flatMap((id) => keys.map((key) => callbacksOf(id, key))));
      return ready + running + delayed === 0 && counts.every((count) => count > 0) ? counts : undefined;
    });
  };

  it('reaches each automation once, wherever the process was killed', async () => {
    let app = await start();
    const ids = [await subscribe(), await subscribe()];
    await onQueue((operations) => operations.pause());
    expect(await fire(app, 'acknowledged')).toBe(2);
    await dieIn(app, 'both-notified', 'save');
    app = await start();
    await dieIn(app, 'one-notified', 2);
    app = await start();
    const keys = ['acknowledged', 'both-notified', 'one-notified'];
    for (const key of [...keys, ...keys]) expect(await fire(app, key)).toBe(2);
    expect(await heard(ids, keys)).toEqual([1, 1, 1, 1, 1, 1]);
    for (const key of keys) expect(await fire(app, key)).toBe(2);
    expect(await heard(ids, keys)).toEqual([1, 1, 1, 1, 1, 1]);
  });
}
