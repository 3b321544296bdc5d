export { AccountDataModule } from './account-data.module.js';
export { AccountDirectory } from './account-directory.js';
export { ConfirmsUninstall } from './confirms-uninstall.decorator.js';
export { isInstalled, type Installation, type SuspectedUninstall } from './installation.js';
export { InstallationStore, type InstalledAccount } from './installation.store.js';
export { AccountPurge } from './account-purge.js';
export { namesAccount, purgeRecords } from './purge-records.js';
export { PurgesAccount, type Purged } from './purges-account.decorator.js';
export { SuspectedUninstalls } from './suspected-uninstalls.js';
