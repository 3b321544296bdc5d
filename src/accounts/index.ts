export { AccountRunConcurrencyError, AccountRunNameMissingError } from './accounts.errors.js';
export {
  Accounts,
  type AccountFailure,
  type AccountHandler,
  type AccountRunResult,
  type ForEachAccountOptions,
} from './accounts.js';
export { AccountsModule } from './accounts.module.js';
export { type KnownAccount } from './known-account.js';
