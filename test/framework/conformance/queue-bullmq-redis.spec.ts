import { randomBytes } from 'node:crypto';
import {
  BULLMQ_REDIS_SETTINGS,
  BullMqRedisBackend,
} from '../../../src/queue/drivers/bullmq-redis-backend.js';
import { describeService } from '../services/describe-service.js';
import { BullMqHarness } from './bullmq-harness.js';
import { ALL_ABILITIES, queueDriverSuite } from './queue.suite.js';

const SERVER_URL = process.env['TEST_REDIS_URL'] ?? 'redis://127.0.0.1:6379';
const { hostname, port } = new URL(SERVER_URL);

describeService('a real Redis', { host: hostname, port: Number(port || 6379) }, () => {
  queueDriverSuite('BullMqQueueDriver on Redis', ALL_ABILITIES, () => {
    const prefix = `test-${randomBytes(8).toString('hex')}`;
    const create = () => new BullMqRedisBackend({ ...BULLMQ_REDIS_SETTINGS, url: SERVER_URL, prefix });
    return Promise.resolve(new BullMqHarness(create));
  });
});
