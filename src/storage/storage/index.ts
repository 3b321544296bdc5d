export { AccountArchive, type ArchivedRecord } from './account-archive.js';
export { appsStorageErrorResponses } from './apps-storage-error-responses.js';
export { type StorageCapabilities } from './storage-capabilities.js';
export * from './storage.errors.js';
export * from './storage.types.js';
export * from './storage.driver.js';
export { StorageModule } from './storage.module.js';
export { StorageService } from './storage.service.js';
