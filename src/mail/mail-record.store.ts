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

/** As it is kept: what is personal is encrypted. */
type Stored = Omit<MailRecord, 'id' | keyof Personal> & { readonly sealed: string };

/** Version 0.1.0 kept no state of each recipient, but listed those that were refused. */
type StoredPersonal = Omit<Personal, 'recipients'> & {
  readonly recipients?: readonly RecipientState[];
  readonly rejected?: readonly string[];
};

const TTL_SECONDS = 30 * 24 * 60 * 60;
/** Before the records of mails that failed and wait for another try, the oldest first: `<since>/<account>/<id>`. */
const RETRIES = 'mail-retries/';
const SINCE_DIGITS = 15;
const STALE_AT_ONCE = 50;

/**
 * Keeps mails and their status under their account, for 30 days since they last changed. So the content of a mail that
 * was given up lives as long as its dead letter, which is kept just before.
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

  /**
   * Resolves to whether the id was new; what is already there stays.
   * @param joined written in the same unit, or not at all
   */
  async create(accountId: string, record: MailRecord, joined?: TransactionalWrites): Promise<boolean> {
    const others = joined?.operationsFor(this.persistence) ?? [];
    const operation = { ...this.writeOf(accountId, record), version: null };
    const isNew = (await unlessConflict(this.persistence.batch([operation, ...others]))) !== undefined;
    if (isNew) joined?.onCommitted();
    return isNew;
  }

  /**
   * Does nothing if the mail is gone: its account was purged while it was sent, and must not come back.
   * @param next from what is there at the moment; `undefined` leaves it
   * @returns the record as it is now; `undefined` if it was left or is gone
   * @throws PersistenceConflictError if others keep changing it, such as by encrypting it anew
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
   * Since when the oldest of the mails waits that failed and are tried again, in milliseconds since the epoch.
   * @returns `null` if there is none; `undefined` if the store cannot tell
   */
  async oldestRetry(): Promise<number | null | undefined> {
    if (!this.canJoin) return undefined;
    const entries = await this.persistence.scan({ prefix: RETRIES, limit: STALE_AT_ONCE });
    for (const { key, version } of entries) {
      const [since, account = '', id = ''] = key.slice(RETRIES.length).split('/');
      const value = (await this.persistence.get(`mail/${account}/${id}`))?.value;
      if (value !== undefined && (JSON.parse(value) as Stored).status === 'queued') return Number(since);
      // Its mail expired meanwhile.
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

  /** Keeps the list of mails that are tried again. */
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

/** `undefined` for a mail that is not tried again. */
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
