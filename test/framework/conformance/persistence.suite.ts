import { type Clock } from 'monday-persistence/clock';
import { type Persistence, type PersistenceCapabilities } from '../../../src/persistence/index.js';
import { Instances, type SettableClock } from './instances.js';
import { batchCases } from './persistence-batch.suite.js';
import { concurrencyCases } from './persistence-concurrency.suite.js';
import { modelCases } from './persistence-model.suite.js';
import { ownerCases } from './persistence-owner.suite.js';
import { recordCases } from './persistence-record.suite.js';
import { scanCases } from './persistence-scan.suite.js';
import { updateCases } from './persistence-update.suite.js';

/** One empty store, and any number of instances on it. */
export interface PersistenceFixture {
  /** Another instance on the same store, not yet opened. */
  instance(options: { readonly clock: Clock }): Persistence & { sweep(): Promise<void> };
  /** How many records the store holds, expired ones too. */
  countRecords(): Promise<number>;
  /** Removes the store, or empties it if its instances are kept. */
  dispose(): Promise<void>;
  /** Those of all tests; default is new ones for each. */
  readonly kept?: Instances;
}

export interface PersistenceSuiteOptions {
  /** How many random sequences of operations are compared with a Map. */
  readonly modelRuns: number;
  /** What the driver cannot do is skipped with its name; default is that it can do everything. */
  readonly capabilities?: Partial<PersistenceCapabilities>;
}

const ALL: PersistenceCapabilities = {
  severalMachines: true,
  sharedCompareAndSet: true,
  atomicBatch: true,
  scan: true,
  scarceCalls: false,
};

/** A test or group that is skipped, and says why, if the driver lacks the ability. */
export function ifAble<T extends jest.It | jest.Describe>(test: T, isAble: boolean, ability: string): T {
  if (isAble) return test;
  const skipped = (name: string, work: () => void) => test.skip(`${name} (not supported: ${ability})`, work);
  return skipped as unknown as T;
}

/** What every driver of the contract does. Call it inside a `describe` of the driver. */
export function persistenceSuite(
  makeFixture: () => Promise<PersistenceFixture>,
  options: PersistenceSuiteOptions,
): void {
  const store = useStore(makeFixture);
  const capabilities = { ...ALL, ...options.capabilities };
  const { scan, sharedCompareAndSet, atomicBatch } = capabilities;
  const withScan = ifAble(describe, scan, 'scan');
  it('declares its capabilities', () => {
    expect(store().sut.capabilities).toEqual(capabilities);
  });
  describe('records', () => recordCases(store, scan));
  describe('batches', () => batchCases(store, atomicBatch ? 1_000 : 50));
  describe('updates', () => updateCases(store));
  describe('records of an owner', () => ownerCases(store));
  withScan('scans', () => scanCases(store));
  ifAble(
    describe,
    sharedCompareAndSet,
    'compare-and-set between instances',
  )('several at once', () => concurrencyCases(store));
  withScan('compared with a model', () => modelCases(store, options.modelRuns));
}

/** The store of the running test. */
export interface StoreUnderTest {
  /** An open instance. */
  readonly sut: Persistence & { sweep(): Promise<void> };
  readonly fixture: PersistenceFixture;
  /** The clock of `sut` and of all that `another` opens. */
  readonly clock: SettableClock;
  /** Another open instance on the same store; closed or kept after the test. */
  readonly another: () => Promise<Persistence>;
}

/** A new, empty store for every test. */
export function useStore(makeFixture: () => Promise<PersistenceFixture>): () => StoreUnderTest {
  let store: StoreUnderTest;
  let instances: Instances;

  beforeEach(async () => {
    const fixture = await makeFixture();
    instances = fixture.kept ?? new Instances();
    const { clock } = instances;
    const another = () => instances.open(() => fixture.instance({ clock }));
    store = { fixture, clock, another, sut: await another() };
  });

  afterEach(async () => {
    await instances.release();
    await store.fixture.dispose();
  });

  return () => store;
}
