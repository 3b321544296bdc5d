import { Injectable, Logger, type OnApplicationBootstrap } from '@nestjs/common';
import { CollectionStore } from './collection.store.js';

/** Logs at startup which collections cannot be used, and which indexes must be built. */
@Injectable()
export class CollectionCheck implements OnApplicationBootstrap {
  private readonly logger = new Logger('Collections');

  constructor(private readonly collections: CollectionStore) {}

  async onApplicationBootstrap(): Promise<void> {
    const { all, isSupported } = this.collections;
    if (all.length === 0) return;
    if (!isSupported) {
      const names = all.map(({ name }) => name);
      this.logger.warn(
        { collections: names },
        'the store has no collections; set DATABASE_URL to use a database',
      );
      return;
    }
    // If the store does not answer now, the first use tries again.
    await this.reportIncomplete().catch(() => undefined);
  }

  private async reportIncomplete(): Promise<void> {
    for (const declaration of this.collections.all) {
      const indexes = await this.collections.indexes.incomplete(declaration);
      if (indexes.length === 0) continue;
      const { name } = declaration;
      this.logger.warn({ indexes }, `run "monday-app collections reindex ${name}" to build new indexes`);
    }
  }
}
