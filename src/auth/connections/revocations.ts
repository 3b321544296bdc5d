import { randomUUID } from 'node:crypto';
import { Injectable, Logger, type OnApplicationBootstrap } from '@nestjs/common';
import { namesAccount, purgeRecords, PurgesAccount, type Purged } from '../../account-data/index.js';
import { runAs } from '../../caller/index.js';
import { AppConfig } from '../../config/index.js';
import { Persistence, type UpsertOperation } from '../../persistence/index.js';
import { QueueHandler, QueueService, type QueueHandlerContext } from '../../queue/index.js';
import { KeyRing } from '../../secrets/index.js';
import { type TokenSet } from '../token-endpoint/token-set.js';
import { TokenEndpoint } from '../token-endpoint/token-endpoint.js';
import { type ConnectionOwner } from './connection.js';
import { RevocationDue } from './revocation-due.js';

const PREFIX = 'auth/revocation/';
const KEPT_SECONDS = 7 * 24 * 60 * 60;
const RETRY_SECONDS = 30;
const AT_START = 100;

/** Tokens that are deleted here and must still be revoked at monday. */
export interface PendingRevocation {
  readonly id: string;
  readonly owner: ConnectionOwner;
  readonly operation: UpsertOperation;
}

/**
 * Revokes tokens at monday. If monday fails, the encrypted tokens are stored and the revocation is retried through the
 * queue.
 */
@Injectable()
export class Revocations implements OnApplicationBootstrap {
  private readonly logger = new Logger(Revocations.name);

  constructor(
    private readonly persistence: Persistence,
    private readonly ring: KeyRing,
    private readonly endpoint: TokenEndpoint,
    private readonly queue: QueueService,
    private readonly config: AppConfig,
  ) {}

  /** The write that makes a revocation durable. Put it into one batch with the write that ends the tokens here. */
  prepare(owner: ConnectionOwner, tokens: TokenSet): PendingRevocation {
    const id = randomUUID();
    const key = `${PREFIX}${id}`;
    const { accountId, userId } = owner;
    const encrypted = this.ring.encrypt(JSON.stringify(tokens), key);
    const value = JSON.stringify({ accountId, userId, sealed: encrypted });
    const ttlSeconds = KEPT_SECONDS;
    return { id, owner, operation: { type: 'upsert', key, value, ttlSeconds, owner: accountId } };
  }

  /** Tries once; if monday fails, the queue retries. Never throws an error of monday. */
  async attempt({ id, owner }: PendingRevocation): Promise<void> {
    try {
      await this.carryOut(id);
    } catch (error) {
      this.logger.warn(
        { event: 'auth.revocation_delayed', ...owner, reason: (error as Error).name },
        'monday did not revoke the tokens; the app will retry',
      );
      await this.publish(id, owner);
    }
  }

  @QueueHandler('auth.revocation_due', RevocationDue)
  retry({ id }: RevocationDue, _context: QueueHandlerContext): Promise<void> | void {
    return this.carryOut(id);
  }

  /** monday revoked its tokens at the uninstall (docs/monday-platform.md#oauth-token-endpoint). */
  @PurgesAccount('revocations')
  purgeAccount(accountId: string): Promise<Purged> {
    return purgeRecords(this.persistence, accountId, PREFIX, namesAccount(accountId));
  }

  private async carryOut(id: string): Promise<void> {
    const key = `${PREFIX}${id}`;
    const entry = await this.persistence.get(key);
    if (!entry) return;
    const { sealed: encrypted } = JSON.parse(entry.value) as { sealed: string };
    const tokens = JSON.parse(this.ring.decrypt(encrypted, key).plaintext) as TokenSet;
    if (tokens.refreshToken) await this.endpoint.revoke(tokens.refreshToken, 'refresh_token');
    // A token of the legacy flow has no revocation: it ends with the uninstall (docs/monday-platform.md#oauth-token-endpoint).
    if (this.config.monday.flow !== 'legacy') await this.endpoint.revoke(tokens.accessToken, 'access_token');
    await this.persistence.delete(key);
  }

  /** The process may have crashed between the write and the first attempt. */
  async onApplicationBootstrap(): Promise<void> {
    if (!this.persistence.capabilities.scan) return;
    for (const { key, value } of await this.persistence.scan({ prefix: PREFIX, limit: AT_START })) {
      const { accountId, userId } = JSON.parse(value) as ConnectionOwner;
      await this.publish(key.slice(PREFIX.length), { accountId, userId });
    }
  }

  private async publish(id: string, owner: ConnectionOwner): Promise<void> {
    const options = { idempotencyKey: id, delaySeconds: RETRY_SECONDS };
    const publish = (): Promise<string> => this.queue.publish('auth.revocation_due', { id }, options);
    await runAs({ ...owner, kind: 'job' }, publish);
  }
}
