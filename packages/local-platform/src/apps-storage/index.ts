export { AppsStorageModule } from './apps-storage.module.js';
