const EVERY_MS = 1_000;

/** Reports a count, at most once a second, and its end. */
export class Progress {
  private reportedAt = performance.now();

  constructor(private readonly report: (line: string) => void) {}

  /** Tells how far it is, if it is time to. */
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
