export { divertGoogle } from './redirect-signer.js';
export { VaultModule } from './vault.module.js';
