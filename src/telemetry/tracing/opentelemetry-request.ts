import {
  context,
  propagation,
  ROOT_CONTEXT,
  SpanKind,
  SpanStatusCode,
  trace,
  type Context,
  type Span,
  type Tracer,
} from '@opentelemetry/api';
import { type RequestEnd, type RequestSpan, type TracedRequest } from './tracing.js';

/** The span of a request, named by method and route and with HTTP attributes, as OpenTelemetry recommends. */
export class OpenTelemetryRequest implements RequestSpan {
  readonly traceId: string;

  private readonly span: Span;
  private readonly inside: Context;

  constructor(
    tracer: Tracer,
    private readonly request: TracedRequest,
  ) {
    const { method, headers } = request;
    const around = propagation.extract(ROOT_CONTEXT, headers);
    // No `url.path`: paths contain keys of the storage and other data of users. `http.route` is set at the end.
    const attributes = { 'http.request.method': method };
    this.span = tracer.startSpan(method, { kind: SpanKind.SERVER, attributes }, around);
    this.inside = trace.setSpan(around, this.span);
    this.traceId = this.span.spanContext().traceId;
  }

  run(work: () => void): void {
    context.with(this.inside, work);
  }

  end({ route, status, code }: RequestEnd): void {
    const { span } = this;
    span.setAttribute('http.response.status_code', status);
    if (route !== undefined)
      span.updateName(`${this.request.method} ${route}`).setAttribute('http.route', route);
    if (code !== undefined) span.setAttribute('error.type', code);
    // A refusal is not an error of the app.
    if (status >= 500) span.setStatus({ code: SpanStatusCode.ERROR });
    span.end();
  }
}
