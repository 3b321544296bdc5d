type Labels = Readonly<Record<string, string>>;

interface Sample {
  readonly name: string;
  readonly labels: Labels;
  readonly value: number;
}

/** What a scrape of `/metrics` holds. */
export class Samples {
  constructor(
    readonly text: string,
    private readonly samples: readonly Sample[],
  ) {}

  /** The value of the one sample with this name and, among others, these labels; `undefined` if there is none. */
  get(name: string, labels: Labels = {}): number | undefined {
    const found = this.all(name, labels);
    if (found.length > 1) throw new Error(`${found.length} samples of ${name} have these labels.`);
    return found[0]?.value;
  }

  /** The labels of all samples with this name. */
  labelsOf(name: string): Labels[] {
    return this.all(name, {}).map(({ labels }) => labels);
  }

  /** Every metric that is announced, and its type. */
  get types(): ReadonlyMap<string, string> {
    return new Map([...this.text.matchAll(/^# TYPE (\S+) (\S+)$/gm)].map(([, name, type]) => [name!, type!]));
  }

  private all(name: string, labels: Labels): Sample[] {
    return this.samples.filter(
      (sample) =>
        sample.name === name &&
        Object.entries(labels).every(([label, text]) => sample.labels[label] === text),
    );
  }
}

/** Reads the text format of Prometheus. @throws Error if a line is not of it */
export function samplesOf(text: string): Samples {
  const lines = text.split('\n').filter((line) => line !== '' && !line.startsWith('#'));
  return new Samples(text, lines.map(sampleOf));
}

function sampleOf(line: string): Sample {
  const [, name, labels = '', value] =
    /^([a-z_:][a-z0-9_:]*)(?:\{(.*)\})? (NaN|[+-]Inf|-?[\d.e+-]+)$/i.exec(line) ?? [];
  if (name === undefined || value === undefined) throw new Error(`This is no sample: ${line}`);
  const pairs = [...labels.matchAll(/([a-z_][a-z0-9_]*)="((?:[^"\\]|\\.)*)"/gi)];
  return {
    name,
    labels: Object.fromEntries(pairs.map(([, label, text]) => [label!, text!])),
    value: Number(value.replace('Inf', 'Infinity')),
  };
}
