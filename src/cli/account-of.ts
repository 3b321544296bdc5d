import { UsageError } from 'monday-persistence/command-line';

/** The account in `--account`, which is required. @throws UsageError */
export function accountOf(account: string | undefined): string {
  if (account === undefined || account === '') throw new UsageError('Name an account.');
  return account;
}
