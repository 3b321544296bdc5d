export { type InactiveUser } from './account.store.js';
export { APP_ID, APP_VERSION_ID } from './app-identity.js';
export { type Grant, type TokenHolder } from './access-token.js';
export { AccessTokenService } from './access-token.service.js';
export { type Account, type User, type UserRole } from './account.js';
export {
  daysLeft,
  findRealSubscription,
  findSubscription,
  listSubscriptions,
  subscriptionClaim,
  type SubscriptionRow,
} from './app-subscription.js';
export { type Board, type ColumnValue, type Group, type SeedItem } from './board.js';
export { PlatformFiles } from './platform-files.js';
export {
  BUCKET_NAME,
  CREDENTIALS_REDIRECT_URI,
  SandboxSettings,
  TOPIC_NAME,
  type AppDeclaration,
  type CredentialsFeature,
  type DeclaredFeature,
  type CredentialsUses,
  type OAuthFlow,
  type SandboxApp,
} from './sandbox-settings.js';
export { SandboxState } from './sandbox-state.js';
export { loadOnce } from './seed/load-once.js';
export { loadPeople } from './seed/load-people.js';
export { readSeed } from './seed/read-seed.js';
export { type Seed } from './seed/seed.js';
export { SCOPE_TEXTS } from './seed/scopes.js';
export { UnknownUserError } from './state.errors.js';
export { StateModule } from './state.module.js';
