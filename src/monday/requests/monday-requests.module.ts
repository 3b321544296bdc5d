import { Global, Module } from '@nestjs/common';
import { DiscoveryModule } from '@nestjs/core';
import { SecretsModule } from '../../secrets/index.js';
import { BlockRouteRegistrar } from './block-route-registrar.js';
import { MondayTokens } from './monday-tokens.js';

/**
 * The checks of monday's requests; like the client it knows nothing of connections. Global, so that `@MondayBlock()`
 * works on the controllers of any module.
 */
@Global()
@Module({
  imports: [SecretsModule, DiscoveryModule],
  providers: [MondayTokens, BlockRouteRegistrar],
  exports: [MondayTokens],
})
export class MondayRequestsModule {}
