import { namesAccount, purgeRecords, PurgesAccount, type Purged } from '../account-data/index.js';
import { type Persistence } from '../persistence/index.js';
import { type DeadLetterObservers } from './dead-letter-observers.js';
import { DeadLetterNotFoundError, QueueUnsupportedError } from './queue.errors.js';

/** A message that failed permanently. */
export interface DeadLetter {
  readonly id: string;
  /** `unknown` if the message could not be read. */
  readonly type: string;
  readonly accountId: string | undefined;
  readonly attempts: number;
  /** Code of the last error; never its text. */
  readonly cause: string;
  /** Milliseconds since the epoch. */
  readonly diedAt: number;
  /** The message with its encrypted payload. */
  readonly body: string;
}

const PREFIX = 'queue/dead/';
const TTL_SECONDS = 30 * 24 * 60 * 60;

/** Stores dead letters for 30 days. */
export class DeadLetters {
  constructor(
    private readonly persistence: Persistence,
    private readonly observers: DeadLetterObservers,
  ) {}

  /** Overwrites a letter with the same id. */
  async keep(letter: DeadLetter): Promise<void> {
    const options = { ttlSeconds: TTL_SECONDS, owner: letter.accountId };
    await this.persistence.upsert(PREFIX + letter.id, JSON.stringify(letter), options);
    await this.observers.died(letter);
  }

  /**
   * @param after id of the last letter of the previous page
   * @throws QueueUnsupportedError if the store cannot list its records
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

  /** At most `limit`; `undefined` if the store cannot count them, or only at the expense of its quota. */
  async count(limit: number): Promise<number | undefined> {
    const { scan, scarceCalls } = this.persistence.capabilities;
    if (!scan || scarceCalls) return undefined;
    return (await this.persistence.scan({ prefix: PREFIX, limit })).length;
  }

  /**
   * Publishes the message again and then deletes the letter. A crash in between leaves both.
   * @throws DeadLetterNotFoundError
   * @throws BaseError if handling the message again would have no effect; the letter is kept
   */
  async replay(id: string, publish: (letter: DeadLetter) => Promise<void>): Promise<void> {
    const letter = await this.find(id);
    if (!letter) throw new DeadLetterNotFoundError();
    await this.observers.replays(letter);
    await publish(letter);
    await this.persistence.delete(PREFIX + id);
  }

  @PurgesAccount('dead letters')
  purgeAccount(accountId: string): Promise<Purged> {
    return purgeRecords(this.persistence, accountId, PREFIX, namesAccount(accountId));
  }

  /** Resolves to whether it existed. */
  async drop(id: string): Promise<boolean> {
    const letter = await this.find(id);
    if (letter) await this.observers.drops(letter);
    return this.persistence.delete(PREFIX + id);
  }

  private async find(id: string): Promise<DeadLetter | undefined> {
    const entry = await this.persistence.get(PREFIX + id);
    return entry && (JSON.parse(entry.value) as DeadLetter);
  }
}
