import { performance } from 'node:perf_hooks';

/** What the event loop of this process has done so far. */
export abstract class EventLoopTime {
  /** Milliseconds since the process started. */
  abstract now(): number;

  /** Those of them in which the event loop worked instead of waiting. */
  abstract worked(): number;
}

export class ProcessEventLoopTime extends EventLoopTime {
  override now(): number {
    return performance.now();
  }

  override worked(): number {
    return performance.eventLoopUtilization().active;
  }
}
