import { SYSTEM_CLOCK } from 'monday-persistence/clock';
import { existsSync } from 'node:fs';
import { mkdtemp, rm, symlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  inspectPostgres,
  POSTGRES_SETTINGS,
  PostgresPersistence,
} from '../../../src/persistence/postgres/index.js';
import {
  BULLMQ_POSTGRES_SETTINGS,
  BullMqPostgresBackend,
} from '../../../src/queue/drivers/bullmq-postgres-backend.js';
import { BULLMQ_SETTINGS, BullMqQueueDriver } from '../../../src/queue/drivers/bullmq.driver.js';
import { eventually } from '../../../src/testing/index.js';
import { CuttingProxy } from './cutting-proxy.js';
import { describeService } from './describe-service.js';
import { postgresAddress, PostgresSchema } from './postgres-schema.js';

describeService('a Postgres with several hosts', postgresAddress(), () => {
  let schema: PostgresSchema;
  let first: CuttingProxy;
  let second: CuttingProxy;
  let url: string;

  beforeEach(async () => {
    schema = await PostgresSchema.create();
    [first, second] = [
      await CuttingProxy.start(postgresAddress()),
      await CuttingProxy.start(postgresAddress()),
    ];
    const { host, port } = first.address;
    url = schema.url(second.address).replace(second.address.host, `${host}:${port},${second.address.host}`);
  });
  afterEach(async () => {
    await Promise.all([first.close(), second.close()]);
    await schema.drop();
  });

  it('is used at the host that answers, by the store, the queue and doctor', async () => {
    first.cut();
    const store = new PostgresPersistence({ ...POSTGRES_SETTINGS, clock: SYSTEM_CLOCK, url });
    await store.open();
    await store.upsert('key', '1');
    await store.close();
    const queue = new BullMqQueueDriver(new BullMqPostgresBackend({ ...BULLMQ_POSTGRES_SETTINGS, url }), {
      ...BULLMQ_SETTINGS,
      clock: SYSTEM_CLOCK,
    });
    await queue.open();
    await queue.publish({ id: 'm', body: 'x', priority: 'normal', delayMs: 0 });
    expect(await queue.stats()).toMatchObject({ ready: 1 });
    await queue.close();
    expect(await inspectPostgres(url, 3_000)).toMatchObject({ isUtf8: true, isReplica: false });
  });

  it('is used at the other host after the first has stopped', async () => {
    const store = new PostgresPersistence({ ...POSTGRES_SETTINGS, clock: SYSTEM_CLOCK, url });
    await store.open();
    await store.upsert('key', '1');
    first.cut();
    await eventually(() => store.get('key').catch(() => undefined));
    second.cut();
    first.heal();
    await eventually(() => store.get('key').catch(() => undefined));
    await store.close();
  });

  const socket = '/var/run/postgresql/.s.PGSQL.5432';
  const isLocal = existsSync(socket) && postgresAddress().port === 5432;
  (isLocal ? it : it.skip)(`is used through its socket (needs ${socket})`, async () => {
    const options = new URL(schema.url()).searchParams.get('options') ?? '';
    // No server listens on this port, so only the socket can answer.
    const folder = await mkdtemp(join(tmpdir(), 'socket-'));
    await symlink(socket, join(folder, '.s.PGSQL.1'));
    const sut = new PostgresPersistence({
      ...POSTGRES_SETTINGS,
      clock: SYSTEM_CLOCK,
      url: `postgres://postgres@/postgres?host=${folder}&port=1&options=${encodeURIComponent(options)}`,
    });
    await sut.open();
    await sut.upsert('key', '1');
    expect(await schema.count('persistence_records')).toBe(1);
    await sut.close();
    await rm(folder, { recursive: true });
  });
});
