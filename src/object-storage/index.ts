export * from './object-storage.driver.js';
export * from './object-storage.errors.js';
export * from './object-storage.types.js';
export { ObjectStorageModule } from './object-storage.module.js';
export { ObjectStorage } from './object-storage.js';
