import { Module } from '@nestjs/common';
import { AuthModule } from '../../auth/index.js';
import { MondayClientModule } from '../client/index.js';
import { AccountPauses } from './account-pauses.js';
import { MondayApi } from './monday-api.js';
import { MondayCalls } from './monday-calls.js';

/** monday's API as the current caller. */
@Module({
  imports: [AuthModule, MondayClientModule],
  providers: [MondayApi, MondayCalls, AccountPauses],
  exports: [MondayApi],
})
export class MondayApiModule {}
