import { Injectable } from '@nestjs/common';
import { codeOf } from '../../errors/index.js';
import { Metrics, type Counter } from '../../telemetry/index.js';

/** Counts logins that came back from monday, by how they ended. */
@Injectable()
export class LoginMetrics {
  private readonly logins: Counter<'outcome'>;

  constructor(metrics: Metrics) {
    this.logins = metrics.counter({
      name: 'logins_total',
      help: 'Logins that came back from monday: "ok", or the code of what went wrong.',
      labels: ['outcome'],
    });
    this.logins.add({ outcome: 'ok' }, 0);
  }

  async count<T>(login: () => Promise<T>): Promise<T> {
    let outcome = 'ok';
    try {
      return await login();
    } catch (error) {
      outcome = codeOf(error);
      throw error;
    } finally {
      this.logins.add({ outcome });
    }
  }
}
