import { Tracing, type SpanOptions, type TraceOptions } from './tracing.js';

/** Tracing that is off. */
export class NoTracing extends Tracing {
  override readonly isOn = false;

  override run<T>(_span: SpanOptions, work: () => Promise<T>): Promise<T> {
    return work();
  }

  override begin<T>(_span: TraceOptions, work: () => Promise<T>): Promise<T> {
    return work();
  }

  override fail(): void {}

  override request(): undefined {
    return undefined;
  }

  override traceparent(): undefined {
    return undefined;
  }
}

export const NO_TRACING: Tracing = new NoTracing();
