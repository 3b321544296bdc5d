import { type Persistence } from 'monday-persistence';
import { SYSTEM_CLOCK } from 'monday-persistence/clock';
import { retry, type RetryOptions } from 'monday-persistence/driver-kit';
import {
  ConfigurationError,
  inspectConfig,
  profileOf,
  ServerAddresses,
  type AppConfig,
  type Variables,
} from '../../config/index.js';
import { NO_METRICS, OutgoingCalls } from '../../telemetry/index.js';
import { PersistenceRegistry } from '../persistence.registry.js';
import { VaultTimeoutError } from '../vault/vault.errors.js';
import {
  decideHome,
  driverOf,
  homeRecordIn,
  isInUse,
  isKnownToHoldState,
  type HomeRecord,
} from './home-record.js';

/** Why the state is where it is, unless the variables say so: */
export type HomeReason =
  /** the Document DB records that it was chosen, or that state was moved there */
  | 'recorded'
  /** nobody chose, and the vault was not known to hold some */
  | 'default'
  /** the same, and the vault turned out to hold some of version 0.1.0, which moves account by account */
  | 'default-moved'
  /** the vault held some before the Document DB did */
  | 'held';

/** Where the app keeps its own state, and why. */
export interface SettledHome {
  /** With `PERSISTENCE_DRIVER` set to the home. */
  readonly variables: Variables;
  /** `undefined` if the variables alone decide. */
  readonly reason: HomeReason | undefined;
  /** Whether the chosen Document DB is empty while the vault holds state of the app. */
  readonly leavesState: boolean;
}

export interface SettleOptions {
  /** Whether the app starts: its choice is recorded, and one that leaves state behind is refused. A tool only looks. */
  readonly starts: boolean;
}

/**
 * Finds the home of an app on monday code that has a Document DB and no database of its own. It is the Document DB if it
 * is chosen, if state was moved to it before, or if the vault is not known to hold state. The first start records its
 * decision there, and all others follow it. State moves only by the command `persistence copy`, or account by account
 * if the Document DB is the home by default: see {@link AdoptingPersistence}.
 * @throws PersistenceUnavailableError | VaultError if a store cannot be reached: a guess could split the state
 * @throws ConfigurationError if the start would leave state behind in the vault
 */
export async function settleHome(variables: Variables, { starts }: SettleOptions): Promise<SettledHome> {
  const decided: SettledHome = { variables, reason: undefined, leavesState: false };
  if (!hasDocumentDb(variables)) return decided;
  const { config, problems } = inspectConfig({
    PERSISTENCE_DRIVER: 'monday-code',
    ...withoutEmpty(variables),
  });
  // The app reports them.
  if (problems.length > 0) return decided;
  const registry = registryOf(config, variables);
  try {
    const stores = { registry, variables, documentDb: await registry.of('document-db') };
    if (variables['PERSISTENCE_DRIVER']) return { ...decided, leavesState: await takeChosen(stores, starts) };
    const record = await takeDefault(stores, starts);
    const found = { ...variables, PERSISTENCE_DRIVER: driverOf(record) };
    return { ...decided, variables: found, reason: REASONS[record] };
  } finally {
    await registry.onApplicationShutdown();
  }
}

const REASONS: Readonly<Record<HomeRecord, HomeReason>> = {
  'document-db': 'recorded',
  'document-db/default': 'default',
  'document-db/default-moved': 'default-moved',
  'monday-code': 'held',
};

interface Stores {
  readonly registry: PersistenceRegistry;
  readonly variables: Variables;
  readonly documentDb: Persistence;
}

/** The home of an app that chooses none. */
async function takeDefault(stores: Stores, starts: boolean): Promise<HomeRecord> {
  const { documentDb } = stores;
  const recorded = await homeRecordIn(documentDb);
  if (recorded !== undefined) return recorded;
  const decision: HomeRecord = (await vaultHoldsState(stores)) ? 'monday-code' : 'document-db/default';
  return starts ? decideHome(documentDb, decision) : decision;
}

/** Begins in a Document DB that was chosen. @returns whether that leaves state behind */
async function takeChosen(stores: Stores, starts: boolean): Promise<boolean> {
  const { documentDb } = stores;
  const recorded = (await homeRecordIn(documentDb)) ?? (await takeUnrecorded(stores, starts));
  const isElsewhere = driverOf(recorded) !== 'document-db';
  if (isElsewhere && starts) throw new ConfigurationError([LEAVES_STATE]);
  return isElsewhere;
}

/** State that is only in the vault stays there; records of earlier versions in the Document DB say that it is the home. */
async function takeUnrecorded(stores: Stores, starts: boolean): Promise<HomeRecord> {
  const { documentDb } = stores;
  if (!(await isInUse(documentDb)) && (await vaultHoldsState(stores))) return 'monday-code';
  return starts ? decideHome(documentDb, 'document-db') : 'document-db';
}

const LEAVES_STATE = {
  name: 'PERSISTENCE_DRIVER',
  problem:
    'is document-db, while the vault holds state of this app: move it with ' +
    '`monday-app persistence copy --from vault --to document-db`, or set monday-code',
};

/** Without an address there is no vault. */
const vaultHoldsState = async ({ registry, variables }: Stores): Promise<boolean> =>
  new ServerAddresses(variables).hasVault &&
  retry(async () => isKnownToHoldState(await registry.of('monday-code')), FIRST_CALLS);

/** The first call loads monday's SDK, which a busy machine may not manage in the time that a call is given. */
const FIRST_CALLS: RetryOptions = {
  isRetriable: (error) => error instanceof VaultTimeoutError,
  maxAttempts: 3,
  limitMs: 60_000,
  maxPauseMs: 1_000,
};

const withoutEmpty = (variables: Variables): Variables =>
  Object.fromEntries(Object.entries(variables).filter(([, value]) => value !== ''));

function registryOf(config: AppConfig, variables: Variables): PersistenceRegistry {
  const addresses = new ServerAddresses(variables);
  return new PersistenceRegistry(config, addresses, OutgoingCalls.unmeasured(), NO_METRICS, SYSTEM_CLOCK);
}

/** Whether the Document DB is the home, or may be. */
function hasDocumentDb(variables: Variables): boolean {
  const { PERSISTENCE_DRIVER, DATABASE_URL, MNDY_MONGODB_CONNECTION_STRING } = variables;
  if (profileOf(variables) !== 'monday-code' || !MNDY_MONGODB_CONNECTION_STRING) return false;
  return PERSISTENCE_DRIVER === 'document-db' || (!PERSISTENCE_DRIVER && !DATABASE_URL);
}
