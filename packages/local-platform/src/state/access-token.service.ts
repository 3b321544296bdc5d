import { createSecretKey, randomBytes, randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { JwtService } from '@nestjs/jwt';
import { Persistence } from 'monday-persistence';
import { BoundedMap } from 'monday-persistence/bounded';
import { Clock } from 'monday-persistence/clock';
import { type Grant } from './access-token.js';
import { SandboxSettings } from './sandbox-settings.js';

const KEY = 'oauth/signing-key';
/** Apps send a token with every request, so those that were verified are kept until they expire. */
const MAX_VERIFIED = 1_000;
const grantKey = (id: string): string => `oauth/grants/${id}`;

/** Signs and verifies the platform's access tokens, and stores their grants. */
@Injectable()
export class AccessTokenService {
  private jwt: Promise<JwtService> | undefined;
  /** The grants of genuine tokens, and when the tokens expire, in seconds. */
  private readonly verified = new BoundedMap<string, { readonly grantId: string; readonly exp: number }>({
    capacity: MAX_VERIFIED,
  });

  constructor(
    private readonly persistence: Persistence,
    private readonly settings: SandboxSettings,
    private readonly clock: Clock,
  ) {}

  async createGrant(grant: Omit<Grant, 'id'>): Promise<Grant> {
    const saved: Grant = { ...grant, id: randomUUID() };
    await this.persistence.upsert(grantKey(saved.id), JSON.stringify(saved));
    return saved;
  }

  async findGrant(id: string): Promise<Grant | undefined> {
    const entry = await this.persistence.get(grantKey(id));
    return entry && (JSON.parse(entry.value) as Grant);
  }

  /** Ends every token of the grant. */
  async revokeGrant(id: string): Promise<void> {
    await this.persistence.delete(grantKey(id));
  }

  /**
   * A JWT, as at monday; apps may rely only on `exp` (docs/monday-platform.md#access-tokens).
   * @param accountId of the grant's user
   */
  async sign(
    grant: Grant,
    accountId: string,
    expiresInSeconds = this.settings.accessTokenSeconds,
  ): Promise<string> {
    const claims = { tid: grant.id, uid: Number(grant.userId), actid: Number(accountId), jti: randomUUID() };
    const jwt = await this.signer();
    return jwt.signAsync(claims, {
      algorithm: 'HS256',
      ...(grant.legacy ? {} : { expiresIn: expiresInSeconds }),
    });
  }

  /** The grant of a valid token. */
  async grantOf(token: string): Promise<Grant | undefined> {
    const id = await this.grantIdOf(token);
    return id === undefined ? undefined : this.findGrant(id);
  }

  /** The grant of a genuine token, even if it was revoked; `undefined` for a foreign or expired token. */
  async grantIdOf(token: string): Promise<string | undefined> {
    const known = this.verified.get(token);
    if (known && known.exp > this.clock.now() / 1000) return known.grantId;
    const jwt = await this.signer();
    try {
      const { tid, exp = Infinity } = await jwt.verifyAsync<{ tid?: unknown; exp?: number }>(token, {
        algorithms: ['HS256'],
      });
      if (typeof tid !== 'string') return undefined;
      // The key may have been replaced meanwhile.
      if (jwt === (await this.jwt)) this.verified.set(token, { grantId: tid, exp });
      return tid;
    } catch {
      return undefined;
    }
  }

  /** Discards the key after the one in the file was removed or replaced; the next token reads or creates it. */
  forgetKey(): void {
    this.jwt = undefined;
    this.verified.clear();
  }

  private signer(): Promise<JwtService> {
    this.jwt ??= this.loadSigner().catch((error: unknown) => {
      this.jwt = undefined;
      throw error;
    });
    return this.jwt;
  }

  /** The key is stored, so that tokens survive a restart. If two processes start with an empty file, the first wins. */
  private async loadSigner(): Promise<JwtService> {
    let kept = randomBytes(32).toString('base64');
    await this.persistence.update(KEY, (entry) => {
      if (!entry) return { value: kept };
      kept = entry.value;
      return undefined;
    });
    const key = createSecretKey(Buffer.from(kept, 'base64'));
    return new JwtService({ secretOrKeyProvider: () => key });
  }
}
