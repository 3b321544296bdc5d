import { SYSTEM_CLOCK } from 'monday-persistence/clock';
import { inspectConfig, profileOf, ServerAddresses, type Variables } from '../../config/index.js';
import { NO_METRICS, OutgoingCalls } from '../../telemetry/index.js';
import { PersistenceRegistry } from '../persistence.registry.js';
import { decideHome, holdsState, homeIn, type HomeDriver } from './home-record.js';

/** Where the app keeps its own state, and why. */
export interface SettledHome {
  /** With `PERSISTENCE_DRIVER` set to the home. */
  readonly variables: Variables;
  /** `undefined` if the variables alone decide. */
  readonly home: HomeDriver | undefined;
}

export interface SettleOptions {
  /** Whether a new decision is recorded; a tool only looks. */
  readonly records: boolean;
}

/**
 * Finds the home of an app on monday code that has a Document DB, no database of its own and no chosen driver: the
 * Document DB, unless the vault holds state from before. Nothing is lost by an update, and state moves only by the
 * command `persistence copy`. Instances that start together agree, because the first decision is recorded in the
 * Document DB.
 * @throws PersistenceUnavailableError if one of the stores cannot be reached: a guess could split the state
 */
export async function settleHome(variables: Variables, { records }: SettleOptions): Promise<SettledHome> {
  if (!isOpenQuestion(variables)) return { variables, home: undefined };
  const { config, problems } = inspectConfig(variables);
  // The app reports the problems.
  if (problems.length > 0) return { variables, home: undefined };
  const registry = new PersistenceRegistry(
    config,
    new ServerAddresses(variables),
    OutgoingCalls.unmeasured(),
    NO_METRICS,
    SYSTEM_CLOCK,
  );
  try {
    const home = await findHome(registry, records);
    return { variables: { ...variables, PERSISTENCE_DRIVER: home }, home };
  } finally {
    await registry.onApplicationShutdown();
  }
}

async function findHome(registry: PersistenceRegistry, records: boolean): Promise<HomeDriver> {
  const documentDb = await registry.of('document-db');
  const known = await homeIn(documentDb);
  if (known) return known;
  const found = (await holdsState(await registry.of('monday-code'))) ? 'monday-code' : 'document-db';
  return records ? decideHome(documentDb, found) : found;
}

function isOpenQuestion(variables: Variables): boolean {
  const { PERSISTENCE_DRIVER, DATABASE_URL, MNDY_MONGODB_CONNECTION_STRING } = variables;
  return (
    profileOf(variables) === 'monday-code' &&
    !PERSISTENCE_DRIVER &&
    !DATABASE_URL &&
    Boolean(MNDY_MONGODB_CONNECTION_STRING)
  );
}
