import { Injectable } from '@nestjs/common';
import { BoundedSet } from 'monday-persistence/bounded';
import { Persistence, unlessConflict } from '../../persistence/index.js';
import { LoginStateInvalidError } from '../auth.errors.js';
import { sha256 } from '../secret-text.js';

/** Far more than all browsers together begin within the ten minutes of a login. */
const CAPACITY = 50_000;

/**
 * Which states were used: each works once, whatever comes of it. A callback with a state proves nothing yet, since
 * everyone is given one by `/auth/login`. Where the store's calls are scarce it is therefore remembered in this process
 * alone, and written down after monday has confirmed the login.
 */
@Injectable()
export class UsedStates {
  private readonly seen = new BoundedSet<string>({ capacity: CAPACITY });

  constructor(private readonly persistence: Persistence) {}

  /**
   * Uses a state up, before anything else of its callback is read.
   * @param ttlSeconds how long the state could be used
   * @throws LoginStateInvalidError if it was used before
   */
  async use(state: string, ttlSeconds: number): Promise<void> {
    if (!this.persistence.capabilities.scarceCalls) return this.write(state, ttlSeconds);
    if (this.seen.has(state)) throw new LoginStateInvalidError();
    this.seen.add(state);
  }

  /**
   * monday confirmed the login of a state that was used just now.
   * @throws LoginStateInvalidError if another instance finished a login with it
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
