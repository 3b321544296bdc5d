import { context, diag, DiagLogLevel, propagation, trace, type Tracer } from '@opentelemetry/api';
import { AsyncLocalStorageContextManager } from '@opentelemetry/context-async-hooks';
import { W3CTraceContextPropagator } from '@opentelemetry/core';
import { OTLPTraceExporter } from '@opentelemetry/exporter-trace-otlp-proto';
import { resourceFromAttributes } from '@opentelemetry/resources';
import {
  BasicTracerProvider,
  BatchSpanProcessor,
  ParentBasedSampler,
  SamplingDecision,
  type Sampler,
  TraceIdRatioBasedSampler,
} from '@opentelemetry/sdk-trace-base';
import { withDeadline } from 'monday-persistence/deadline';
import { FRAMEWORK_NAME, type TracingConfig } from '../../config/index.js';
import { reportExportErrors } from './report-export-errors.js';
import { parseHeaders } from './parse-headers.js';

export interface TracerOptions extends TracingConfig {
  /** `name=value,name=value`, the values percent-encoded. */
  readonly headers: string | undefined;
}

export interface OpenTracer {
  readonly tracer: Tracer;
  /** Flushes pending spans with a short timeout, and releases all resources. */
  close(): Promise<void>;
}

const EXPORT_TIMEOUT_MS = 5_000;
/** The whole shutdown takes at most ten seconds. */
const CLOSE_LIMIT_MS = 2_000;

/**
 * Sets up OpenTelemetry for this process, so that libraries and features that use `@opentelemetry/api` are part of the
 * same traces. Spans are sent in batches. If the collector is slow or unavailable, the oldest pending spans are kept.
 */
export function createTracer({ tracesUrl, serviceName, ratio, headers }: TracerOptions): OpenTracer {
  const exporter = new OTLPTraceExporter({
    url: tracesUrl,
    headers: parseHeaders(headers),
    timeoutMillis: EXPORT_TIMEOUT_MS,
  });
  const provider = new BasicTracerProvider({
    resource: resourceFromAttributes({ 'service.name': serviceName }),
    sampler: samplerOf(ratio),
    spanProcessors: [new BatchSpanProcessor(exporter, { exportTimeoutMillis: EXPORT_TIMEOUT_MS })],
  });
  diag.setLogger(reportExportErrors(), { logLevel: DiagLogLevel.ERROR, suppressOverrideMessage: true });
  context.setGlobalContextManager(new AsyncLocalStorageContextManager().enable());
  propagation.setGlobalPropagator(new W3CTraceContextPropagator());
  trace.setGlobalTracerProvider(provider);
  return { tracer: provider.getTracer(FRAMEWORK_NAME), close: () => close(provider) };
}

/**
 * A client that says its trace is sampled does not decide on ours: anyone can send that, also with an id that the sampler
 * of new traces would choose. Its "no" is respected.
 */
export function samplerOf(ratio: number): Sampler {
  const root = new TraceIdRatioBasedSampler(ratio);
  return new ParentBasedSampler({ root, remoteParentSampled: randomSampler(ratio) });
}

function randomSampler(ratio: number): Sampler {
  const { RECORD_AND_SAMPLED, NOT_RECORD } = SamplingDecision;
  return {
    shouldSample: () => ({ decision: Math.random() < ratio ? RECORD_AND_SAMPLED : NOT_RECORD }),
    toString: () => `Random{${ratio}}`,
  };
}

async function close(provider: BasicTracerProvider): Promise<void> {
  await withDeadline(provider.shutdown(), CLOSE_LIMIT_MS, () => undefined).catch(() => undefined);
  for (const api of [trace, propagation, context, diag]) api.disable();
}
