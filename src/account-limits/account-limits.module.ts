import { Global, Module } from '@nestjs/common';
import { ClockModule } from '../clock/index.js';
import { AccountAdmission } from './account-admission.js';

/** How much one account may use of the process. Global, so that any guard that proves a caller can apply it. */
@Global()
@Module({
  imports: [ClockModule],
  providers: [AccountAdmission],
  exports: [AccountAdmission],
})
export class AccountLimitsModule {}
