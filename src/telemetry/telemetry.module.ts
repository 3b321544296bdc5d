import { Global, Module } from '@nestjs/common';
import { AppConfig } from '../config/index.js';
import { createMetrics } from './metrics/create-metrics.js';
import { Metrics } from './metrics/metrics.js';
import { OutgoingCalls } from './outgoing-calls.js';

/** What the app tells of itself, to whoever is configured to listen. */
@Global()
@Module({
  providers: [OutgoingCalls, { provide: Metrics, inject: [AppConfig], useFactory: createMetrics }],
  exports: [Metrics, OutgoingCalls],
})
export class TelemetryModule {}
