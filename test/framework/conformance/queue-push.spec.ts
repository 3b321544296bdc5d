import { type QueueCapabilities } from '../../../src/queue/queue.driver.js';
import { PushHarness } from './push-harness.js';
import { queueDriverSuite } from './queue.suite.js';

const ABILITIES: QueueCapabilities = { delay: false, priority: false, operations: false, consumes: false };

queueDriverSuite('PushedQueueDriver on the local platform', ABILITIES, () => PushHarness.create());

describe('PushedQueueDriver', () => {
  let harness: PushHarness;
  beforeEach(async () => {
    harness = await PushHarness.create();
  });
  afterEach(() => harness.close());

  it('has the expected capabilities', async () => {
    expect((await harness.driver()).capabilities).toEqual(ABILITIES);
  });

  it.each([
    ['a delay', { delayMs: 1 }],
    ['a priority', { priority: 'high' as const }],
  ])('refuses %s', async (_name, over) => {
    const message = { id: 'm', body: '{}', priority: 'normal' as const, delayMs: 0, ...over };
    await expect((await harness.driver()).publish(message)).rejects.toMatchObject({
      code: 'queue.unsupported',
    });
  });

  it('publishes an id once', async () => {
    const driver = await harness.driver();
    const message = {
      id: 'm',
      body: '{}',
      priority: 'normal' as const,
      delayMs: 0,
      deduplicateForMs: 60_000,
    };
    await driver.publish(message);
    await driver.publish(message);
    expect(harness['publisher'].published).toBe(1);
  });

  it.each(['stats', 'pause', 'resume'] as const)('refuses %s', async (operation) => {
    await expect((await harness.driver())[operation]()).rejects.toMatchObject({ code: 'queue.unsupported' });
  });
});
