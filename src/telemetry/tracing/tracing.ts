export type SpanKind = 'internal' | 'client' | 'producer' | 'consumer';

/** Names and codes, never a secret, a query, a key or a text that somebody wrote. */
export type SpanAttributes = Readonly<Record<string, string | number | boolean>>;

export interface SpanOptions {
  readonly name: string;
  /** Default: `internal`. */
  readonly kind?: SpanKind;
  readonly attributes?: SpanAttributes;
}

/** A piece of work that nobody waits for: a message, scheduled work. */
export interface TraceOptions extends SpanOptions {
  /** What {@link Tracing.traceparent} gave where the work was asked for. */
  readonly parentTraceparent?: string;
}

/** What is known of a request before it is routed. */
export interface TracedRequest {
  readonly method: string;
  /** Without its query. */
  readonly path: string;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
}

/** What is known of a request once it is over. */
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
  /** Whatever `work` begins belongs to the request. */
  run(work: () => void): void;
  end(end: RequestEnd): void;
}

/** Tells which piece of work took how long, and what it was part of. Where tracing is off, it does nothing but the work. */
export abstract class Tracing {
  abstract readonly isOn: boolean;

  /** Runs work in a span inside of the current one. Outside of any it just runs: nobody would look for it. */
  abstract run<T>(span: SpanOptions, work: () => Promise<T>): Promise<T>;

  /** Runs work in a trace of its own, linked to the one in which it was asked for. */
  abstract begin<T>(span: TraceOptions, work: () => Promise<T>): Promise<T>;

  /** Says that the current span failed, if nothing is thrown. */
  abstract fail(error: unknown): void;

  /** Opens the span of a request, inside of the trace that its `traceparent` names; `undefined` if tracing is off. */
  abstract request(request: TracedRequest): RequestSpan | undefined;

  /** The current span as W3C's `traceparent`, to be carried beside a message; `undefined` outside of any. */
  abstract traceparent(): string | undefined;
}
