import { Session } from 'node:inspector/promises';

/**
 * Counts how often the blocks of the programs run while `work` does: the same on every machine, other than the time.
 * What `indexOf` looks through counts too, since a loop around it can be slow without a block of its own.
 */
export class WorkCounter {
  private readonly session = new Session();

  async start(): Promise<void> {
    this.session.connect();
    await this.session.post('Profiler.enable');
    await this.session.post('Profiler.startPreciseCoverage', { callCount: true, detailed: true });
  }

  async stop(): Promise<void> {
    await this.session.post('Profiler.stopPreciseCoverage');
    this.session.disconnect();
  }

  /** Counts what ran since the last count: nothing else of the programs may run in between. */
  async count(work: () => void): Promise<number> {
    const looked = countIndexOf(work);
    const { result } = await this.session.post('Profiler.takePreciseCoverage');
    const ranges = result
      .filter(({ url }) => /\/(src|packages|class-validator|validator)\//.test(url))
      .flatMap(({ functions }) => functions.flatMap((each) => each.ranges));
    return looked + ranges.reduce((sum, { count }) => sum + count, 0);
  }
}

/** Characters that `indexOf` of strings looks through. */
function countIndexOf(work: () => void): number {
  // eslint-disable-next-line @typescript-eslint/unbound-method -- called with its string below
  const original = String.prototype.indexOf;
  let looked = 0;
  const spy = jest.spyOn(String.prototype, 'indexOf').mockImplementation(function (
    this: string,
    ...args: Parameters<typeof original>
  ) {
    const found = original.apply(this, args);
    looked += (found === -1 ? this.length : found) - (args[1] ?? 0);
    return found;
  });
  try {
    work();
  } finally {
    spy.mockRestore();
  }
  return looked;
}
