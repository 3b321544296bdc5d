import { setTimeout as wait } from 'node:timers/promises';
import { Turns } from './turns.js';
import { VaultClient, type VaultValue } from './vault-client.js';
import { VaultError } from './vault.errors.js';

/** Quotas of secure storage (platform.md 4.1, 6). */
const REQUESTS_PER_SECOND = 7;
const WRITES_PER_SECOND_OF_A_KEY = 1;
const MAX_WAIT_MS = 30_000;
const MAX_ATTEMPTS = 4;
const FIRST_PAUSE_MS = 250;
/** Keys that are looked at before those without recent writes are forgotten. */
const MAX_KEYS = 1_000;
const FORGET_AFTER_MS = 2_000;

export interface PacedVaultClientOptions {
  /** Default: monday's quotas. `Infinity` for a vault without them. */
  readonly perSecond?: number;
  readonly writesPerSecondOfAKey?: number;
  readonly now?: () => number;
  readonly wait?: (milliseconds: number) => Promise<unknown>;
}

/**
 * Makes calls wait, so that the vault's quotas are kept, and sends again what failed for a moment: another instance uses
 * the same quota. Each call leaves the same state however often it is sent.
 */
export class PacedVaultClient extends VaultClient {
  private readonly calls: Turns;
  private readonly writes = new Map<string, Turns>();

  constructor(
    private readonly vault: VaultClient,
    private readonly options: PacedVaultClientOptions = {},
  ) {
    super();
    this.calls = this.turns(options.perSecond ?? REQUESTS_PER_SECOND);
  }

  override read(key: string): Promise<VaultValue | undefined> {
    return this.attempt(() => this.vault.read(key));
  }

  override write(key: string, value: VaultValue): Promise<void> {
    return this.attempt(() => this.vault.write(key, value), key);
  }

  override remove(key: string): Promise<void> {
    return this.attempt(() => this.vault.remove(key), key);
  }

  private async attempt<T>(call: () => Promise<T>, written?: string): Promise<T> {
    for (let attempt = 1; ; attempt++) {
      if (written !== undefined) await this.writesOf(written).take();
      await this.calls.take();
      try {
        return await call();
      } catch (error) {
        if (attempt === MAX_ATTEMPTS || !isPassing(error)) throw error;
      }
      await (this.options.wait ?? wait)((0.5 + Math.random()) * FIRST_PAUSE_MS * 2 ** attempt);
    }
  }

  private writesOf(key: string): Turns {
    let turns = this.writes.get(key);
    if (turns === undefined) {
      this.forgetIdle();
      turns = this.turns(this.options.writesPerSecondOfAKey ?? WRITES_PER_SECOND_OF_A_KEY);
      this.writes.set(key, turns);
    }
    return turns;
  }

  private turns(perSecond: number): Turns {
    const { now, wait: pause } = this.options;
    return new Turns({
      perSecond,
      maxWaitMs: MAX_WAIT_MS,
      ...(now && { now }),
      ...(pause && { wait: pause }),
    });
  }

  private forgetIdle(): void {
    if (this.writes.size < MAX_KEYS) return;
    const now = (this.options.now ?? (() => performance.now()))();
    for (const [key, turns] of this.writes) {
      if (turns.lastAt + FORGET_AFTER_MS < now) this.writes.delete(key);
    }
  }
}

/** A call that timed out has taken long enough; its caller decides. */
function isPassing(error: unknown): boolean {
  return error instanceof VaultError && (error.failure === 'rate_limited' || error.failure === 'unavailable');
}
