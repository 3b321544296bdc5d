import { Module } from '@nestjs/common';
import { DecoratedMethodsModule } from '../discovery/index.js';
import { HttpModule } from '../http/index.js';
import { QueueModule } from '../queue/index.js';
import { HealthController } from './health.controller.js';
import { HealthService } from './health.service.js';

/** `/health` and `/health/live`. */
@Module({
  imports: [DecoratedMethodsModule, HttpModule, QueueModule],
  controllers: [HealthController],
  providers: [HealthService],
})
export class HealthModule {}
