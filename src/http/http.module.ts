import { Module } from '@nestjs/common';
import { APP_GUARD, APP_PIPE } from '@nestjs/core';
import { AccountAdmissionGuard, AccountLimitsModule } from '../account-limits/index.js';
import { ClockModule } from '../clock/index.js';
import { BodyGuard } from './body/index.js';
import { Draining } from './draining.js';
import { MemoryModule } from './memory.module.js';
import { StrictValidationPipe } from './strict-validation.pipe.js';
import { UnknownQueryGuard } from './unknown-query.guard.js';

/**
 * What holds for every route: strict input and bodies that are read only for who may send them. Must come after the
 * module that guards who may call, since Nest asks global guards in the order of their modules.
 */
@Module({
  imports: [AccountLimitsModule, ClockModule, MemoryModule],
  providers: [
    Draining,
    { provide: APP_GUARD, useClass: AccountAdmissionGuard },
    { provide: APP_GUARD, useClass: UnknownQueryGuard },
    { provide: APP_GUARD, useClass: BodyGuard },
    { provide: APP_PIPE, useClass: StrictValidationPipe },
  ],
  exports: [Draining],
})
export class HttpModule {}
