import { type Cluster, type Redis } from 'ioredis';
import { GroupingRedis } from './grouping-redis.js';
import { TrackedCluster } from './tracked-cluster.js';

/** Nobody listens on the first port. */
const url = (): string => 'redis://127.0.0.1:1';
const HOUR_MS = 60 * 60 * 1_000;

const CONNECTIONS: readonly (readonly [string, () => GroupingRedis | TrackedCluster])[] = [
  ['server', () => new GroupingRedis(url, { retryStrategy: () => HOUR_MS, maxRetriesPerRequest: null })],
  [
    'cluster',
    () =>
      new TrackedCluster(url, {
        // The library waits that long also for a connection that never was, and the process with it.
        redisOptions: { maxRetriesPerRequest: null, disconnectTimeout: 0 },
        reconnectDelayMs: () => HOUR_MS,
      }),
  ],
];

describe.each(CONNECTIONS)('connections to a %s that is away', (_name, create) => {
  let connection: GroupingRedis | TrackedCluster;

  beforeEach(() => {
    connection = create();
  });
  afterEach(() => connection.cut());

  /** Resolves to what becomes of a command that is sent before. */
  const afterEnd = async (ending: Cluster | Redis, end: () => void): Promise<string> => {
    ending.on('error', () => undefined);
    const answer = ending.get('key').then(
      () => 'answered',
      () => 'refused',
    );
    await new Promise((resolve) => ending.once('reconnecting', resolve));
    const ended = new Promise((resolve) => ending.once('end', resolve));
    end();
    await ended;
    return answer;
  };

  it('end between two attempts, and refuse the commands that waited', async () => {
    expect(await afterEnd(connection, () => connection.disconnect())).toBe('refused');
  });

  it('end together with the connection that they copy', async () => {
    const copy = connection.on('error', () => undefined).duplicate();
    expect(await afterEnd(copy, () => connection.cut())).toBe('refused');
  });
});
