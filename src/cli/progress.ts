const EVERY_MS = 1_000;

/** Reports a count at most once per second, and at the end. */
export class Progress {
  private reportedAt = performance.now();

  constructor(private readonly report: (line: string) => void) {}

  /** Prints the progress if a second has passed. */
  at(describe: () => string): void {
    if (performance.now() - this.reportedAt < EVERY_MS) return;
    this.end(describe());
  }

  /** Tells at once. */
  end(line: string): void {
    this.reportedAt = performance.now();
    this.report(line);
  }
}
