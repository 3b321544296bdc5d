import { Body, Controller, HttpCode, Post } from '@nestjs/common';
import { equalInConstantTime } from 'monday-persistence/constant-time';
import { SandboxSettings } from '../state/index.js';
import { PushQueue } from './push-queue.js';
import { SidecarInputError } from './sidecar.errors.js';
import { SIDECAR_PREFIX } from './sidecar-prefix.js';

/** Publishing, and the check of the secret that deliveries carry (docs/monday-platform.md#queue, docs/monday-platform.md#sidecar). */
@Controller(`${SIDECAR_PREFIX}/queue`)
export class SidecarQueueController {
  constructor(
    private readonly queue: PushQueue,
    private readonly settings: SandboxSettings,
  ) {}

  @Post()
  @HttpCode(200)
  async publish(@Body() body?: Record<string, unknown>): Promise<{ id: string }> {
    if (typeof body?.message !== 'string') throw new SidecarInputError('message is a text.');
    return { id: await this.queue.publish(body.message) };
  }

  @Post('validate-secret')
  @HttpCode(200)
  validate(@Body() body?: Record<string, unknown>): { valid: boolean } {
    if (typeof body?.secret !== 'string') throw new SidecarInputError('secret is a text.');
    return { valid: equalInConstantTime(body.secret, this.settings.app.queueSecret) };
  }
}
