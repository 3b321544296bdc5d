import { Module } from '@nestjs/common';
import { BlocksModule } from '../blocks/index.js';
import { AccountSubscriptions } from './account-subscriptions.js';
import { MonetizationController } from './monetization.controller.js';

/** The accounts' subscriptions to the app (docs/monday-platform.md#monetization). */
@Module({
  imports: [BlocksModule],
  controllers: [MonetizationController],
  providers: [AccountSubscriptions],
  exports: [AccountSubscriptions],
})
export class MonetizationModule {}
