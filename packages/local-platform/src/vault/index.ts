export { SERVICE_ACCOUNT } from './google-identity.js';
export { GoogleSigningKey } from './google-signing-key.js';
export { mountSecrets } from './mount-secrets.js';
export { redirectSigner } from './redirect-signer.js';
export { VaultModule } from './vault.module.js';
