import { Module } from '@nestjs/common';
import { HealthController } from './health.controller.js';

/** `/health` and `/health/live`. */
@Module({ controllers: [HealthController] })
export class HealthModule {}
