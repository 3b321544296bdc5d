import { Module } from '@nestjs/common';
import { SecretsModule } from '../secrets/index.js';
import { MetricsController } from './metrics.controller.js';
import { MetricsGuard } from './metrics.guard.js';
import { MetricsServer } from './metrics.server.js';
import { MetricsToken } from './metrics-token.js';

/** `/metrics`, on a port of its own or on the app's. What is counted is told to `telemetry`. */
@Module({
  imports: [SecretsModule],
  controllers: [MetricsController],
  providers: [MetricsGuard, MetricsServer, MetricsToken],
})
export class MetricsModule {}
