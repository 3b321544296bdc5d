import { type Labels } from './metrics.js';

const MAX_SERIES = 1_000;
const OTHER = 'other';

/** A series with its labels. */
export interface LabelledSeries<S> {
  readonly labels: Readonly<Record<string, string>>;
  readonly series: S;
}

/** The series of an instrument by label values, at most 1,001. */
export class LabelSeries<L extends string, S> {
  private readonly byValues = new Map<string, LabelledSeries<S>>();

  constructor(
    private readonly names: readonly L[],
    private readonly create: () => S,
  ) {}

  of(labels: Labels<L>): S {
    const found = this.byValues.get(this.keyOf(labels));
    if (found) return found.series;
    return this.byValues.size < MAX_SERIES ? this.add(labels) : this.overflow();
  }

  all(): Iterable<LabelledSeries<S>> {
    return this.byValues.values();
  }

  private keyOf(labels: Labels<L>): string {
    const [first] = this.names;
    if (first === undefined) return '';
    // Most instruments have one or two labels.
    return this.names.length === 1 ? labels[first] : this.names.map((name) => labels[name]).join('\n');
  }

  private add(labels: Labels<L>): S {
    const series = this.create();
    this.byValues.set(this.keyOf(labels), { labels: this.own(labels), series });
    return series;
  }

  private overflow(): S {
    const labels = Object.fromEntries(this.names.map((name) => [name, OTHER])) as Labels<L>;
    return this.byValues.get(this.keyOf(labels))?.series ?? this.add(labels);
  }

  private own(labels: Labels<L>): Readonly<Record<string, string>> {
    return Object.fromEntries(this.names.map((name) => [name, labels[name]]));
  }
}
