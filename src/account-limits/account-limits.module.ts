import { Global, Module } from '@nestjs/common';
import { ClockModule } from '../clock/index.js';
import { AccountAdmission } from './account-admission.js';
import { EventLoopShares } from './event-loop-shares.js';
import { EventLoopTime, ProcessEventLoopTime } from './event-loop-time.js';

/**
 * Limits the share of the process that one account can use. Global, so that every guard that authenticates a caller can
 * apply it.
 */
@Global()
@Module({
  imports: [ClockModule],
  providers: [AccountAdmission, EventLoopShares, { provide: EventLoopTime, useClass: ProcessEventLoopTime }],
  exports: [AccountAdmission, EventLoopShares],
})
export class AccountLimitsModule {}
