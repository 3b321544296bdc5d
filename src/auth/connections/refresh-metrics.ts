import { NO_METRICS, type Counter, type Metrics } from '../../telemetry/index.js';

const OUTCOMES = ['refreshed', 'migrated', 'expired', 'failed'] as const;

/**
 * How a refresh of a connection ended: `expired` needs a new login of its user, `failed` is tried again at the next use.
 */
export type RefreshOutcome = (typeof OUTCOMES)[number];

/** Counts the refreshes of connections to monday. */
export class RefreshMetrics {
  private readonly refreshes: Counter<'outcome'>;

  constructor(metrics: Metrics = NO_METRICS) {
    this.refreshes = metrics.counter({
      name: 'connection_refreshes_total',
      help: 'Refreshes of connections to monday, by how they ended.',
      labels: ['outcome'],
    });
    for (const outcome of OUTCOMES) this.refreshes.add({ outcome }, 0);
  }

  count(outcome: RefreshOutcome): void {
    this.refreshes.add({ outcome });
  }
}
