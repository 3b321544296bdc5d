export { chosenDrivers, keepsFiles, needsVariable, type ChosenDrivers } from './chosen-drivers.js';
export { type DriverEntry, type NeededVariable } from './driver-entry.js';
export {
  objectStoreOf,
  OBJECT_STORES,
  type ObjectStoreEntry,
  type ObjectStoreName,
} from './object-stores.js';
export { queueOf, QUEUES, type QueueDriverName, type QueueEntry } from './queues.js';
export {
  databaseFile,
  storeOf,
  STORES,
  type OwnStorage,
  type OwnStorageContext,
  type StoreContext,
  type StoreDriver,
  type StoreEntry,
} from './stores.js';
