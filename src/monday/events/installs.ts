import { Injectable } from '@nestjs/common';
import { InstallationStore, AccountPurge } from '../../account-data/index.js';
import { ConnectionService } from '../../auth/index.js';

/** Follows the installs and uninstalls of accounts. */
@Injectable()
export class Installs {
  constructor(
    private readonly installations: InstallationStore,
    private readonly purge: AccountPurge,
    private readonly connections: ConnectionService,
  ) {}

  /** @param at milliseconds since the epoch, of the event */
  async installed(accountId: string, at: number): Promise<void> {
    await this.installations.installed(accountId, at);
  }

  /**
   * Ends every connection and session of the account at once, unless it was installed again since; its data follows
   * after the grace period.
   */
  async uninstalled(accountId: string, at: number): Promise<void> {
    if (!(await this.installations.uninstalled(accountId, at))) return;
    await this.connections.forgetAccount(accountId);
    this.purge.wake();
  }
}
