import { Global, Module } from '@nestjs/common';
import { AppConfig } from '../../config/index.js';
import { Persistence, PersistenceModule } from '../../persistence/index.js';
import { limitsIn } from '../storage/limits-in.js';
import { AccountDocuments } from './account-documents.js';
import { CollectionCheck } from './collection-check.js';
import { CollectionStore } from './collection.store.js';

/** The collections that features declare. Global, because the classes of collections are providers of their features. */
@Global()
@Module({
  imports: [PersistenceModule],
  providers: [
    {
      provide: CollectionStore,
      inject: [Persistence, AppConfig],
      useFactory: (persistence: Persistence, config: AppConfig) =>
        new CollectionStore(persistence, limitsIn(config, config.persistence.driver)),
    },
    AccountDocuments,
    CollectionCheck,
  ],
  exports: [CollectionStore],
})
export class CollectionModule {}
