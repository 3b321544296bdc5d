import { type Counter, type InstrumentOptions, type Metrics } from './metrics.js';

export interface OutcomeCounterOptions<O extends string> extends Omit<InstrumentOptions, 'labels'> {
  /** Known outcomes, which start at 0. */
  readonly outcomes: readonly O[];
  /** Name of the label; default `outcome`. */
  readonly label?: string;
}

/** Counts outcomes: one counter with one label. Create it once, because its name must be unique. */
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
