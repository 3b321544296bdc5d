import { Injectable, Logger, type OnApplicationBootstrap } from '@nestjs/common';
import { Persistence, type PersistenceCapabilities } from 'monday-persistence';

const WEAKER: readonly (readonly [keyof PersistenceCapabilities, string])[] = [
  ['sharedCompareAndSet', 'two instances that write one record at the same moment may both succeed'],
  ['atomicBatch', 'records that belong together may be written in part'],
  ['scan', 'records cannot be listed: no list of dead letters, no rotation of keys'],
];

/** Logs at startup which capabilities the app's store lacks, so that operators know the benefits of a database. */
@Injectable()
export class CapabilityWarning implements OnApplicationBootstrap {
  private readonly logger = new Logger('Persistence');

  constructor(private readonly persistence: Persistence) {}

  onApplicationBootstrap(): void {
    const { capabilities } = this.persistence;
    const weaker = WEAKER.filter(([ability]) => !capabilities[ability]).map(([, effect]) => effect);
    if (weaker.length === 0) return;
    this.logger.warn(
      { weaker },
      'the store gives weaker guarantees than a database; set DATABASE_URL to use one',
    );
  }
}
