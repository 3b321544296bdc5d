import { SYSTEM_CLOCK } from '../clock/index.js';
import { NO_METRICS, OutgoingCalls } from '../telemetry/index.js';
import {
  FRAMEWORK_NAMES,
  loadConfig,
  ServerAddresses,
  type AppConfig,
  type Variables,
} from '../config/index.js';
import { type StoreDriver } from '../drivers/index.js';
import { BaseError, MondayCodeAPIError } from '../errors/index.js';
import { PersistenceRegistry, settleHome, type Persistence } from '../persistence/index.js';
import { AesGcmKeyRing, SecretService, type KeyRing } from '../secrets/index.js';
import { StoresRefusedError } from './cli.errors.js';

/** The app's stores, open. */
export interface OpenStores {
  readonly config: AppConfig;
  readonly keyRing: KeyRing;
  readonly of: (driver: StoreDriver) => Promise<Persistence>;
}

/** Manages the app's stores, also while the app is running. */
export class StoresClient {
  /** The app's variables; added keys are used immediately. */
  readonly variables: Record<string, string | undefined>;

  constructor(variables: Variables) {
    this.variables = { ...variables };
  }

  /** Opens the stores for one operation. @throws StoresRefusedError */
  async use<T>(work: (stores: OpenStores) => Promise<T>): Promise<T> {
    const { variables } = await settleHome(this.variables, { starts: false });
    const config = loadConfig(variables);
    const addresses = new ServerAddresses(this.variables);
    const persistenceRegistry = new PersistenceRegistry(
      config,
      addresses,
      OutgoingCalls.unmeasured(),
      NO_METRICS,
      SYSTEM_CLOCK,
    );
    const keyRing = new AesGcmKeyRing(new SecretService(this.variables, FRAMEWORK_NAMES));
    try {
      return await work({ config, keyRing, of: (driver) => persistenceRegistry.of(driver) });
    } catch (error) {
      const isExplained = error instanceof BaseError || error instanceof MondayCodeAPIError;
      throw isExplained ? new StoresRefusedError(error.message) : error;
    } finally {
      await persistenceRegistry.onApplicationShutdown();
    }
  }
}
