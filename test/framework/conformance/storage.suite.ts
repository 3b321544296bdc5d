import { runAs, type CallerContext } from '../../../src/caller/index.js';
import { StorageService, type StorageCapabilities, type StorageDriver } from '../../../src/storage/index.js';
import { batchCases } from './storage-batch.suite.js';
import { counterCases } from './storage-counter.suite.js';
import { modelCases } from './storage-model.suite.js';
import { rowCases } from './storage-row.suite.js';
import { searchCases } from './storage-search.suite.js';
import { tenantCases } from './storage-tenant.suite.js';
import { versionCases } from './storage-version.suite.js';

/** One empty store, and any number of driver instances on it. */
export interface StorageFixture {
  /** Another open instance on the same store, with the fixture's clock. */
  instance(): Promise<StorageDriver>;
  /** Moves the clock of the store. */
  advance(seconds: number): void;
  /** Milliseconds since the epoch. */
  now(): number;
  /** Closes the instances and removes the store. */
  dispose(): Promise<void>;
}

export interface StorageSuiteOptions {
  readonly capabilities: StorageCapabilities;
  /** How many random sequences of calls are compared with a Map. */
  readonly modelRuns: number;
}

/** What every storage driver does. Call it inside a `describe` of the driver. */
export function storageSuite(
  makeFixture: () => Promise<StorageFixture>,
  { capabilities, modelRuns }: StorageSuiteOptions,
): void {
  const store = useStorage(makeFixture);
  describe('rows', () => rowCases(store, capabilities));
  describe('versions', () => versionCases(store, capabilities));
  describe('search', () => searchCases(store, capabilities));
  describe('counters', () => counterCases(store, capabilities));
  describe('batches', () => batchCases(store, capabilities));
  describe('tenants', () => tenantCases(store, capabilities, modelRuns));
  describe('compared with a model', () => modelCases(store, capabilities, modelRuns));
}

/** The store of the running test. */
export interface StorageUnderTest {
  readonly sut: StorageService;
  readonly fixture: StorageFixture;
  /** The service on another instance of the driver. */
  readonly another: () => Promise<StorageService>;
}

/** A new, empty store for every test. */
export function useStorage(makeFixture: () => Promise<StorageFixture>): () => StorageUnderTest {
  let store: StorageUnderTest;

  beforeEach(async () => {
    const fixture = await makeFixture();
    const another = async () => new StorageService(await fixture.instance());
    store = { fixture, another, sut: await another() };
  });

  afterEach(() => store.fixture.dispose());

  return () => store;
}

export const ALICE: CallerContext = { accountId: '1001', userId: '1', kind: 'user' };
export const MALLORY: CallerContext = { accountId: '2002', userId: '2', kind: 'user' };

/** A test of one account. */
export function asAlice(work: () => Promise<void>): () => Promise<void> {
  return () => runAs(ALICE, work);
}

type Test = (name: string, work: () => Promise<void>) => void;

/** `it`, or a skip that says what the driver lacks. */
export function needs(isThere: boolean, ability: string): Test {
  return isThere ? it : (name, work) => it.skip(`${name} (not supported: ${ability})`, work);
}
