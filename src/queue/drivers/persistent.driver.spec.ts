import { SYSTEM_CLOCK, SystemClock } from '../../clock/index.js';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { SQLITE_SETTINGS, SqlitePersistence } from 'monday-persistence/sqlite';
import { Deliveries } from '../../../test/framework/support/deliveries.js';
import { type OutgoingMessage } from '../queue.driver.js';
import { PERSISTENT_QUEUE_SETTINGS, PersistentQueueDriver } from './persistent.driver.js';

const message = (id: string): OutgoingMessage => ({
  id,
  body: 'x'.repeat(10_000),
  priority: 'normal',
  delayMs: 0,
});

describe('PersistentQueueDriver on a full disk', () => {
  let folder: string;
  let persistence: SqlitePersistence;
  let driver: PersistentQueueDriver;

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'queue-full-'));
    persistence = new SqlitePersistence({
      ...SQLITE_SETTINGS,
      path: join(folder, 'app.db'),
      clock: SYSTEM_CLOCK,
    });
    await persistence.open();
    driver = new PersistentQueueDriver(persistence, {
      ...PERSISTENT_QUEUE_SETTINGS,
      clock: new SystemClock(),
    });
  });
  afterEach(async () => {
    await persistence.close();
    await rm(folder, { recursive: true, force: true });
  });

  /** SQLite answers beyond its page limit as it does on a full disk. */
  const limitPages = (pages: number): void =>
    persistence['connection']?.db.exec(`PRAGMA max_page_count = ${pages}`);

  it('fails to publish, keeps earlier messages, and continues when there is space', async () => {
    limitPages(40);
    const acknowledged: string[] = [];
    const failures: unknown[] = [];
    for (let n = 0; failures.length < 3; n += 1) {
      await driver.publish(message(`m${n}`)).then(
        () => acknowledged.push(`m${n}`),
        (error: unknown) => failures.push(error),
      );
    }
    for (const failure of failures)
      expect(failure).toMatchObject({ code: 'persistence.unavailable', status: 503 });
    expect(acknowledged.length).toBeGreaterThan(0);
    expect((await driver.stats()).ready).toBe(acknowledged.length);

    limitPages(10_000);
    await driver.publish(message('after'));
    const deliveries = new Deliveries(() => 0);
    await driver.start(deliveries.handle);
    await deliveries.reach(acknowledged.length + 1);
    expect([...deliveries.ids].sort()).toEqual([...acknowledged, 'after'].sort());
    await driver.stop(1_000);
  });
});
