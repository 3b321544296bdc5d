export { AccessTokens } from './access-tokens.js';
export { ALLOWS_READ_ONLY, AllowReadOnly } from './allow-read-only.decorator.js';
export { ALLOWS_VIEW, AllowView } from './allow-view.decorator.js';
export {
  enterAs,
  enterTrace,
  findCaller,
  findScope,
  requireCaller,
  runAs,
  runInRequestScope,
  runInTrace,
  type CallerContext,
  type CallerKind,
  type Scope,
} from './caller-context.js';
export { CallerMissingError } from './caller.errors.js';
export { CurrentCaller } from './current-caller.decorator.js';
export { IS_PUBLIC, Public } from './public.decorator.js';
export { ROLES, type Role } from './role.js';
