import { Injectable, Logger } from '@nestjs/common';
import { InstallationStore, AccountPurge } from '../../account-data/index.js';
import { ActiveUserCheck, ConnectionService } from '../../auth/index.js';
import { type VerifiedLifecycleEvent } from '../requests/index.js';

/** Handles installs and uninstalls of accounts. */
@Injectable()
export class InstallationEvents {
  private readonly logger = new Logger(InstallationEvents.name);

  constructor(
    private readonly installations: InstallationStore,
    private readonly purge: AccountPurge,
    private readonly connections: ConnectionService,
    private readonly users: ActiveUserCheck,
  ) {}

  /** @param at time of the event, in milliseconds since the epoch */
  async installed(accountId: string, at: number): Promise<void> {
    await this.installations.installed(accountId, at);
  }

  /**
   * Immediately ends every connection and session of the account, unless the app was installed again. The data is
   * purged after the grace period.
   *
   * An event that is not proven may come from a user who holds a token of a board view. If monday still accepts the
   * account's connections, nothing ends, and the data is purged only if no proven request arrives for nine days.
   * @returns whether the event is believed
   */
  async uninstalled({ accountId, userId, isProven }: VerifiedLifecycleEvent, at: number): Promise<boolean> {
    if (!isProven && !(await this.users.isAccountRefused(accountId))) {
      await this.installations.suspected(accountId);
      this.purge.wake();
      this.logger.error(
        { event: 'account_data.uninstall_unproven', accountId, userId },
        'an uninstall may be forged; its account keeps access, and its data is purged in nine days unless it is used',
      );
      return false;
    }
    if (await this.installations.uninstalled(accountId, at)) {
      await this.connections.forgetAccount(accountId);
      this.purge.wake();
    }
    return true;
  }
}
