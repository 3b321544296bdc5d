import { Injectable } from '@nestjs/common';
import { BoundedSet } from 'monday-persistence/bounded';
import { sha256 } from 'monday-persistence/hash';
import { Persistence, unlessConflict } from '../../persistence/index.js';
import { LoginStateInvalidError } from '../auth.errors.js';

/** Far more than the number of logins that all browsers start within ten minutes. */
const CAPACITY = 50_000;

/**
 * Stores used states. Each state is valid once, whatever the outcome. A state does not authenticate anybody, because
 * `/auth/login` issues one to everybody. If the store is rate limited, a used state is therefore only kept in memory,
 * and stored after monday has confirmed the login.
 */
@Injectable()
export class UsedStates {
  private readonly seen = new BoundedSet<string>({ capacity: CAPACITY });

  constructor(private readonly persistence: Persistence) {}

  /**
   * Marks a state as used, before the rest of the callback is read.
   * @param ttlSeconds remaining lifetime of the state
   * @throws LoginStateInvalidError if it was used before
   */
  async use(state: string, ttlSeconds: number): Promise<void> {
    if (!this.persistence.capabilities.scarceCalls) return this.write(state, ttlSeconds);
    if (this.seen.has(state)) throw new LoginStateInvalidError();
    this.seen.add(state);
  }

  /**
   * Stores a used state after monday confirmed the login.
   * @throws LoginStateInvalidError if another instance completed a login with it
   */
  async confirm(state: string, ttlSeconds: number): Promise<void> {
    if (this.persistence.capabilities.scarceCalls) await this.write(state, ttlSeconds);
  }

  private async write(state: string, ttlSeconds: number): Promise<void> {
    const key = `auth/login/${sha256(state)}`;
    const used = await unlessConflict(this.persistence.upsert(key, 'used', { version: null, ttlSeconds }));
    if (!used) throw new LoginStateInvalidError();
  }
}
