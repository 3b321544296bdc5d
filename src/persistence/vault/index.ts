export { HOME_KEY } from '../home/home-record.js';
export { PacedVaultClient, VAULT_QUOTAS, type VaultQuotas } from './paced-vault.client.js';
export { SdkVaultClient, type SdkVaultClientOptions } from './sdk-vault.client.js';
export { VaultClient, type VaultValue } from './vault.client.js';
export { VaultPersistence, type VaultPersistenceOptions } from './vault.persistence.js';
