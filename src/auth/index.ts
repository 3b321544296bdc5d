export { AuthModule } from './auth.module.js';
export * from './auth.errors.js';
export { type Connection, type ConnectionOwner } from './connections/connection.js';
export {
  OnConnectionEnding,
  type ConnectionEnding,
  type ConnectionEndingMethod,
} from './connections/connection-ending.decorator.js';
export { ActiveUserCheck } from './connections/active-user-check.js';
export { ConnectedAccounts, type ConnectedAccount } from './connections/connected-accounts.js';
export { ConnectionService } from './connections/connection.service.js';
export { ENCRYPTED_CONNECTIONS } from './connections/encrypted-connections.js';
export { CallerGuard } from './guards/caller.guard.js';
export { Roles } from './guards/roles.decorator.js';
export { MondayOAuthError } from './token-endpoint/token-endpoint.errors.js';
export { PublicAddress } from './public-address.js';
export { type AccessToken, type AccessTokenSubject } from './tokens/access-token.js';
export { JWTService, type IssuedAccessToken } from './tokens/jwt.service.js';
export { ROLES, roleOf, type Role } from './role.js';
