import { ROOT_CONTEXT, SpanKind, trace, TraceFlags } from '@opentelemetry/api';
import { SamplingDecision } from '@opentelemetry/sdk-trace-base';
import { samplerOf } from './create-tracer.js';

const TRACE_ID = '0af7651916cd43dd8448eb211c80319c';

/** Whether a request is sampled whose `traceparent` has these flags. */
function isSampled(ratio: number, traceFlags: TraceFlags): boolean {
  const parent = { traceId: TRACE_ID, spanId: 'b7ad6b7169203331', traceFlags, isRemote: true };
  const around = trace.setSpanContext(ROOT_CONTEXT, parent);
  const { decision } = samplerOf(ratio).shouldSample(around, TRACE_ID, 'GET', SpanKind.SERVER, {}, []);
  return decision === SamplingDecision.RECORD_AND_SAMPLED;
}

describe('the traceparent of a client', () => {
  it.each([
    [0, TraceFlags.SAMPLED, false],
    [1, TraceFlags.SAMPLED, true],
    [1, TraceFlags.NONE, false],
  ])('at the ratio %d with the flags %d: sampled is %s', (ratio, flags, sampled) => {
    expect(isSampled(ratio, flags)).toBe(sampled);
  });
});
