import { performance } from 'node:perf_hooks';

/** Total and active time of the event loop of this process. */
export abstract class EventLoopTime {
  /** Milliseconds since the process started. */
  abstract now(): number;

  /** Milliseconds in which the event loop was active and not idle. */
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
