import { Feature } from '../../../feature/index.js';
import { MondayModule } from '../../../monday/index.js';
import { ChangeLastItemStatus } from './change-last-item-status.action.js';
import { ChangeLastItemStatusController } from './change-last-item-status.controller.js';
import { LastItemMissingError } from './last-item-missing.errors.js';

/** An example: the action of monday's quickstart. To delete it, remove this folder and its line in `app.module.ts`. */
@Feature({
  name: 'change-last-item-status',
  imports: [MondayModule],
  controllers: [ChangeLastItemStatusController],
  providers: [ChangeLastItemStatus],
  errors: () => [new LastItemMissingError()],
  scopes: { 'boards:write': 'the action change-last-item-status writes an item' },
})
export class ChangeLastItemStatusFeature {}
