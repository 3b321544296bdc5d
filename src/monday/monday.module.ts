import { Module } from '@nestjs/common';
import { AuthModule } from '../auth/index.js';
import { MondayClientModule } from './client/index.js';
import { MondayRequestsModule } from './requests/index.js';

/** Everything between the app and monday itself. */
@Module({
  imports: [AuthModule, MondayClientModule, MondayRequestsModule],
  exports: [MondayClientModule, MondayRequestsModule],
})
export class MondayModule {}
