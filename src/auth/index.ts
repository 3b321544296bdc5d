export { AuthModule } from './auth.module.js';
export * from './auth.errors.js';
export { Connections } from './connections/connections.js';
export type { AccessToken, AccessTokenSubject } from './tokens/access-token.js';
export { JWTService, type IssuedAccessToken } from './tokens/jwt.service.js';
export { ROLES, roleOf, type Role } from './tokens/role.js';
