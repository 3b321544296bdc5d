import { Global, Module } from '@nestjs/common';
import { DiscoveryModule } from '@nestjs/core';
import { AccountDataModule } from '../../account-data/index.js';
import { ClockModule } from '../../clock/index.js';
import { MemoryModule } from '../../http/index.js';
import { SecretsModule } from '../../secrets/index.js';
import { BlockRouteRegistrar } from './block-route-registrar.js';
import { MondayTokens } from './monday-tokens.js';

/**
 * Verification of requests from monday. It does not use connections. Global, so that `@MondayBlock()` works in the
 * controllers of any module.
 */
@Global()
@Module({
  imports: [AccountDataModule, ClockModule, DiscoveryModule, MemoryModule, SecretsModule],
  providers: [MondayTokens, BlockRouteRegistrar],
  exports: [AccountDataModule, ClockModule, MemoryModule, MondayTokens],
})
export class MondayRequestsModule {}
