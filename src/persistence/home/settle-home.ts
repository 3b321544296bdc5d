import { SYSTEM_CLOCK } from 'monday-persistence/clock';
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
import { homeIn, isInUse, isKnownToHoldState, recordHome, type HomeDriver } from './home-record.js';

/** Why the state is where it is, unless the variables say so: */
export type HomeReason =
  /** the Document DB records that it was moved there, or begun there */
  | 'recorded'
  /** the vault held some before there was a Document DB */
  | 'held'
  /** the vault may hold some, and nothing else is known */
  | 'unknown';

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
 * is chosen, or if state was moved to it before. Otherwise it is the vault: that cannot be listed, so nothing proves that
 * it is empty, and an update must lose nothing. State moves only by the command `persistence copy`.
 * @throws PersistenceUnavailableError if a store cannot be reached: a guess could split the state
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
    if (variables['PERSISTENCE_DRIVER'])
      return { ...decided, leavesState: await takeChosen(registry, starts, variables) };
    const recorded = await homeIn(await registry.of('document-db'));
    const home = recorded ?? 'monday-code';
    return { ...decided, variables: { ...variables, PERSISTENCE_DRIVER: home }, reason: reasonOf(recorded) };
  } finally {
    await registry.onApplicationShutdown();
  }
}

function reasonOf(recorded: HomeDriver | undefined): HomeReason {
  if (recorded === undefined) return 'unknown';
  return recorded === 'document-db' ? 'recorded' : 'held';
}

/** Begins in a Document DB that was chosen. @returns whether that leaves state behind */
async function takeChosen(
  registry: PersistenceRegistry,
  starts: boolean,
  variables: Variables,
): Promise<boolean> {
  const documentDb = await registry.of('document-db');
  const recorded = await homeIn(documentDb);
  if (recorded === 'document-db') return false;
  // State that is in the vault, or was copied from it in part.
  const isElsewhere =
    recorded !== undefined || (!(await isInUse(documentDb)) && (await vaultHoldsState(registry, variables)));
  if (isElsewhere && starts) throw new ConfigurationError([LEAVES_STATE]);
  if (!isElsewhere && starts) await recordHome(documentDb, 'document-db');
  return isElsewhere;
}

const LEAVES_STATE = {
  name: 'PERSISTENCE_DRIVER',
  problem:
    'is document-db, while the vault holds state of this app: move it with ' +
    '`monday-app persistence copy --from vault --to document-db`, or set monday-code',
};

/** Without an address there is no vault. */
const vaultHoldsState = async (registry: PersistenceRegistry, variables: Variables): Promise<boolean> =>
  Boolean(variables['SECURE_STORAGE_ADDRESS']) && isKnownToHoldState(await registry.of('monday-code'));

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
