/** What a look at the queue and its worker finds. */
export interface WorkerLook {
  /** Messages that a worker could take now. */
  readonly ready: number;
  /** Messages that this worker has taken since it was made. */
  readonly taken: number;
  /** Whether it could take one more. */
  readonly isFree: boolean;
}

/** So many looks in a row find messages that an idle worker leaves lying before it counts as stuck. */
const LOOKS = 2;

/** Notices a worker that takes nothing while messages are ready. */
export class WorkerWatch {
  private idleLooks = 0;
  private takenBefore = 0;

  /** Whether the worker leaves messages lying. */
  get isStuck(): boolean {
    return this.idleLooks >= LOOKS;
  }

  /** To be called at regular intervals. */
  look({ ready, taken, isFree }: WorkerLook): void {
    const isIdle = ready > 0 && isFree && taken === this.takenBefore;
    this.idleLooks = isIdle ? this.idleLooks + 1 : 0;
    this.takenBefore = taken;
  }

  /** Another worker took its place. */
  reset(): void {
    this.idleLooks = 0;
  }
}
