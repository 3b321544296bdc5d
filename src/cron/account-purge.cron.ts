import { Injectable } from '@nestjs/common';
import { AccountPurge, SuspectedUninstalls } from '../account-data/index.js';
import { MondayCron } from './monday-cron.decorator.js';

/**
 * On monday code, there may be no running instance when a purge is due. The call of the scheduler starts one. The same
 * job checks uninstalls that may be forged with monday again.
 */
@Injectable()
export class AccountPurgeCron {
  constructor(
    private readonly purge: AccountPurge,
    private readonly suspected: SuspectedUninstalls,
  ) {}

  @MondayCron('purge-accounts', '*/30 * * * *')
  async run(): Promise<void> {
    await this.suspected.recheck();
    await this.purge.run();
  }
}
