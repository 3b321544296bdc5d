import { type ObjectStoreName, type QueueDriverName, type StoreDriver } from '../drivers/index.js';
import { type Environment, type Profile } from './environment.js';

/** The configured profile, or the one derived from the environment. */
export function profileOf(
  variables: Readonly<Partial<Record<'APP_PROFILE' | 'K_SERVICE' | 'DATABASE_URL', string>>>,
): Profile {
  if (variables.APP_PROFILE) return variables.APP_PROFILE as Profile;
  if (variables.K_SERVICE) return 'monday-code';
  return variables.DATABASE_URL ? 'self-hosted' : 'local';
}

export interface Drivers {
  readonly persistence: StoreDriver;
  readonly storage: StoreDriver;
  readonly secureStorage: StoreDriver;
  readonly objectStorage: ObjectStoreName;
  readonly queue: QueueDriverName;
}

/** The drivers of the profile, each of which can be overridden. */
export function driversOf(environment: Environment): Drivers {
  const profile = profileOf(environment);
  const store = defaultStoreOf(profile);
  return {
    persistence: environment.PERSISTENCE_DRIVER ?? defaultHomeOf(environment, store),
    storage: environment.STORAGE_DRIVER ?? store,
    secureStorage: environment.SECURE_STORAGE_DRIVER ?? store,
    objectStorage: environment.OBJECT_STORAGE_DRIVER ?? (profile === 'monday-code' ? 'monday-code' : 'disk'),
    queue: environment.QUEUE_DRIVER ?? defaultQueueOf(profile, environment.REDIS_URL !== undefined),
  };
}

/** The app's own state. On monday code, the vault may take the place of the Document DB: see `settleHome`. */
function defaultHomeOf(environment: Environment, store: StoreDriver): StoreDriver {
  if (store !== 'monday-code') return store;
  if (environment.DATABASE_URL !== undefined) return 'postgres';
  return environment.MNDY_MONGODB_CONNECTION_STRING === undefined ? store : 'document-db';
}

function defaultStoreOf(profile: Profile): StoreDriver {
  switch (profile) {
    case 'local':
      return 'sqlite';
    case 'self-hosted':
      return 'postgres';
    case 'monday-code':
      return 'monday-code';
  }
}

function defaultQueueOf(profile: Profile, hasRedis: boolean): QueueDriverName {
  switch (profile) {
    case 'local':
      return 'sqlite';
    case 'self-hosted':
      return hasRedis ? 'bullmq-redis' : 'bullmq-postgres';
    case 'monday-code':
      return 'monday-code';
  }
}

/** Whether the app uses the local platform: in `local`, unless a client ID of the real monday is set. */
export function usesLocalPlatform(environment: Environment): boolean {
  return profileOf(environment) === 'local' && environment.MONDAY_OAUTH_CLIENT_ID === undefined;
}
