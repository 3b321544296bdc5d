export { StorageRuleError } from './account-storage.errors.js';
export { AccountStorageModule } from './account-storage.module.js';
export { AccountStorage, type FoundRecord } from './account-storage.service.js';
export { counterIncrement } from './counter-input.js';
export { ExactNumbersGuard } from './exact-numbers.guard.js';
export { StorageAuthorizer } from './storage-authorizer.js';
