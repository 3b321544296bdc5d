import { randomBytes } from 'node:crypto';
import { Client } from 'pg';
import { BullMqPostgresBackend } from '../../src/queue/drivers/bullmq-postgres.backend.js';
import { describeService } from '../services/describe-service.js';
import { postgresAddress } from '../services/postgres-schema.js';
import { BullMqHarness } from './bullmq-harness.js';
import { ALL_ABILITIES, queueDriverSuite } from './queue.suite.js';

const SERVER_URL = process.env['TEST_DATABASE_URL'] ?? 'postgres://postgres@127.0.0.1:5432/postgres';

async function dropSchema(schema: string): Promise<void> {
  const client = new Client({ connectionString: SERVER_URL, connectionTimeoutMillis: 2_000 });
  await client.connect();
  await client.query(`DROP SCHEMA IF EXISTS ${schema} CASCADE`);
  await client.end();
}

describeService('a real Postgres', postgresAddress(), () => {
  queueDriverSuite('BullMqQueueDriver on Postgres', ALL_ABILITIES, () => {
    const schema = `test_${randomBytes(8).toString('hex')}`;
    const create = () => new BullMqPostgresBackend({ url: SERVER_URL, schema });
    return Promise.resolve(
      new BullMqHarness(create, async (drivers) => {
        await Promise.all([...drivers].map((driver) => driver['queue'].close()));
        await dropSchema(schema);
      }),
    );
  });
});
