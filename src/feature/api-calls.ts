import { Injectable } from '@nestjs/common';
import { DeclarationError } from '../discovery/index.js';
import { Metrics, Tracing, type Histogram } from '../telemetry/index.js';
import { AppFeatures } from './app-features.js';

/** Watches the calls of features to APIs other than monday's: which API, how each call ended, how long it took. */
@Injectable()
export class ApiCalls {
  private readonly durations: Histogram<'api' | 'outcome'>;
  private readonly names: ReadonlySet<string>;

  constructor(
    features: AppFeatures,
    metrics: Metrics,
    private readonly tracing: Tracing,
  ) {
    this.names = new Set(features.apis);
    this.durations = metrics.histogram({
      name: 'api_call_duration_seconds',
      help: "Calls of features to other APIs than monday's, by API and outcome.",
      labels: ['api', 'outcome'],
    });
  }

  /**
   * Makes one call, such as with `sendHttpRequest`.
   * @param api one of `apis` of a feature
   * @throws DeclarationError if no feature declares it, and whatever `call` throws
   */
  async run<T>(api: string, call: () => Promise<T>): Promise<T> {
    if (!this.names.has(api)) {
      throw new DeclarationError(
        `No feature declares the API "${api}". Add it to "apis" of the feature that calls it.`,
      );
    }
    const start = performance.now();
    let outcome = 'ok';
    try {
      return await this.tracing.run(
        { name: `api ${api}`, kind: 'client', attributes: { 'api.name': api } },
        call,
      );
    } catch (error) {
      outcome = 'failed';
      throw error;
    } finally {
      this.durations.observe({ api, outcome }, (performance.now() - start) / 1_000);
    }
  }
}
