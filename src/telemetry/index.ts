export { EXPOSITION_TYPE } from './metrics/exposition.js';
export {
  Metrics,
  type Counter,
  type DurationSeries,
  type Gauge,
  type GaugeSource,
  type Histogram,
  type InstrumentOptions,
  type Labels,
  type Sample,
} from './metrics/metrics.js';
export { NO_METRICS } from './metrics/no-metrics.js';
export { OutcomeCounter, type OutcomeCounterOptions } from './metrics/outcome-counter.js';
export { OutgoingCalls } from './outgoing-calls.js';
export { TelemetryModule } from './telemetry.module.js';
export { NO_TRACING } from './tracing/no-tracing.js';
export {
  Tracing,
  type RequestEnd,
  type RequestSpan,
  type SpanAttributes,
  type SpanOptions,
  type TracedRequest,
  type TraceOptions,
} from './tracing/tracing.js';
