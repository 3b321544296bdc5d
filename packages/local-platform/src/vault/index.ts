export { redirectSigner } from './redirect-signer.js';
export { VaultModule } from './vault.module.js';
