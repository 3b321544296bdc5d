import { Body, Controller, HttpCode, Post } from '@nestjs/common';
import { Documented } from '../../../docs/index.js';
import {
  actionDocs,
  Actions,
  BlockContext,
  BoardNotFoundError,
  GroupNotFoundError,
  MondayBlock,
  type ActionAnswer,
  type VerifiedRequest,
} from '../../../monday/index.js';
import { LastItemMissingError } from './last-item-missing.errors.js';

/** The action under the path of monday's quickstart; `/monday/actions/change-last-item-status` is the same. */
@MondayBlock()
@Controller('monday')
export class ChangeLastItemStatusController {
  constructor(private readonly actions: Actions) {}

  @Documented(
    actionDocs({
      id: 'changeLastItemStatus',
      summary: 'Runs the action change-last-item-status',
      description: "The path of monday's quickstart; the same as `/monday/actions/change-last-item-status`.",
      failures: () => [new BoardNotFoundError(), new GroupNotFoundError(), new LastItemMissingError()],
    }),
  )
  @Post('change-last-item-status')
  @HttpCode(200)
  run(@Body() body: unknown, @BlockContext() verifiedRequest: VerifiedRequest): Promise<ActionAnswer> {
    return this.actions.handle('change-last-item-status', body, verifiedRequest);
  }
}
