import {
  BULLMQ_POSTGRES_SETTINGS,
  BullMqPostgresBackend,
} from '../../../src/queue/drivers/bullmq-postgres-backend.js';
import { describeService } from '../services/describe-service.js';
import { postgresAddress, PostgresSchema } from '../services/postgres-schema.js';
import { BullMqHarness } from './bullmq-harness.js';
import { ALL_ABILITIES, queueDriverSuite } from './queue.suite.js';

describeService('a real Postgres', postgresAddress(), () => {
  const schema = PostgresSchema.ofTests();
  queueDriverSuite('BullMqQueueDriver on Postgres', ALL_ABILITIES, () =>
    Promise.resolve(
      new BullMqHarness(
        () => new BullMqPostgresBackend({ ...BULLMQ_POSTGRES_SETTINGS, url: schema().url() }),
      ),
    ),
  );
});
