import { Body, Controller, HttpCode, Post, UseGuards } from '@nestjs/common';
import { Public } from '../caller/index.js';
import { Documented } from '../docs/index.js';
import { AnyQuery } from '../http/index.js';
import { PushReceiver, type PushResult } from './push-receiver.js';
import { QueueSecretGuard } from './queue-secret.guard.js';
import { RECEIVE } from './queue.docs.js';

/** Route for deliveries of the platform's queue; 200 acknowledges a message (docs/monday-platform.md#queue). */
@Public()
@AnyQuery()
@UseGuards(QueueSecretGuard)
@Controller('mndy-queue')
export class QueueController {
  constructor(private readonly receiver: PushReceiver) {}

  @Documented(RECEIVE)
  @Post()
  @HttpCode(200)
  async receive(@Body() body: unknown): Promise<{ status: PushResult }> {
    return { status: await this.receiver.receive(body) };
  }
}
