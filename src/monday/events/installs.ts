import { Injectable } from '@nestjs/common';
import { AccountLives, AccountPurge } from '../../account-data/index.js';
import { Connections } from '../../auth/index.js';

/** Follows the installs and uninstalls of accounts. */
@Injectable()
export class Installs {
  constructor(
    private readonly lives: AccountLives,
    private readonly purge: AccountPurge,
    private readonly connections: Connections,
  ) {}

  /** @param at milliseconds since the epoch, of the event */
  async installed(accountId: string, at: number): Promise<void> {
    await this.lives.installed(accountId, at);
  }

  /**
   * Ends every connection and session of the account at once, unless it was installed again since; its data follows
   * after the grace period.
   */
  async uninstalled(accountId: string, at: number): Promise<void> {
    if (!(await this.lives.uninstalled(accountId, at))) return;
    await this.connections.forgetAccount(accountId);
    this.purge.wake();
  }
}
