import { Controller, Get, Res, UseGuards } from '@nestjs/common';
import { type Response } from 'express';
import { Public } from '../caller/index.js';
import { Documented } from '../docs/index.js';
import { EXPOSITION_TYPE, Metrics } from '../telemetry/index.js';
import { READ_METRICS } from './metrics.docs.js';
import { MetricsGuard } from './metrics.guard.js';

/** The metrics on the app's own port. */
@Public()
@UseGuards(MetricsGuard)
@Controller('metrics')
export class MetricsController {
  constructor(private readonly metrics: Metrics) {}

  @Documented(READ_METRICS)
  @Get()
  async read(@Res() response: Response): Promise<void> {
    const text = await this.metrics.text();
    response.setHeader('Cache-Control', 'no-store').setHeader('Content-Type', EXPOSITION_TYPE).send(text);
  }
}
