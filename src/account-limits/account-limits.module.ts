import { Global, Module } from '@nestjs/common';
import { ClockModule } from '../clock/index.js';
import { AccountAdmission } from './account-admission.js';
import { EventLoopShares } from './event-loop-shares.js';
import { EventLoopTime, ProcessEventLoopTime } from './event-loop-time.js';

/** How much one account may use of the process. Global, so that any guard that proves a caller can apply it. */
@Global()
@Module({
  imports: [ClockModule],
  providers: [AccountAdmission, EventLoopShares, { provide: EventLoopTime, useClass: ProcessEventLoopTime }],
  exports: [AccountAdmission, EventLoopShares],
})
export class AccountLimitsModule {}
