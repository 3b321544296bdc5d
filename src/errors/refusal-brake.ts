import { Injectable } from '@nestjs/common';

const WINDOW_MS = 100;
/** Refusals in one window from which on they are a flood. */
const FLOOD = 100;
const FLOOD_MS = 2_000;
const HOLD_MS = 50;
const MAX_HELD = 1_000;
const HELD_STATUSES = new Set([401, 429]);

/**
 * Slows down clients that go on with requests that were refused for who sends them: from a thousand refusals a second on,
 * each is held for a moment before it is sent. A client that waits for its answer then leaves the process to others.
 */
@Injectable()
export class RefusalBrake {
  private windowBegan = 0;
  private refusals = 0;
  private floodUntil = 0;
  private held = 0;

  /** Runs `send`, now or in a moment. */
  apply(status: number, send: () => void): void {
    if (!HELD_STATUSES.has(status) || !this.isFlood() || this.held >= MAX_HELD) {
      send();
      return;
    }
    this.held += 1;
    setTimeout(() => {
      this.held -= 1;
      send();
    }, HOLD_MS);
  }

  private isFlood(): boolean {
    const now = performance.now();
    if (now - this.windowBegan >= WINDOW_MS) {
      this.windowBegan = now;
      this.refusals = 0;
    }
    this.refusals += 1;
    if (this.refusals >= FLOOD) this.floodUntil = now + FLOOD_MS;
    return now < this.floodUntil;
  }
}
