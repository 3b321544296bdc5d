export { AccountDataModule } from './account-data.module.js';
export { isRemoved, type AccountLife } from './installation.js';
export { AccountLives } from './installation.store.js';
export { AccountPurge } from './account-purge.js';
export { namesAccount, purgeRecords } from './purge-records.js';
export { PurgesAccount, type Purged } from './purges-account.decorator.js';
