import { Module } from '@nestjs/common';
import { MondayApiModule } from './api/index.js';
import { MondayBlocksModule } from './blocks/index.js';
import { MondayClientModule } from './client/index.js';
import { MondayEventsModule } from './events/index.js';
import { MondayRequestsModule } from './requests/index.js';
import { MondaySubscriptionsModule } from './subscriptions/index.js';
import { MondayRoutesModule } from './routes/index.js';

/** The integration with monday. */
@Module({
  imports: [
    MondayApiModule,
    MondayBlocksModule,
    MondayClientModule,
    MondayRequestsModule,
    MondayRoutesModule,
    MondayEventsModule,
    MondaySubscriptionsModule,
  ],
  exports: [
    MondayApiModule,
    MondayBlocksModule,
    MondayClientModule,
    MondayRequestsModule,
    MondaySubscriptionsModule,
  ],
})
export class MondayModule {}
