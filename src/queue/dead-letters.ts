import { namesAccount, purgeRecords, PurgesAccount, type Purged } from '../account-data/index.js';
import { type Persistence } from '../persistence/index.js';
import { DeadLetterNotFoundError, QueueUnsupportedError } from './queue.errors.js';

/** A message that was given up. */
export interface DeadLetter {
  readonly id: string;
  /** `unknown` where the message could not be read. */
  readonly type: string;
  readonly accountId: string | undefined;
  readonly attempts: number;
  /** Code of the last error; never its text. */
  readonly cause: string;
  /** Milliseconds since the epoch. */
  readonly diedAt: number;
  /** The message as it was, its payload encrypted. */
  readonly body: string;
}

const PREFIX = 'queue/dead/';
const TTL_SECONDS = 30 * 24 * 60 * 60;

/** Keeps the messages that were given up, for 30 days. */
export class DeadLetters {
  constructor(private readonly persistence: Persistence) {}

  /** Keeping the same id again overwrites. */
  async keep(letter: DeadLetter): Promise<void> {
    const options = { ttlSeconds: TTL_SECONDS, owner: letter.accountId };
    await this.persistence.put(PREFIX + letter.id, JSON.stringify(letter), options);
  }

  /**
   * @param after id of the last letter of the page before
   * @throws QueueUnsupportedError where the store cannot list its records
   */
  async list(limit: number, after?: string): Promise<DeadLetter[]> {
    if (!this.persistence.capabilities.scan) throw new QueueUnsupportedError('listing dead letters');
    const entries = await this.persistence.scan({
      prefix: PREFIX,
      limit,
      ...(after === undefined ? {} : { after: PREFIX + after }),
    });
    return entries.map((entry) => JSON.parse(entry.value) as DeadLetter);
  }

  /** At most `limit`; `undefined` where the store cannot tell. */
  async count(limit: number): Promise<number | undefined> {
    if (!this.persistence.capabilities.scan) return undefined;
    return (await this.persistence.scan({ prefix: PREFIX, limit })).length;
  }

  /** @throws DeadLetterNotFoundError */
  async require(id: string): Promise<DeadLetter> {
    const entry = await this.persistence.get(PREFIX + id);
    if (!entry) throw new DeadLetterNotFoundError();
    return JSON.parse(entry.value) as DeadLetter;
  }

  @PurgesAccount('dead letters')
  purgeAccount(accountId: string): Promise<Purged> {
    return purgeRecords(this.persistence, accountId, PREFIX, namesAccount(accountId));
  }

  /** Resolves to whether it was there. */
  drop(id: string): Promise<boolean> {
    return this.persistence.delete(PREFIX + id);
  }
}
