import { SYSTEM_CLOCK } from 'monday-persistence/clock';
import { SharedThrottleWindows } from '../../../src/auth/throttling/shared-throttle-windows.js';
import { POSTGRES_SETTINGS, PostgresPersistence } from '../../../src/persistence/postgres/index.js';
import { describeService } from '../services/describe-service.js';
import { postgresAddress, PostgresSchema } from '../services/postgres-schema.js';

const DAY = 86_400_000;

describeService('throttling over two instances on Postgres', postgresAddress(), () => {
  let schema: PostgresSchema;
  let stores: PostgresPersistence[];
  beforeAll(async () => {
    schema = await PostgresSchema.create();
    stores = [1, 2].map(
      () => new PostgresPersistence({ ...POSTGRES_SETTINGS, clock: SYSTEM_CLOCK, url: schema.url() }),
    );
    for (const store of stores) await store.open();
  });
  afterAll(async () => {
    for (const store of stores) await store.close();
    await schema.drop();
  });

  it('applies one limit, with one write for many requests of many clients', async () => {
    const [one, two] = stores.map(
      (store) => new SharedThrottleWindows(store, 1_000_000, 50_000, SYSTEM_CLOCK),
    ) as [SharedThrottleWindows, SharedThrottleWindows];
    for (let hit = 0; hit < 6; hit++) {
      await one.increment('attacker', DAY, 10);
      await two.increment('attacker', DAY, 10);
      await one.increment(`somebody-${hit}`, DAY, 10);
    }
    expect(await one.increment('attacker', DAY, 10)).toMatchObject({ isBlocked: false });
    await Promise.all([one.flush(), two.flush()]);
    await two.increment('attacker', DAY, 10);
    await two.flush();
    expect(await two.increment('attacker', DAY, 10)).toMatchObject({ isBlocked: true });
    expect(await two.increment('somebody-1', DAY, 10)).toMatchObject({ isBlocked: false });
    expect(await schema.count('persistence_records')).toBe(7);
    for (const instance of [one, two]) await instance.onApplicationShutdown();
  });
});
