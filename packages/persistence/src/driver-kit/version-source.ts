import { randomBytes } from 'node:crypto';
import { type Version } from '../persistence.js';

const VERSION_LENGTH = 12;
const POOL_BYTES = 6_000;

/** Makes versions: 72 random bits each, so that none is ever made twice, by whatever process. */
export class VersionSource {
  private pool = '';
  private position = 0;

  next(): Version {
    if (this.position >= this.pool.length) {
      // One call for many versions: asking the system's generator each time costs more than the write's own statements.
      this.pool = randomBytes(POOL_BYTES).toString('base64url');
      this.position = 0;
    }
    this.position += VERSION_LENGTH;
    return this.pool.slice(this.position - VERSION_LENGTH, this.position);
  }
}
