import { Injectable, type BeforeApplicationShutdown } from '@nestjs/common';
import { Clock } from 'monday-persistence/clock';
import { type FaultTarget } from './fault.js';
import { PlannedFaults } from './faults.service.js';

/** A delivery that is held back goes out after this time if no other overtakes it. */
const HELD_FOR_MS = 2_000;

/** Applies faults to requests from the platform to the app: duplicates and reordering. */
@Injectable()
export class DeliveryFaults implements BeforeApplicationShutdown {
  private release: AbortController | undefined;

  constructor(
    private readonly faults: PlannedFaults,
    private readonly clock: Clock,
  ) {}

  /** Resolves to what the first sending resolves to. */
  async around<T>(target: FaultTarget, send: () => Promise<T>): Promise<T> {
    const kinds = this.faults.any ? (await this.faults.ofDelivery(target)).map(({ kind }) => kind) : [];
    if (kinds.includes('reordered-delivery') && this.release === undefined) await this.holdBack();
    const result = await send();
    this.release?.abort();
    if (kinds.includes('duplicate-delivery')) await send();
    return result;
  }

  beforeApplicationShutdown(): void {
    this.release?.abort();
  }

  private async holdBack(): Promise<void> {
    const release = new AbortController();
    this.release = release;
    await this.clock.sleep(HELD_FOR_MS, release.signal).catch(() => undefined);
    this.release = undefined;
  }
}
