export { ObjectStorageModule } from './object-storage.module.js';
