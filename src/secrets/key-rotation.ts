import { unlessConflict, type Entry, type Persistence } from '../persistence/index.js';
import { type Clock } from '../clock/index.js';
import { associatedDataOf } from './associated-data.js';
import { type KeyRing } from './key-ring.js';
import { BUSY, type EncryptedRecords } from './encrypted-records.js';

/** How far a rotation is. */
export interface KeyRotationProgress {
  /** Number of records checked so far. */
  readonly seen: number;
  /** Number of values re-encrypted with the newest key. */
  readonly reencrypted: number;
  /** Number of values that no key of the ring can decrypt; they are left unchanged. */
  readonly unreadable: number;
  /** Number of records in use, which keep the older key until another run. */
  readonly busy: number;
}

/** Matches encrypted texts in a value. */
const ENCRYPTED = /v1\.[A-Za-z0-9_-]{1,32}\.[A-Za-z0-9_-]{38,}/;

type Outcome = 'fresh' | keyof Omit<KeyRotationProgress, 'seen'>;

/** Encrypted values can have 8 MB each, and all values of a page are in memory. */
const PAGE = 8;

/**
 * Re-encrypts data that uses an older key, concurrently with reads and writes. It can be stopped and restarted at any
 * time. After a run without busy or unreadable records, the older keys can be removed.
 */
export class KeyRotation {
  /** @param persistence must be able to list its records */
  constructor(
    private readonly persistence: Persistence,
    private readonly keyRing: KeyRing,
    private readonly clock: Clock,
  ) {}

  /** Yields after each page. */
  async *run(kinds: readonly EncryptedRecords[]): AsyncGenerator<KeyRotationProgress, void, void> {
    const progress = { seen: 0, fresh: 0, reencrypted: 0, unreadable: 0, busy: 0 };
    for (const kind of kinds) {
      for await (const page of this.persistence.pages({ prefix: kind.prefix, limit: PAGE })) {
        for (const entry of page) {
          progress.seen += 1;
          progress[await this.renew(kind, entry)] += 1;
        }
        const { fresh: _, ...report } = progress;
        yield report;
      }
    }
  }

  /**
   * Finds records that are not in `kinds` and contain texts encrypted with an older key. Their module has not declared
   * them.
   * @returns the first part of their keys, up to the first `/`, with the number of records
   */
  async findUndeclared(kinds: readonly EncryptedRecords[]): Promise<ReadonlyMap<string, number>> {
    const found = new Map<string, number>();
    for await (const page of this.persistence.pages({ prefix: '', limit: PAGE })) {
      for (const entry of page) {
        if (kinds.some(({ prefix }) => entry.key.startsWith(prefix)) || !this.isStale(entry)) continue;
        const beginning = entry.key.slice(0, entry.key.indexOf('/') + 1) || entry.key;
        found.set(beginning, (found.get(beginning) ?? 0) + 1);
      }
    }
    return found;
  }

  /** Whether it contains a text encrypted by the app; other texts cannot be decrypted. */
  private isStale({ key, value }: Entry): boolean {
    const [text] = ENCRYPTED.exec(value) ?? [];
    if (text === undefined) return false;
    try {
      return this.keyRing.decrypt(text, associatedDataOf(key)).stale;
    } catch {
      return false;
    }
  }

  private async renew(kind: EncryptedRecords, entry: Entry): Promise<Outcome> {
    const renewed = this.reencrypt(kind, entry);
    if (typeof renewed !== 'object') return renewed;
    const { key, version, expiresAt } = entry;
    const ttlSeconds = expiresAt && Math.max(1, Math.ceil((expiresAt - this.clock.now()) / 1_000));
    const options = { version, ...(ttlSeconds && { ttlSeconds }) };
    const written = await unlessConflict(this.persistence.upsert(key, renewed.value, options));
    // The record was written or deleted concurrently. Most writes use the newest key; the next run finds the others.
    return written ? 'reencrypted' : 'fresh';
  }

  private reencrypt(kind: EncryptedRecords, { key, value }: Entry): { readonly value: string } | Outcome {
    let isStale = false;
    try {
      const reencrypt = (encrypted: string, place: string): string => {
        const { plaintext, stale } = this.keyRing.decrypt(encrypted, place);
        if (!stale) return encrypted;
        isStale = true;
        return this.keyRing.encrypt(plaintext, place);
      };
      const renewed = kind.reencrypt(key, value, reencrypt, this.clock.now());
      if (!isStale) return 'fresh';
      return renewed === BUSY ? 'busy' : { value: renewed };
    } catch {
      // An unreadable value must not prevent the rotation of all others.
      return 'unreadable';
    }
  }
}
