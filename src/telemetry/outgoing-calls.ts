import { Injectable } from '@nestjs/common';
import { MondayCodeAPIError, type MondayApiName, type MondayFailure } from '../errors/index.js';
import { Metrics, type Histogram } from './metrics/metrics.js';
import { NO_METRICS } from './metrics/no-metrics.js';
import { NO_TRACING } from './tracing/no-tracing.js';
import { Tracing } from './tracing/tracing.js';

type Outcome = 'ok' | MondayFailure;

/** Records every attempt of a call to monday: API, outcome and duration. */
@Injectable()
export class OutgoingCalls {
  private readonly durations: Histogram<'api' | 'outcome'>;

  constructor(
    metrics: Metrics,
    private readonly tracing: Tracing,
  ) {
    this.durations = metrics.histogram({
      name: 'monday_call_duration_seconds',
      help: 'Calls to monday by API and outcome, each attempt on its own.',
      labels: ['api', 'outcome'],
    });
  }

  /** For a process that reports no metrics and no traces, such as a command. */
  static unmeasured(): OutgoingCalls {
    return new OutgoingCalls(NO_METRICS, NO_TRACING);
  }

  /**
   * Makes one attempt of a call.
   * @param failureIn for a `call` that resolves to a failure instead of throwing it
   */
  async run<T>(
    api: MondayApiName,
    call: () => Promise<T>,
    failureIn: (result: T) => unknown = () => undefined,
  ): Promise<T> {
    const start = performance.now();
    let outcome: Outcome = 'ok';
    try {
      return await this.tracing.run(spanOf(api), async () => {
        const result = await call();
        const failure = failureIn(result);
        outcome = outcomeOf(failure);
        if (failure !== undefined) this.tracing.fail(failure);
        return result;
      });
    } catch (error) {
      outcome = outcomeOf(error);
      throw error;
    } finally {
      this.durations.observe({ api, outcome }, (performance.now() - start) / 1_000);
    }
  }
}

const spanOf = (api: MondayApiName) =>
  ({ name: `monday ${api}`, kind: 'client', attributes: { 'monday.api': api } }) as const;

/** Other errors, such as a refused grant, count as refused. */
function outcomeOf(failure: unknown): Outcome {
  if (failure === undefined) return 'ok';
  return failure instanceof MondayCodeAPIError ? failure.failure : 'failed';
}
