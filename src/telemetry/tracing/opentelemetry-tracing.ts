import {
  context,
  propagation,
  ROOT_CONTEXT,
  SpanKind as Kind,
  SpanStatusCode,
  trace,
  type Link,
  type Span,
  type Tracer,
} from '@opentelemetry/api';
import { type OnApplicationShutdown } from '@nestjs/common';
import { runInTrace } from '../../caller/index.js';
import { codeOf } from '../../errors/index.js';
import { createTracer, type OpenTracer, type TracerOptions } from './create-tracer.js';
import { OpenTelemetryRequest } from './opentelemetry-request.js';
import {
  Tracing,
  type RequestSpan,
  type SpanKind,
  type SpanOptions,
  type TracedRequest,
  type TraceOptions,
} from './tracing.js';

const KINDS: Readonly<Record<SpanKind, Kind>> = {
  internal: Kind.INTERNAL,
  client: Kind.CLIENT,
  producer: Kind.PRODUCER,
  consumer: Kind.CONSUMER,
};

/** Spans by OpenTelemetry, sent by OTLP over HTTP. */
export class OpenTelemetryTracing extends Tracing implements OnApplicationShutdown {
  override readonly isOn = true;

  private readonly opened: OpenTracer;
  private readonly tracer: Tracer;

  constructor(options: TracerOptions) {
    super();
    this.opened = createTracer(options);
    this.tracer = this.opened.tracer;
  }

  override run<T>(options: SpanOptions, work: () => Promise<T>): Promise<T> {
    if (!trace.getActiveSpan()) return work();
    return this.tracer.startActiveSpan(options.name, fields(options), (span) => settle(span, work));
  }

  override begin<T>(options: TraceOptions, work: () => Promise<T>): Promise<T> {
    const links = linksTo(options.parentTraceparent);
    const span = this.tracer.startSpan(options.name, { ...fields(options), root: true, links });
    const { traceId } = span.spanContext();
    return runInTrace(traceId, () =>
      context.with(trace.setSpan(ROOT_CONTEXT, span), () => settle(span, work)),
    );
  }

  override fail(error: unknown): void {
    const span = trace.getActiveSpan();
    if (span) markFailed(span, error);
  }

  override request(request: TracedRequest): RequestSpan {
    return new OpenTelemetryRequest(this.tracer, request);
  }

  override traceparent(): string | undefined {
    const carrier: { traceparent?: string } = {};
    propagation.inject(context.active(), carrier);
    return carrier.traceparent;
  }

  onApplicationShutdown(): Promise<void> {
    return this.opened.close();
  }
}

function fields({ kind = 'internal', attributes }: SpanOptions): {
  kind: Kind;
  attributes: SpanOptions['attributes'];
} {
  return { kind: KINDS[kind], attributes };
}

function linksTo(traceparent: string | undefined): Link[] {
  if (traceparent === undefined) return [];
  const spanContext = trace.getSpanContext(propagation.extract(ROOT_CONTEXT, { traceparent }));
  return spanContext ? [{ context: spanContext }] : [];
}

async function settle<T>(span: Span, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    markFailed(span, error);
    throw error;
  } finally {
    span.end();
  }
}

/** Only the code of an error, because its message may quote data. */
function markFailed(span: Span, error: unknown): void {
  span.setStatus({ code: SpanStatusCode.ERROR }).setAttribute('error.type', codeOf(error));
}
