import { Module } from '@nestjs/common';
import { BlocksModule } from '../blocks/index.js';
import { ConnectionsModule } from '../connections/index.js';
import { ConnectionsController } from './connections.controller.js';
import { ProviderLogin } from './provider-login.js';

/** The login of users at third parties, which connects their accounts. */
@Module({
  imports: [BlocksModule, ConnectionsModule],
  controllers: [ConnectionsController],
  providers: [ProviderLogin],
  exports: [ConnectionsModule, ProviderLogin],
})
export class ProviderLoginModule {}
