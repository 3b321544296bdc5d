import { Module } from '@nestjs/common';
import { SecretsModule } from '../secrets/index.js';
import { MetricsController } from './metrics.controller.js';
import { MetricsGuard } from './metrics.guard.js';
import { MetricsServer } from './metrics.server.js';
import { MetricsToken } from './metrics-token.js';

/** Serves `/metrics` on a separate port or on the app's port. `telemetry` collects the metrics. */
@Module({
  imports: [SecretsModule],
  controllers: [MetricsController],
  providers: [MetricsGuard, MetricsServer, MetricsToken],
})
export class MetricsModule {}
