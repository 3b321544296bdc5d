import { SYSTEM_CLOCK } from 'monday-persistence/clock';
import { redirectSigner } from '../../../packages/local-platform/src/vault/index.js';
import { runAs } from '../../../src/caller/index.js';
import { MondayCodeObjectStorageDriver } from '../../../src/object-storage/drivers/monday-code.driver.js';
import { ObjectStorage } from '../../../src/object-storage/index.js';
import { OutgoingCalls } from '../../../src/telemetry/index.js';
import { NO_METRICS } from '../../../src/telemetry/metrics/no-metrics.js';
import { TestPlatform } from '../../../src/testing/index.js';
import { endThreadsOfSdk } from '../support/sdk-threads.js';
import { objectStorageSuite } from './object-storage.suite.js';

const NAMES = ['K_SERVICE', 'GCE_METADATA_HOST', 'OBJECT_STORAGE_BUCKET', 'STORAGE_EMULATOR_HOST'];
const ALICE = { accountId: '1', userId: '1', kind: 'user' } as const;

const create = (): ObjectStorage =>
  new ObjectStorage(
    () =>
      Promise.resolve(
        new MondayCodeObjectStorageDriver({
          calls: OutgoingCalls.unmeasured(),
          clock: SYSTEM_CLOCK,
          timeoutMs: 30_000,
        }),
      ),
    SYSTEM_CLOCK,
    NO_METRICS,
  );

describe('ObjectStorage on monday code', () => {
  endThreadsOfSdk();
  beforeAll(() => {
    jest.spyOn(console, 'log').mockImplementation(() => undefined);
  });
  afterAll(() => jest.restoreAllMocks());

  it('needs a bucket', async () => {
    await expect(runAs(ALICE, () => create().head('a'))).rejects.toMatchObject({
      code: 'object-storage.unsupported',
    });
  });

  describe('with the real SDK on the local platform', () => {
    let platform: TestPlatform;

    objectStorageSuite(
      async () => {
        platform = await TestPlatform.start({ variables: { SANDBOX_LIMITS: 'off' } });
        for (const name of NAMES) process.env[name] = platform.variables[name] ?? 'app';
        const undo = redirectSigner(platform.url);
        return {
          instance: () => Promise.resolve(create()),
          dispose: async () => {
            undo();
            for (const name of NAMES) delete process.env[name];
            await platform.close();
          },
        };
      },
      { maxBytes: 32 * 1024 * 1024, presignedUpload: true },
    );
  });
});
