import { Body, Controller, HttpCode, Post } from '@nestjs/common';
import { Clock } from 'monday-persistence/clock';
import { AppLog, LOG_METHODS, type LogMethod } from './app-log.js';
import { SidecarInputError } from './sidecar.errors.js';
import { SIDECAR_PREFIX } from './sidecar-prefix.js';

/** Logs of an app without its own logger (docs/monday-platform.md#sidecar). */
@Controller(`${SIDECAR_PREFIX}/logs`)
export class SidecarLogsController {
  constructor(
    private readonly log: AppLog,
    private readonly clock: Clock,
  ) {}

  @Post()
  @HttpCode(204)
  add(@Body() body?: Record<string, unknown>): void {
    const { method, message, error, payload } = body ?? {};
    if (!isMethod(method)) throw new SidecarInputError(`method is one of ${LOG_METHODS.join(', ')}.`);
    if (typeof message !== 'string') throw new SidecarInputError('message is a text.');
    this.log.add({ at: new Date(this.clock.now()), method, message, error, payload });
  }
}

const isMethod = (value: unknown): value is LogMethod => (LOG_METHODS as readonly unknown[]).includes(value);
