import { Injectable } from '@nestjs/common';
import { AccountPurge } from '../account-data/index.js';
import { MondayCron } from './monday-cron.decorator.js';

/** On monday code, there may be no running instance when a purge is due. The call of the scheduler starts one. */
@Injectable()
export class AccountPurgeCron {
  constructor(private readonly purge: AccountPurge) {}

  @MondayCron('purge-accounts', '*/30 * * * *')
  async run(): Promise<void> {
    await this.purge.run();
  }
}
