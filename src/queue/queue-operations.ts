import { Injectable } from '@nestjs/common';
import { DeadLetters, type DeadLetter } from './dead-letters.js';
import { readEnvelope } from './envelope.js';
import { QueueDriver, type Priority, type QueueStats } from './queue.driver.js';

/** A waiting message for operators, without its payload. */
export interface MessageSummary {
  readonly id: string;
  readonly type: string;
  readonly accountId: string | undefined;
  readonly attempts: number;
  readonly priority: Priority;
  /** Milliseconds since the epoch. */
  readonly dueAt: number;
}

/** A dead letter for operators. */
export type DeadLetterSummary = Omit<DeadLetter, 'body'>;

/** Queue operations for operators. Payloads stay encrypted. */
@Injectable()
export class QueueOperations {
  constructor(
    private readonly driver: QueueDriver,
    private readonly deadLetters: DeadLetters,
  ) {}

  /** Whether the driver supports counting, peeking and pausing. */
  get isSupported(): boolean {
    return this.driver.capabilities.operations;
  }

  /** Resolves if messages can be delivered, as far as is known. @throws Error otherwise */
  check(): Promise<void> {
    return this.driver.check();
  }

  /** @throws QueueUnsupportedError */
  stats(): Promise<QueueStats> {
    return this.driver.stats();
  }

  /** The next messages. @throws QueueUnsupportedError */
  async peek(limit = 20): Promise<MessageSummary[]> {
    const waiting = await this.driver.peek(limit);
    return waiting.map(({ body, ...rest }) => ({ ...rest, ...summaryOf(body) }));
  }

  /** @throws QueueUnsupportedError */
  pause(): Promise<void> {
    return this.driver.pause();
  }

  /** @throws QueueUnsupportedError */
  resume(): Promise<void> {
    return this.driver.resume();
  }

  /** @param after id of the last letter of the previous page */
  async dead(limit = 50, after?: string): Promise<DeadLetterSummary[]> {
    const letters = await this.deadLetters.list(limit, after);
    return letters.map(({ body: _, ...summary }) => summary);
  }

  /** Number of dead letters, at most `limit`; `undefined` if the store cannot count them. */
  countDead(limit = 1_000): Promise<number | undefined> {
    return this.deadLetters.count(limit);
  }

  /**
   * Publishes a dead letter again, with a new count of attempts.
   * @throws DeadLetterNotFoundError
   * @throws BaseError if handling it again would have no effect; the letter is kept
   */
  replay(id: string): Promise<void> {
    return this.deadLetters.replay(id, ({ body }) =>
      this.driver.publish({ id, body, priority: 'normal', delayMs: 0 }),
    );
  }

  /** Deletes a dead letter and the data that its module stores for it. Resolves to whether it existed. */
  drop(id: string): Promise<boolean> {
    return this.deadLetters.drop(id);
  }
}

function summaryOf(body: string): { type: string; accountId: string | undefined } {
  try {
    const { type, accountId } = readEnvelope(body);
    return { type, accountId };
  } catch {
    return { type: 'unknown', accountId: undefined };
  }
}
