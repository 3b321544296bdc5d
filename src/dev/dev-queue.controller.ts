import { Controller, Delete, Get, Header, HttpCode, Param, Post, UseGuards } from '@nestjs/common';
import { Public } from '../caller/index.js';
import {
  QueueOperations,
  type DeadLetterSummary,
  type MessageSummary,
  type QueueStats,
} from '../queue/index.js';
import { DevTokenGuard } from './dev-token.guard.js';

/** The state of the app's queue, without the contents of messages. */
export interface QueueView {
  readonly stats: QueueStats;
  readonly waiting: readonly MessageSummary[];
  readonly dead: readonly DeadLetterSummary[];
}

const SHOWN = 50;

/** The app's queue, for the local console. */
@Public()
@UseGuards(DevTokenGuard)
@Controller('__dev/queue')
export class DevQueueController {
  constructor(private readonly queue: QueueOperations) {}

  @Get()
  @Header('Cache-Control', 'no-store')
  async view(): Promise<QueueView> {
    return {
      stats: await this.queue.stats(),
      waiting: await this.queue.peek(SHOWN),
      dead: await this.queue.dead(SHOWN),
    };
  }

  @Post('dead/:id/replay')
  @HttpCode(204)
  replay(@Param('id') id: string): Promise<void> {
    return this.queue.replay(id);
  }

  @Delete('dead/:id')
  @HttpCode(204)
  async drop(@Param('id') id: string): Promise<void> {
    await this.queue.drop(id);
  }
}
