export {
  findDeclarationProblem,
  type CollectionDeclaration,
  type IndexesOf,
  type IndexType,
} from './collection-declaration.js';
export { Collection, collection, type CollectionType } from './collection.js';
export * from './collection.types.js';
export { CollectionReindex, type ReindexProgress } from './collection-reindex.js';
export { CollectionStore, supportsCollections } from './collection.store.js';
export { DocumentArchive } from './document-archive.js';
export * from './collection.errors.js';
export { CollectionModule } from './collection.module.js';
