export { type Grant, type IssueOptions, type TokenHolder } from './access-token.js';
export { AccessTokenService } from './access-token.service.js';
export { type Account, type User, type UserRole } from './account.js';
export {
  type Board,
  type SeedColumn,
  type SeedColumnType,
  type ColumnValue,
  type Group,
  type SeedItem,
} from './board.js';
export {
  SandboxSettings,
  type OAuthFlow,
  type SandboxApp,
  type SandboxSettingsOptions,
} from './sandbox-settings.js';
export { SandboxState } from './sandbox-state.js';
export { loadOnce } from './seed/load-once.js';
export { loadPeople } from './seed/load-people.js';
export { readSeed } from './seed/read-seed.js';
export { DEFAULT_SEED, type Seed } from './seed/seed.js';
export { SCOPE_TEXTS } from './seed/scopes.js';
export { SeedError, UnknownUserError } from './state.errors.js';
export { StateModule } from './state.module.js';
