import { Controller, Get, HttpStatus, Res } from '@nestjs/common';
import { type Response } from 'express';
import { Public } from '../caller/index.js';
import { Documented } from '../docs/index.js';
import { HealthService, type HealthReport } from './health.service.js';
import { LIVE, READY } from './health.docs.js';

/** For load balancers and operators. The routes are public, so they show only the names of dependencies. */
@Public()
@Controller('health')
export class HealthController {
  constructor(private readonly health: HealthService) {}

  /** Readiness: 200 if requests can be served, else 503. */
  @Documented(READY)
  @Get()
  async ready(@Res({ passthrough: true }) response: Response): Promise<HealthReport> {
    const report = await this.health.report();
    response.setHeader('Cache-Control', 'no-store');
    if (report.status !== 'ok') response.status(HttpStatus.SERVICE_UNAVAILABLE);
    return report;
  }

  /** Liveness: the process answers. Dependencies are not checked. */
  @Documented(LIVE)
  @Get('live')
  live(): { status: 'ok' } {
    return { status: 'ok' };
  }
}
