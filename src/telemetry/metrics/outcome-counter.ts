import { type Counter, type InstrumentOptions, type Metrics } from './metrics.js';

export interface OutcomeCounterOptions<O extends string> extends Omit<InstrumentOptions, 'labels'> {
  /** Those that are known before the first one: they are there from the start, at 0. */
  readonly outcomes: readonly O[];
  /** Name of the label; default `outcome`. */
  readonly label?: string;
}

/** Counts how something ended: one counter with one label. Make it once: its name can be taken once only. */
export class OutcomeCounter<O extends string> {
  private readonly counter: Counter<string>;
  private readonly label: string;

  constructor(metrics: Metrics, { name, help, outcomes, label = 'outcome' }: OutcomeCounterOptions<O>) {
    this.label = label;
    this.counter = metrics.counter({ name, help, labels: [label] });
    for (const outcome of outcomes) this.add(outcome, 0);
  }

  count(outcome: O): void {
    this.add(outcome, 1);
  }

  private add(outcome: O, by: number): void {
    this.counter.add({ [this.label]: outcome }, by);
  }
}
