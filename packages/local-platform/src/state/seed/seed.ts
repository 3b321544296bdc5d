import { type Account, type User } from '../account.js';
import { type Board } from '../board.js';
import { SEED_ACCOUNTS, SEED_USERS } from './accounts.js';
import { SEED_BOARDS } from './boards.js';

/** The initial data of the platform. */
export interface Seed {
  readonly accounts: readonly Account[];
  readonly users: readonly User[];
  readonly boards: readonly Board[];
}

export const DEFAULT_SEED: Seed = { accounts: SEED_ACCOUNTS, users: SEED_USERS, boards: SEED_BOARDS };
