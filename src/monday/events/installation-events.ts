import { Injectable } from '@nestjs/common';
import { InstallationStore, AccountPurge } from '../../account-data/index.js';
import { ConnectionService } from '../../auth/index.js';

/** Handles installs and uninstalls of accounts. */
@Injectable()
export class InstallationEvents {
  constructor(
    private readonly installations: InstallationStore,
    private readonly purge: AccountPurge,
    private readonly connections: ConnectionService,
  ) {}

  /** @param at time of the event, in milliseconds since the epoch */
  async installed(accountId: string, at: number): Promise<void> {
    await this.installations.installed(accountId, at);
  }

  /**
   * Immediately ends every connection and session of the account, unless the app was installed again. The data is
   * purged after the grace period.
   */
  async uninstalled(accountId: string, at: number): Promise<void> {
    if (!(await this.installations.uninstalled(accountId, at))) return;
    await this.connections.forgetAccount(accountId);
    this.purge.wake();
  }
}
