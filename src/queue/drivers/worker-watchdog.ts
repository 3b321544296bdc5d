/** A snapshot of the queue and its worker. */
export interface WorkerLook {
  /** Messages that a worker could take now. */
  readonly ready: number;
  /** Number of messages that this worker has taken so far. */
  readonly taken: number;
  /** Whether it has a free slot. */
  readonly isFree: boolean;
}

/** Number of consecutive checks with ready messages and an idle worker before the worker counts as stuck. */
const LOOKS = 2;

/** Detects a worker that takes no messages although some are ready. */
export class WorkerWatchdog {
  private idleLooks = 0;
  private takenBefore = 0;

  /** Whether the worker is stuck. */
  get isStuck(): boolean {
    return this.idleLooks >= LOOKS;
  }

  /** Call it at regular intervals. */
  look({ ready, taken, isFree }: WorkerLook): void {
    const isIdle = ready > 0 && isFree && taken === this.takenBefore;
    this.idleLooks = isIdle ? this.idleLooks + 1 : 0;
    this.takenBefore = taken;
  }

  /** The worker was replaced. */
  reset(): void {
    this.idleLooks = 0;
  }
}
