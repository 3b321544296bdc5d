import { randomBytes } from 'node:crypto';
import { type Version } from '../persistence.js';

const VERSION_LENGTH = 12;
const POOL_BYTES = 6_000;

/** Generates versions of 72 random bits, which are unique across processes. */
export class VersionSource {
  private pool = '';
  private position = 0;

  next(): Version {
    if (this.position >= this.pool.length) {
      // Generates many versions per call, because a call of the system's generator costs more than the write itself.
      this.pool = randomBytes(POOL_BYTES).toString('base64url');
      this.position = 0;
    }
    this.position += VERSION_LENGTH;
    return this.pool.slice(this.position - VERSION_LENGTH, this.position);
  }
}
