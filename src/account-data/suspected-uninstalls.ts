import { Injectable, Logger, type OnModuleInit } from '@nestjs/common';
import { DecoratedMethods } from '../discovery/index.js';
import { CONFIRMS_UNINSTALL, type ConfirmMethod } from './confirms-uninstall.decorator.js';
import { InstallationStore } from './installation.store.js';
import { PurgeSchedule } from './purge-schedule.js';

/** Accounts whose records one run reads, at most; the next run continues behind them. */
const MAX_READ = 50;
/** Accounts about which one run asks monday, at most. */
const MAX_ASKED = 5;

/**
 * Asks monday again about accounts whose uninstall may be forged, until they are purged: monday may revoke the tokens of
 * an account only after it sent the event.
 */
@Injectable()
export class SuspectedUninstalls implements OnModuleInit {
  private readonly logger = new Logger(SuspectedUninstalls.name);
  private confirm: readonly ConfirmMethod[] = [];
  /** The account that the last run read last. */
  private last = '';

  constructor(
    private readonly methods: DecoratedMethods,
    private readonly schedule: PurgeSchedule,
    private readonly installations: InstallationStore,
  ) {}

  onModuleInit(): void {
    const found = this.methods.find<boolean, ConfirmMethod>(CONFIRMS_UNINSTALL);
    this.confirm = found.map(({ invoke }) => invoke);
  }

  /** Asks about the accounts that are due. An account that fails is asked again later. */
  async recheck(): Promise<void> {
    let asked = 0;
    for (const accountId of await this.next()) {
      if (asked >= MAX_ASKED) return;
      this.last = accountId;
      if (await this.recheckOne(accountId)) asked += 1;
    }
  }

  /** The accounts to read: those behind the last one, then those before it. */
  private async next(): Promise<string[]> {
    const all = Object.keys(await this.schedule.read()).sort();
    const rest = all.filter((accountId) => accountId > this.last);
    return [...rest, ...all.slice(0, all.length - rest.length)].slice(0, MAX_READ);
  }

  /** @returns whether monday was asked */
  private async recheckOne(accountId: string): Promise<boolean> {
    try {
      const uninstall = await this.installations.takeRecheck(accountId);
      if (uninstall === undefined) return false;
      for (const confirm of this.confirm) await confirm(accountId, uninstall);
    } catch (error) {
      this.logger.warn({ event: 'account_data.recheck_failed', accountId, err: error });
    }
    return true;
  }
}
