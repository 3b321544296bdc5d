export type SpanKind = 'internal' | 'client' | 'producer' | 'consumer';

/** Names and codes, never secrets, queries, keys or user input. */
export type SpanAttributes = Readonly<Record<string, string | number | boolean>>;

export interface SpanOptions {
  readonly name: string;
  /** Default: `internal`. */
  readonly kind?: SpanKind;
  readonly attributes?: SpanAttributes;
}

/** Background work: a message or a scheduled job. */
export interface TraceOptions extends SpanOptions {
  /** The {@link Tracing.traceparent} of the request for the work. */
  readonly parentTraceparent?: string;
}

/** Data of a request before routing. */
export interface TracedRequest {
  readonly method: string;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
}

/** Data of a completed request. */
export interface RequestEnd {
  /** The route's pattern; `undefined` if none matched. */
  readonly route: string | undefined;
  readonly status: number;
  /** Stable code of the failure, if it failed. */
  readonly code: string | undefined;
}

/** The span of one request. */
export interface RequestSpan {
  readonly traceId: string;
  /** Spans started in `work` belong to the request. */
  run(work: () => void): void;
  end(end: RequestEnd): void;
}

/** Traces work. If tracing is off, it only runs the work. */
export abstract class Tracing {
  abstract readonly isOn: boolean;

  /** Runs work in a child span of the current span. Without a current span, no span is created. */
  abstract run<T>(span: SpanOptions, work: () => Promise<T>): Promise<T>;

  /** Runs work in a new trace, linked to the trace that requested it. */
  abstract begin<T>(span: TraceOptions, work: () => Promise<T>): Promise<T>;

  /** Marks the current span as failed, if nothing is thrown. */
  abstract fail(error: unknown): void;

  /** Opens the span of a request, inside of the trace that its `traceparent` names; `undefined` if tracing is off. */
  abstract request(request: TracedRequest): RequestSpan | undefined;

  /** The current span as W3C's `traceparent`, to be sent with a message; `undefined` without a current span. */
  abstract traceparent(): string | undefined;
}
