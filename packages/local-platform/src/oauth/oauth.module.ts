import { Module } from '@nestjs/common';
import { AuthorizeController } from './authorize.controller.js';
import { AuthorizeService } from './authorize.service.js';
import { ConsentPage } from './consent.page.js';
import { DiscoveryController } from './discovery.controller.js';
import { LoginAs } from './login-as.js';
import { MigrationController } from './migration.controller.js';
import { OneTimeRecords } from './one-time-records.js';
import { TokenController } from './token.controller.js';
import { TokenService } from './token.service.js';

/** auth.monday.com, both flows. */
@Module({
  controllers: [AuthorizeController, TokenController, MigrationController, DiscoveryController],
  providers: [AuthorizeService, TokenService, OneTimeRecords, ConsentPage, LoginAs],
  exports: [LoginAs],
})
export class OAuthModule {}
