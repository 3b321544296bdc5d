import { Global, Module } from '@nestjs/common';
import { AppConfig, VARIABLES } from '../config/index.js';
import { createMetrics } from './metrics/create-metrics.js';
import { Metrics } from './metrics/metrics.js';
import { OutgoingCalls } from './outgoing-calls.js';
import { createTracing } from './tracing/create-tracing.js';
import { Tracing } from './tracing/tracing.js';

/** Metrics and traces of the app. */
@Global()
@Module({
  providers: [
    OutgoingCalls,
    { provide: Metrics, inject: [AppConfig], useFactory: createMetrics },
    { provide: Tracing, inject: [AppConfig, VARIABLES], useFactory: createTracing },
  ],
  exports: [Metrics, OutgoingCalls, Tracing],
})
export class TelemetryModule {}
