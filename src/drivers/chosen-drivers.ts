import { type DriverEntry, type NeededVariable } from './driver-entry.js';
import { queueOf, type QueueDriverName } from './queues.js';
import { storeOf, type StoreDriver } from './stores.js';

/** The configured driver for each purpose. */
export interface ChosenDrivers {
  readonly persistence: { readonly driver: StoreDriver };
  readonly storage: { readonly driver: StoreDriver };
  readonly secureStorage: { readonly driver: StoreDriver };
  readonly queue: { readonly driver: QueueDriverName };
}

/** The registry entries of the chosen drivers. */
export function chosenDrivers({ persistence, storage, secureStorage, queue }: ChosenDrivers): DriverEntry[] {
  return [
    storeOf(persistence.driver),
    storeOf(storage.driver),
    storeOf(secureStorage.driver),
    queueOf(queue.driver),
  ];
}

/** Whether a chosen driver needs the variable. */
export function needsVariable(config: ChosenDrivers, name: NeededVariable): boolean {
  return chosenDrivers(config).some(({ needs }) => needs.includes(name));
}

/** Whether a chosen driver keeps its records in `DATA_DIR`. */
export function keepsFiles(config: ChosenDrivers): boolean {
  return chosenDrivers(config).some((entry) => entry.keepsFiles);
}
