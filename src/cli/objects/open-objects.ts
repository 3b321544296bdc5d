import { runAs } from '../../caller/index.js';
import { SYSTEM_CLOCK } from '../../clock/index.js';
import { objectStoreOf } from '../../drivers/index.js';
import { ObjectStorage } from '../../object-storage/index.js';
import { NO_METRICS, OutgoingCalls } from '../../telemetry/index.js';
import { type StoresClient } from '../stores.client.js';

/** Runs the work on the objects of an account. @throws StoresRefusedError */
export function useObjects<T>(
  stores: StoresClient,
  accountId: string,
  work: (objects: ObjectStorage) => Promise<T>,
): Promise<T> {
  return stores.use(async ({ config, of }) => {
    const persistence = await of(config.persistence.driver);
    const { create } = objectStoreOf(config.objectStorage.driver);
    const context = { config, persistence, calls: OutgoingCalls.unmeasured(), clock: SYSTEM_CLOCK };
    const objects = new ObjectStorage(() => create(context), SYSTEM_CLOCK, NO_METRICS);
    try {
      return await runAs({ accountId, userId: '', kind: 'job' }, () => work(objects));
    } finally {
      await objects.onApplicationShutdown();
    }
  });
}
