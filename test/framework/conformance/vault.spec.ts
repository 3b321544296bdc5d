import { SYSTEM_CLOCK } from 'monday-persistence/clock';
import { OutgoingCalls } from '../../../src/telemetry/index.js';
import { SystemClock, type Clock } from '../../../src/clock/index.js';
import { PacedVaultClient, SdkVaultClient, VaultPersistence } from '../../../src/persistence/vault/index.js';
import { VaultPlatform } from '../support/vault-platform.js';
import { persistentSecureStorage } from './persistent-secure-storage.fixture.js';
import { persistenceSuite, type PersistenceFixture } from './persistence.suite.js';
import { secureStorageSuite } from './secure-storage.suite.js';

/** monday's SDK itself, against the local platform without its quotas. One file, as the SDK is slow to load. */
describe('the vault of monday code', () => {
  let platform: VaultPlatform;
  // Nothing of the SDK may be chatty: it writes to stdout when it is deployed.
  beforeAll(async () => {
    platform = await VaultPlatform.start();
    // Loaded within the first call, it may take longer than a call may.
    await import('@mondaycom/apps-sdk');
  });
  afterAll(() => platform.close());

  const open = (options?: { readonly clock?: Clock }): VaultPersistence & { sweep(): Promise<void> } =>
    Object.assign(new VaultPersistence({ vault: unpaced(), clock: SYSTEM_CLOCK, ...options }), {
      sweep: () => Promise.resolve(),
    });

  describe('VaultPersistence', () => {
    const fixture: PersistenceFixture = {
      instance: open,
      countRecords: () => platform.count(),
      dispose: () => platform.clear(),
    };
    persistenceSuite(() => Promise.resolve(fixture), {
      modelRuns: 0,
      capabilities: { sharedCompareAndSet: false, atomicBatch: false, scan: false, scarceCalls: true },
    });
  });

  describe('SecureStorage on it', () => {
    secureStorageSuite(
      () => Promise.resolve(persistentSecureStorage({ open, remove: () => platform.clear() })),
      { compareAndSet: false, rotation: false },
    );
  });
});

const unpaced = (): PacedVaultClient =>
  new PacedVaultClient(
    new SdkVaultClient({ timeoutMs: 20_000, calls: OutgoingCalls.unmeasured() }),
    new SystemClock(),
    {
      perSecond: Infinity,
      writesPerSecondOfAKey: Infinity,
    },
  );
