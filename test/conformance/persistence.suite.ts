import type { Persistence } from '../../src/persistence/index.js';
import { batchCases } from './persistence-batch.suite.js';
import { concurrencyCases } from './persistence-concurrency.suite.js';
import { modelCases } from './persistence-model.suite.js';
import { recordCases } from './persistence-record.suite.js';
import { scanCases } from './persistence-scan.suite.js';

/** One empty store, and any number of instances on it. */
export interface PersistenceFixture {
  /** Another instance on the same store, not yet opened. */
  instance(options?: { readonly now?: () => number }): Persistence & { sweep(): Promise<void> };
  /** How many records the store holds, expired ones too. */
  countRecords(): Promise<number>;
  /** Removes the store. */
  dispose(): Promise<void>;
}

export interface PersistenceSuiteOptions {
  /** How many random sequences of operations are compared with a Map. */
  readonly modelRuns: number;
}

/** What every driver of the contract does. Call it inside a `describe` of the driver. */
export function persistenceSuite(
  makeFixture: () => Promise<PersistenceFixture>,
  options: PersistenceSuiteOptions,
): void {
  const store = useStore(makeFixture);
  describe('records', () => recordCases(store));
  describe('batches', () => batchCases(store));
  describe('scans', () => scanCases(store));
  describe('several at once', () => concurrencyCases(store));
  describe('compared with a Map', () => modelCases(store, options.modelRuns));
}

/** The store of the running test. */
export interface StoreUnderTest {
  /** An open instance. */
  readonly sut: Persistence & { sweep(): Promise<void> };
  readonly fixture: PersistenceFixture;
  /** The clock of `sut` and of all that `another` opens. */
  readonly clock: { nowMs: number };
  /** Another open instance on the same store; closed after the test. */
  readonly another: () => Promise<Persistence>;
}

/** A new, empty store for every test. */
export function useStore(makeFixture: () => Promise<PersistenceFixture>): () => StoreUnderTest {
  let store: StoreUnderTest;
  let opened: Persistence[];

  beforeEach(async () => {
    const fixture = await makeFixture();
    const clock = { nowMs: Date.UTC(2026, 0, 1) };
    opened = [];
    const another = async () => {
      const instance = fixture.instance({ now: () => clock.nowMs });
      await instance.open();
      opened.push(instance);
      return instance;
    };
    store = { fixture, clock, another, sut: await another() };
  });

  afterEach(async () => {
    for (const instance of opened) await instance.close();
    await store.fixture.dispose();
  });

  return () => store;
}
