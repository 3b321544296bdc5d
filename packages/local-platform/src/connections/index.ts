export { type ConnectedAccount, type IdentifiedAccount, type ProviderTokens } from './connection.js';
export { ConnectedAccountStore } from './connected-account.store.js';
export { ConnectionsModule } from './connections.module.js';
export { CredentialsValues, type Values } from './credentials-values.js';
export { TokenRefusedError, TokenRequests } from './token-requests.js';
