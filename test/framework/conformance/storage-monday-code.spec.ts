import { SYSTEM_CLOCK } from 'monday-persistence/clock';
import { OutgoingCalls } from '../../../src/telemetry/index.js';
import { requireCaller, type AccessTokens } from '../../../src/caller/index.js';
import { createMondayCodeStorage } from '../../../src/storage/storage/monday-code/index.js';
import { AppsStorageStub } from '../support/apps-storage-stub.js';
import { storageSuite } from './storage.suite.js';

/** Not what is tested here, so that even a busy machine answers a thousand requests at once within it. */
const TIMEOUT_MS = 30_000;

/** A token stands for one account, as monday's do. */
const TOKENS: AccessTokens = {
  accessToken: () => Promise.resolve(`token-${encodeURIComponent(requireCaller().accountId)}`),
  refreshRejected: () => Promise.reject(new Error('No token is rejected here.')),
};

describe('StorageService on monday code', () => {
  storageSuite(
    async () => {
      const stub = await AppsStorageStub.start();
      return {
        now: () => stub.now,
        advance: (seconds) => {
          stub.now += seconds * 1000;
        },
        // The quota has a test of its own: at 12 requests/s this suite would take minutes.
        instance: () =>
          Promise.resolve(
            createMondayCodeStorage({
              url: stub.url,
              timeoutMs: TIMEOUT_MS,
              tokens: () => TOKENS,
              calls: OutgoingCalls.unmeasured(),
              clock: SYSTEM_CLOCK,
              perSecond: Infinity,
            }),
          ),
        dispose: () => stub.stop(),
      };
    },
    {
      capabilities: {
        createOnly: false,
        conditionalDelete: false,
        reportsCreation: false,
        searchVersions: false,
        counterRange: false,
        exactNumbers: false,
        atomicBatch: false,
      },
      modelRuns: 30,
    },
  );
});
