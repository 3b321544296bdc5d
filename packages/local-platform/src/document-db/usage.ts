/** What a client used, in the units of the quotas of a day. */
export interface UsageCounts {
  readonly reads: number;
  readonly writes: number;
  readonly deletes: number;
}

/** Counts what is read, written and deleted. */
export class Usage {
  private reads = 0;
  private writes = 0;
  private deletes = 0;

  read(count: number): void {
    this.reads += count;
  }

  write(): void {
    this.writes++;
  }

  delete(): void {
    this.deletes++;
  }

  counts(): UsageCounts {
    return { reads: this.reads, writes: this.writes, deletes: this.deletes };
  }

  reset(): void {
    this.reads = this.writes = this.deletes = 0;
  }
}
