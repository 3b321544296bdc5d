import { Injectable, Logger } from '@nestjs/common';
import {
  AccountPurge,
  ConfirmsUninstall,
  InstallationStore,
  type SuspectedUninstall,
} from '../../account-data/index.js';
import { ActiveUserCheck, ConnectionService } from '../../auth/index.js';
import { runAs } from '../../caller/index.js';
import { Clock } from '../../clock/index.js';
import { type VerifiedLifecycleEvent } from '../requests/index.js';
import { Events } from './events.js';

/** Handles installs and uninstalls of accounts. */
@Injectable()
export class InstallationEvents {
  private readonly logger = new Logger(InstallationEvents.name);

  constructor(
    private readonly installations: InstallationStore,
    private readonly purge: AccountPurge,
    private readonly connections: ConnectionService,
    private readonly users: ActiveUserCheck,
    private readonly events: Events,
    private readonly clock: Clock,
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
    if (!isProven && !(await this.users.isAccountRefused(accountId, this.clock.now()))) {
      await this.installations.suspected(accountId, { at, userId });
      this.purge.wake();
      this.logger.error(
        { event: 'account_data.uninstall_unproven', accountId, userId },
        'an uninstall may be forged; its account keeps access, and its data is purged in nine days unless it is used',
      );
      return false;
    }
    await this.end(accountId, at);
    return true;
  }

  /**
   * Asks monday again about an uninstall that may be forged. If monday now refuses the account's connections, the
   * account ends as by a proven uninstall, and the handlers of `uninstall` run.
   */
  @ConfirmsUninstall()
  async recheck(accountId: string, { at, userId, suspectedAt }: SuspectedUninstall): Promise<void> {
    if (!(await this.users.isAccountRefused(accountId, suspectedAt))) return;
    // A proven request may have arrived while the app waited for monday.
    if ((await this.installations.find(accountId)).suspectedAt === undefined) return;
    if (!(await this.end(accountId, at))) return;
    this.logger.warn(
      { event: 'account_data.uninstall_confirmed', accountId, userId },
      'monday refuses the connections of an account whose uninstall may have been forged; its access ends',
    );
    const event = { type: 'uninstall', data: { account_id: accountId }, isUnproven: true };
    await runAs({ accountId, userId, kind: 'event' }, () =>
      this.events.accept(event, `uninstall confirmed ${suspectedAt}`),
    );
  }

  /** @returns false if the app was installed again in the meantime */
  private async end(accountId: string, at: number): Promise<boolean> {
    if (!(await this.installations.uninstalled(accountId, at))) return false;
    await this.connections.forgetAccount(accountId);
    this.purge.wake();
    return true;
  }
}
