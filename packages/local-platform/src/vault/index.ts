export { divertGoogle } from './divert-google.js';
export { VaultModule } from './vault.module.js';
