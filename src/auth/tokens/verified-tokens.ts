import type { AccessToken } from './access-token.js';

const CAPACITY = 5_000;

/**
 * Tokens whose signature was checked lately, so that the next request with the same one does not pay for it again.
 * Bounded: the oldest goes first. It answers for the signature only, never for expiry or consent.
 */
export class VerifiedTokens {
  private readonly tokens = new Map<string, AccessToken>();

  constructor(private readonly capacity = CAPACITY) {}

  find(token: string): AccessToken | undefined {
    return this.tokens.get(token);
  }

  remember(token: string, verified: AccessToken): void {
    if (this.tokens.size >= this.capacity) {
      const [oldest] = this.tokens.keys();
      if (oldest !== undefined) this.tokens.delete(oldest);
    }
    this.tokens.set(token, verified);
  }

  clear(): void {
    this.tokens.clear();
  }
}
