import { Injectable } from '@nestjs/common';
import { purgeRecords, PurgesAccount, type Purged } from '../account-data/index.js';
import {
  Persistence,
  PersistenceConflictError,
  type JoinedWrites,
  type PutOperation,
} from '../persistence/index.js';
import { associatedDataOf, KeyRing } from '../secrets/index.js';
import type { MailContent } from './check-mail.js';

export type MailStatus = 'queued' | 'sent' | 'failed';

/** What is known of a mail. */
export interface MailRecord {
  readonly id: string;
  readonly status: MailStatus;
  /** Tries to send it so far. */
  readonly attempts: number;
  /** Milliseconds since the epoch. */
  readonly createdAt: number;
  readonly sentAt?: number;
  /** Code of the last failure. */
  readonly failure?: string;
  readonly to: readonly string[];
  readonly subject: string;
  /** Recipients that the server refused while it took others. */
  readonly rejected?: readonly string[];
  /** Gone once the mail is sent or has failed. */
  readonly content?: Pick<MailContent, 'text' | 'html'>;
}

/** As it is kept: what is personal is encrypted. */
interface Stored {
  readonly status: MailStatus;
  readonly attempts: number;
  readonly createdAt: number;
  readonly sentAt?: number;
  readonly failure?: string;
  readonly sealed: string;
}

type Personal = Pick<MailRecord, 'to' | 'subject' | 'rejected' | 'content'>;

const TTL_SECONDS = 30 * 24 * 60 * 60;
const MAX_ATTEMPTS = 3;

/** Keeps mails and their status for 30 days, each under its account. */
@Injectable()
export class MailRecords {
  constructor(
    private readonly persistence: Persistence,
    private readonly keyRing: KeyRing,
  ) {}

  /** Whether a mail can be written together with its message. */
  get canJoin(): boolean {
    const { atomicBatch, scan } = this.persistence.capabilities;
    return atomicBatch && scan;
  }

  /**
   * Resolves to whether the id was new; what is already there stays.
   * @param joined written in the same unit, or not at all
   */
  async create(accountId: string, record: MailRecord, joined?: JoinedWrites): Promise<boolean> {
    const others = joined?.operationsIn(this.persistence) ?? [];
    try {
      await this.persistence.batch([{ ...this.writeOf(accountId, record), expected: null }, ...others]);
    } catch (error) {
      if (error instanceof PersistenceConflictError) return false;
      throw error;
    }
    joined?.written();
    return true;
  }

  /**
   * Does nothing where the mail is gone: its account was purged while it was sent, and must not come back.
   * @throws PersistenceConflictError where others keep changing it, such as by encrypting it anew
   */
  async update(accountId: string, record: MailRecord): Promise<void> {
    const { key, value, ...options } = this.writeOf(accountId, record);
    for (let attempt = 1; ; attempt += 1) {
      const current = await this.persistence.get(key);
      if (!current) return;
      try {
        await this.persistence.put(key, value, { ...options, expected: current.version });
        return;
      } catch (error) {
        if (!(error instanceof PersistenceConflictError) || attempt === MAX_ATTEMPTS) throw error;
      }
    }
  }

  async get(accountId: string, id: string): Promise<MailRecord | undefined> {
    const entry = await this.persistence.get(keyOf(accountId, id));
    if (!entry) return undefined;
    const { sealed, ...open } = JSON.parse(entry.value) as Stored;
    const { plaintext } = this.keyRing.decrypt(sealed, associatedDataOf('mail', accountId, id));
    return { id, ...open, ...(JSON.parse(plaintext) as Personal) };
  }

  @PurgesAccount('mails')
  purgeAccount(accountId: string): Promise<Purged> {
    return purgeRecords(this.persistence, accountId, keyOf(accountId, ''));
  }

  private writeOf(accountId: string, record: MailRecord): PutOperation {
    const { id, to, subject, rejected, content, ...open } = record;
    const personal: Personal = { to, subject, rejected, content };
    const sealed = this.keyRing.encrypt(JSON.stringify(personal), associatedDataOf('mail', accountId, id));
    const stored: Stored = { ...open, sealed };
    return {
      type: 'put',
      key: keyOf(accountId, id),
      value: JSON.stringify(stored),
      ttlSeconds: TTL_SECONDS,
      owner: accountId,
    };
  }
}

const keyOf = (accountId: string, id: string): string => `mail/${encodeURIComponent(accountId)}/${id}`;
