import { sha256 } from 'monday-persistence/hash';
import { randomBytes } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { Persistence } from 'monday-persistence';

/** What a code stands for. */
export interface CodeRecord {
  readonly userId: string;
  readonly scopes: readonly string[];
  readonly redirectUri: string;
  readonly redirectUriGiven: boolean;
  readonly codeChallenge: string | undefined;
}

/** Data of a refresh token. */
export interface RefreshRecord {
  readonly grantId: string;
}

const CODE_SECONDS = 600;
const keyOf = (kind: string, secret: string): string => `oauth/${kind}/${sha256(secret)}`;

/** Codes and refresh tokens: random, single-use, stored only as hashes. */
@Injectable()
export class OneTimeRecords {
  constructor(private readonly persistence: Persistence) {}

  /** A code that is valid for ten minutes (docs/monday-platform.md#oauth-callback). */
  async createCode(record: CodeRecord): Promise<string> {
    const code = randomBytes(24).toString('hex');
    await this.persistence.upsert(keyOf('codes', code), JSON.stringify(record), { ttlSeconds: CODE_SECONDS });
    return code;
  }

  /** If two requests use the same code, only one gets the record. */
  takeCode(code: string): Promise<CodeRecord | undefined> {
    return this.take<CodeRecord>(keyOf('codes', code));
  }

  async createRefreshToken(record: RefreshRecord): Promise<string> {
    const token = randomBytes(32).toString('base64url');
    await this.persistence.upsert(keyOf('refresh', token), JSON.stringify(record));
    return token;
  }

  async findRefreshToken(token: string): Promise<RefreshRecord | undefined> {
    const entry = await this.persistence.get(keyOf('refresh', token));
    return entry && (JSON.parse(entry.value) as RefreshRecord);
  }

  takeRefreshToken(token: string): Promise<RefreshRecord | undefined> {
    return this.take<RefreshRecord>(keyOf('refresh', token));
  }

  private async take<T>(key: string): Promise<T | undefined> {
    const entry = await this.persistence.get(key);
    const isOurs = entry !== undefined && (await this.persistence.delete(key));
    return isOurs ? (JSON.parse(entry.value) as T) : undefined;
  }
}
