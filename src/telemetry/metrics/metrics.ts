/** The values of an instrument's labels, by name. Never an account, a user, an id or a path: each value is a series. */
export type Labels<L extends string> = Readonly<Record<L, string>>;

/** Only goes up. */
export interface Counter<L extends string = never> {
  /** @param by default 1 */
  add(labels: Labels<L>, by?: number): void;
}

/** How long things take. */
export interface Histogram<L extends string = never> {
  observe(labels: Labels<L>, seconds: number): void;
  /** A fixed series, which avoids the look-up for each call. */
  series(labels: Labels<L>): DurationSeries;
}

export interface DurationSeries {
  observe(seconds: number): void;
}

export interface InstrumentOptions<L extends string = never> {
  /** Prometheus style: snake case with the unit, and `_total` for a counter. */
  readonly name: string;
  /** One sentence for the operator. */
  readonly help: string;
  readonly labels?: readonly L[];
}

/** A current value. */
export interface Sample {
  /** Of one of the source's gauges. */
  readonly name: string;
  readonly labels?: Readonly<Record<string, string>>;
  readonly value: number;
}

export interface Gauge {
  readonly name: string;
  readonly help: string;
  /** `counter` for values that only increase and are counted elsewhere. */
  readonly type?: 'gauge' | 'counter';
}

/** A source of values that are read on demand, such as the number of waiting messages. */
export interface GaugeSource {
  /** One word; the label of `metrics_source_up`. */
  readonly name: string;
  readonly gauges: readonly Gauge[];
  /**
   * Called for a scrape, at most once in five seconds. If it fails or takes longer than two seconds, its gauges are
   * absent from that scrape.
   */
  read(): Promise<readonly Sample[]> | readonly Sample[];
  /** Releases its resources; called at shutdown. */
  close?(): void;
}

/**
 * Collects metrics. Each service creates its instruments once, in its constructor; if metrics are off, they have no
 * effect. An instrument keeps at most 1,000 series; further ones are counted under `other`.
 */
export abstract class Metrics {
  /** @throws TypeError if the name is taken: a programming error */
  abstract counter<L extends string = never>(options: InstrumentOptions<L>): Counter<L>;

  /** @throws TypeError if the name is taken */
  abstract histogram<L extends string = never>(options: InstrumentOptions<L>): Histogram<L>;

  /** @throws TypeError if a name is taken */
  abstract gauges(source: GaugeSource): void;

  /** All values in the text format of Prometheus (version 0.0.4); empty if metrics are off. */
  abstract text(): Promise<string>;
}
