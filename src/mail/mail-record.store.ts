import { Injectable } from '@nestjs/common';
import { purgeRecords, PurgesAccount, type Purged } from '../account-data/index.js';
import {
  Persistence,
  unlessConflict,
  type TransactionalWrites,
  type Operation,
  type UpsertOperation,
} from '../persistence/index.js';
import { associatedDataOf, KeyRing } from '../secrets/index.js';
import { type MailRecord, type RecipientState } from './mail-record.js';

type Personal = Pick<MailRecord, 'to' | 'names' | 'subject' | 'recipients' | 'content'>;

/** The stored form, with encrypted personal data. */
type Stored = Omit<MailRecord, 'id' | keyof Personal> & { readonly sealed: string };

/** Version 0.1.0 stored no state for each recipient, only a list of refused recipients. */
type StoredPersonal = Omit<Personal, 'recipients'> & {
  readonly recipients?: readonly RecipientState[];
  readonly rejected?: readonly string[];
};

const TTL_SECONDS = 30 * 24 * 60 * 60;
/** Prefix of the records of mails that wait for another attempt, the oldest first: `<since>/<account>/<id>`. */
const RETRIES = 'mail-retries/';
const SINCE_DIGITS = 15;
const STALE_AT_ONCE = 50;
/** Of a store that counts each record that is read. */
const STALE_AT_ONCE_IF_SCARCE = 2;

/**
 * Stores mails and their status by account, for 30 days after the last change. The content of a dead mail is therefore
 * kept as long as its dead letter, which is stored just before.
 */
@Injectable()
export class MailRecordStore {
  constructor(
    private readonly persistence: Persistence,
    private readonly keyRing: KeyRing,
  ) {}

  /** Whether a mail can be written together with its message. */
  get canJoin(): boolean {
    const { atomicBatch, scan } = this.persistence.capabilities;
    return atomicBatch && scan;
  }

  /** Whether each look at the records counts towards a limit of the store. */
  get isScarce(): boolean {
    return this.persistence.capabilities.scarceCalls;
  }

  /**
   * Resolves to whether the id was new; an existing record is unchanged.
   * @param joined writes to be executed atomically with it
   */
  async create(accountId: string, record: MailRecord, joined?: TransactionalWrites): Promise<boolean> {
    const others = joined?.operationsFor(this.persistence) ?? [];
    const operation = { ...this.writeOf(accountId, record), version: null };
    const isNew = (await unlessConflict(this.persistence.batch([operation, ...others]))) !== undefined;
    if (isNew) joined?.onCommitted();
    return isNew;
  }

  /**
   * Has no effect if the mail does not exist: its account was purged during the attempt, and the record must not
   * reappear.
   * @param next computes the new record from the current one; `undefined` leaves it unchanged
   * @returns the new record; `undefined` if it was left unchanged or does not exist
   * @throws PersistenceConflictError if others keep changing it, for example by re-encryption
   */
  async change(
    accountId: string,
    id: string,
    next: (current: MailRecord) => MailRecord | undefined,
  ): Promise<MailRecord | undefined> {
    const written = await this.persistence.update(keyOf(accountId, id), (entry) => {
      const before = entry && this.read(accountId, id, entry.value);
      const after = before && next(before);
      if (!before || !after) return undefined;
      const { value, ttlSeconds, owner } = this.writeOf(accountId, after);
      return { value, ttlSeconds, owner, others: this.retryWrites(accountId, before, after), after };
    });
    return written?.after;
  }

  async get(accountId: string, id: string): Promise<MailRecord | undefined> {
    const entry = await this.persistence.get(keyOf(accountId, id));
    return entry && this.read(accountId, id, entry.value);
  }

  /**
   * When the oldest mail that waits for another attempt first failed, in milliseconds since the epoch.
   * @returns `null` if there is none; `undefined` if the store cannot list them
   */
  async oldestRetry(): Promise<number | null | undefined> {
    if (!this.canJoin) return undefined;
    const entries = await this.persistence.scan({
      prefix: RETRIES,
      limit: this.isScarce ? STALE_AT_ONCE_IF_SCARCE : STALE_AT_ONCE,
    });
    for (const { key, version } of entries) {
      const [since, account = '', id = ''] = key.slice(RETRIES.length).split('/');
      const value = (await this.persistence.get(`mail/${account}/${id}`))?.value;
      if (value !== undefined && (JSON.parse(value) as Stored).status === 'queued') return Number(since);
      // The mail has expired in the meantime.
      await this.persistence.batch([{ type: 'delete', key, version: version }]).catch(() => undefined);
    }
    return null;
  }

  @PurgesAccount('mails')
  async purgeAccount(accountId: string): Promise<Purged> {
    const purged = await purgeRecords(this.persistence, accountId, keyOf(accountId, ''));
    if (this.canJoin) {
      const account = encodeURIComponent(accountId);
      await purgeRecords(this.persistence, accountId, RETRIES, ({ key }) => key.split('/')[2] === account);
    }
    return purged;
  }

  private read(accountId: string, id: string, value: string): MailRecord {
    const { sealed: encrypted, ...open } = JSON.parse(value) as Stored;
    const { plaintext } = this.keyRing.decrypt(encrypted, associatedDataOf('mail', accountId, id));
    const { rejected, ...personal } = JSON.parse(plaintext) as StoredPersonal;
    const recipients = personal.recipients ?? personal.to.map(stateIn(open, rejected ?? []));
    return { id, ...open, ...personal, recipients };
  }

  private writeOf(accountId: string, record: MailRecord): UpsertOperation {
    const { id, to, names, subject, recipients, content, ...open } = record;
    const personal: Personal = { to, names, subject, recipients, content };
    const encrypted = this.keyRing.encrypt(JSON.stringify(personal), associatedDataOf('mail', accountId, id));
    const stored: Stored = { ...open, sealed: encrypted };
    return {
      type: 'upsert',
      key: keyOf(accountId, id),
      value: JSON.stringify(stored),
      ttlSeconds: TTL_SECONDS,
      owner: accountId,
    };
  }

  /** Maintains the list of mails that wait for another attempt. */
  private retryWrites(accountId: string, before: MailRecord, after: MailRecord): Operation[] {
    if (!this.canJoin) return [];
    const [old, key] = [retryKeyOf(accountId, before), retryKeyOf(accountId, after)];
    if (old === key) return [];
    return [
      ...(old === undefined ? [] : [{ type: 'delete' as const, key: old }]),
      ...(key === undefined
        ? []
        : [{ type: 'upsert' as const, key, value: '', ttlSeconds: TTL_SECONDS, owner: accountId }]),
    ];
  }
}

const keyOf = (accountId: string, id: string): string => `mail/${encodeURIComponent(accountId)}/${id}`;

/** `undefined` for a mail that does not wait for another attempt. */
function retryKeyOf(accountId: string, record: MailRecord): string | undefined {
  const { id, status, attempts, createdAt, queuedAt = createdAt } = record;
  if (status !== 'queued' || attempts === 0) return undefined;
  return `${RETRIES}${String(queuedAt).padStart(SINCE_DIGITS, '0')}/${encodeURIComponent(accountId)}/${id}`;
}

const stateIn =
  ({ status, failure }: Stored | Omit<Stored, 'sealed'>, rejected: readonly string[]) =>
  (address: string): RecipientState =>
    rejected.includes(address)
      ? { address, status: 'failed' }
      : { address, status, ...(failure === undefined ? {} : { failure }) };
