import { EventLoopShares, EventLoopTime } from '../../../src/account-limits/index.js';

class IdleEventLoopTime extends EventLoopTime {
  override now(): number {
    return 0;
  }

  override worked(): number {
    return 0;
  }
}

/** Shares of an event loop that is never busy, so that a test does not depend on how busy it makes the real one. */
export const idleEventLoop = (): EventLoopShares => new EventLoopShares(new IdleEventLoopTime());
