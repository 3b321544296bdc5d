import { createHash } from 'node:crypto';
import { Injectable } from '@nestjs/common';

const KEPT = 1_000;

/** Access tokens that a fault let expire before their time; only their hashes. Others of the same grant go on. */
@Injectable()
export class ExpiredTokens {
  private readonly hashes = new Set<string>();

  get any(): boolean {
    return this.hashes.size > 0;
  }

  add(token: string): void {
    this.hashes.add(hashOf(token));
    const [oldest] = this.hashes;
    if (this.hashes.size > KEPT && oldest !== undefined) this.hashes.delete(oldest);
  }

  has(token: string): boolean {
    return this.hashes.has(hashOf(token));
  }
}

const hashOf = (token: string): string =>
  createHash('sha256')
    .update(token.replace(/^Bearer\s+/i, '').trim())
    .digest('base64url');
