import { randomFillSync } from 'node:crypto';

const POOL_NONCES = 256;

/** Random nonces, each given once. Asking the system's generator for one at a time costs half as much as the encryption. */
export class NonceSource {
  private readonly pool: Buffer;
  private position: number;

  constructor(private readonly length: number) {
    this.pool = Buffer.alloc(POOL_NONCES * length);
    this.position = this.pool.length;
  }

  /** A copy, which stays what it is. */
  next(): Buffer {
    if (this.position === this.pool.length) {
      randomFillSync(this.pool);
      this.position = 0;
    }
    const nonce = Buffer.from(this.pool.subarray(this.position, this.position + this.length));
    this.position += this.length;
    return nonce;
  }
}
