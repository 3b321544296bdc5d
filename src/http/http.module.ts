import { Module } from '@nestjs/common';
import { APP_PIPE } from '@nestjs/core';
import { AccountAdmissionGuard, AccountLimitsModule } from '../account-limits/index.js';
import { ClockModule } from '../clock/index.js';
import { BodyGuard } from './body/index.js';
import { Draining } from './draining.js';
import { MemoryModule } from './memory.module.js';
import { StrictValidationPipe } from './strict-validation.pipe.js';
import { UnknownQueryGuard } from './unknown-query.guard.js';

/** Common handling of all routes: strict input, and the guards for queries, bodies and account limits. */
@Module({
  imports: [AccountLimitsModule, ClockModule, MemoryModule],
  providers: [
    Draining,
    AccountAdmissionGuard,
    UnknownQueryGuard,
    BodyGuard,
    { provide: APP_PIPE, useClass: StrictValidationPipe },
  ],
  exports: [Draining, AccountAdmissionGuard, UnknownQueryGuard, BodyGuard],
})
export class HttpModule {}
