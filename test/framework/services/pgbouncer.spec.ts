import { SYSTEM_CLOCK } from 'monday-persistence/clock';
import { diagnose } from '../../../src/cli/doctor/index.js';
import { AppFeatures } from '../../../src/feature/index.js';
import { POSTGRES_SETTINGS, PostgresPersistence } from '../../../src/persistence/postgres/index.js';
import {
  BULLMQ_POSTGRES_SETTINGS,
  BullMqPostgresBackend,
} from '../../../src/queue/drivers/bullmq-postgres-backend.js';
import { BULLMQ_SETTINGS, BullMqQueueDriver } from '../../../src/queue/drivers/bullmq.driver.js';
import { PostgresSchema } from './postgres-schema.js';
import { describeWithPgBouncer, PrivatePgBouncer } from './private-pgbouncer.js';

const ACCEPTS_SETTINGS =
  'ignore_startup_parameters = extra_float_digits,statement_timeout,idle_in_transaction_session_timeout,options';

describeWithPgBouncer('Postgres behind PgBouncer', () => {
  let schema: PostgresSchema;
  let bouncer: PrivatePgBouncer;

  beforeEach(async () => {
    schema = await PostgresSchema.create();
  });
  afterEach(async () => {
    await bouncer.stop();
    await schema.drop();
  });

  const startOf = async (): Promise<unknown> => {
    const store = new PostgresPersistence({
      ...POSTGRES_SETTINGS,
      clock: SYSTEM_CLOCK,
      url: schema.url(bouncer.address),
    });
    const error: unknown = await store.open().catch((thrown: unknown) => thrown);
    await store.close();
    return error;
  };
  const doctorOf = async (): Promise<string[]> => {
    const variables = { APP_PROFILE: 'self-hosted', DATABASE_URL: schema.url(bouncer.address) };
    const findings = await diagnose(() => variables, new AppFeatures([]), 3_000);
    return findings.filter(({ subject }) => subject === 'DATABASE_URL').map(({ message }) => message);
  };

  it.each([
    ['transaction mode', ['pool_mode = transaction', ACCEPTS_SETTINGS]],
    [
      'transaction mode with one server',
      ['pool_mode = transaction', 'default_pool_size = 1', ACCEPTS_SETTINGS],
    ],
    ['statement mode', ['pool_mode = statement', ACCEPTS_SETTINGS]],
    ['session mode that refuses settings', ['pool_mode = session']],
  ])(
    'is refused in %s by the app and by doctor',
    async (_mode, settings) => {
      bouncer = await PrivatePgBouncer.start(...settings);

      expect(await startOf()).toMatchObject({ code: 'persistence.pooler_unsupported', status: 503 });
      const queue = new BullMqQueueDriver(
        new BullMqPostgresBackend({ ...BULLMQ_POSTGRES_SETTINGS, url: schema.url(bouncer.address) }),
        { ...BULLMQ_SETTINGS, clock: SYSTEM_CLOCK },
      );
      await expect(queue.open()).rejects.toMatchObject({
        code: 'queue.unavailable',
        cause: { code: 'persistence.pooler_unsupported' },
      });
      expect(await doctorOf()).toEqual([expect.stringContaining('leads to a connection pooler')]);
    },
    60_000,
  );

  it('is accepted in session mode', async () => {
    bouncer = await PrivatePgBouncer.start('pool_mode = session', ACCEPTS_SETTINGS);

    expect(await startOf()).toBeUndefined();
    expect(await doctorOf()).toEqual([expect.stringContaining('Postgres is reachable')]);
  });
});
