import { Module } from '@nestjs/common';
import { DeliveryFaults } from './delivery-faults.js';
import { ExpiredTokens } from './expired-tokens.js';
import { FaultMiddleware } from './fault.middleware.js';
import { FaultsController } from './faults.controller.js';
import { PlannedFaults } from './faults.service.js';

/** Fault injection for all parts of the platform. */
@Module({
  controllers: [FaultsController],
  providers: [
    { provide: PlannedFaults, useFactory: () => new PlannedFaults(Math.random) },
    DeliveryFaults,
    ExpiredTokens,
    FaultMiddleware,
  ],
  exports: [PlannedFaults, DeliveryFaults, FaultMiddleware],
})
export class FaultsModule {}
