import { Injectable } from '@nestjs/common';

const MAX_ACCOUNTS = 10_000;

/**
 * Until when an account is out of budget. monday counts by account and app, so the calls of all its users wait for
 * what one of them was told. In memory of this process.
 */
@Injectable()
export class AccountPauses {
  private readonly until = new Map<string, number>();

  /** Milliseconds until calls for the account make sense again; 0 for now. */
  remaining(accountId: string): number {
    const until = this.until.get(accountId);
    if (until === undefined) return 0;
    const left = until - Date.now();
    if (left > 0) return left;
    this.until.delete(accountId);
    return 0;
  }

  pause(accountId: string, milliseconds: number): void {
    const until = Math.max(Date.now() + milliseconds, this.until.get(accountId) ?? 0);
    this.until.delete(accountId);
    this.until.set(accountId, until);
    const [oldest] = this.until.keys();
    if (this.until.size > MAX_ACCOUNTS && oldest !== undefined) this.until.delete(oldest);
  }
}
