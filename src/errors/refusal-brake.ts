import { Injectable } from '@nestjs/common';

const WINDOW_MS = 100;
/** Number of refusals per window that counts as a flood. */
const FLOOD = 100;
const FLOOD_MS = 2_000;
const HOLD_MS = 50;
const MAX_HELD = 1_000;
const HELD_STATUSES = new Set([401, 429]);

/**
 * Slows down clients that keep sending unauthorised requests: above a thousand refusals per second, each refusal is
 * delayed briefly, so that the process can serve other clients.
 */
@Injectable()
export class RefusalBrake {
  private windowBegan = 0;
  private refusals = 0;
  private floodUntil = 0;
  private held = 0;

  /** Runs `send`, immediately or after a short delay. */
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
