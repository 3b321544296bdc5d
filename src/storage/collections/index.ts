export {
  findDeclarationProblem,
  type CollectionDeclaration,
  type IndexesOf,
  type IndexType,
} from './collection-declaration.js';
export { Collection, collection, type CollectionType } from './collection.js';
export * from './collection.types.js';
export { CollectionStore } from './collection.store.js';
export * from './collection.errors.js';
export { CollectionModule } from './collection.module.js';
