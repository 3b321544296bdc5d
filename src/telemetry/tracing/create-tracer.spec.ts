import { ROOT_CONTEXT, SpanKind, trace, TraceFlags } from '@opentelemetry/api';
import { SamplingDecision } from '@opentelemetry/sdk-trace-base';
import { samplerOf } from './create-tracer.js';

const TRACE_ID = '0af7651916cd43dd8448eb211c80319c';
/** The sampler for new traces samples this id at every ratio above 0. */
const CHOSEN_ID = 'deadbeef'.repeat(4);

/** Whether a request is sampled whose `traceparent` has these flags. */
function isSampled(ratio: number, traceFlags: TraceFlags, traceId = TRACE_ID): boolean {
  const parent = { traceId, spanId: 'b7ad6b7169203331', traceFlags, isRemote: true };
  const around = trace.setSpanContext(ROOT_CONTEXT, parent);
  const { decision } = samplerOf(ratio).shouldSample(around, traceId, 'GET', SpanKind.SERVER, {}, []);
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

  it('does not raise the share by an id that the sampler would choose', () => {
    jest.spyOn(Math, 'random').mockReturnValueOnce(0.5).mockReturnValueOnce(0.005);
    const isChosenSampled = (): boolean => isSampled(0.01, TraceFlags.SAMPLED, CHOSEN_ID);
    expect([isChosenSampled(), isChosenSampled()]).toEqual([false, true]);
  });
});
