import { Injectable } from '@nestjs/common';
import { DeadLetters, type DeadLetter } from './dead-letters.js';
import { readEnvelope } from './envelope.js';
import { QueueDriver, type Priority, type QueueStats } from './queue.driver.js';

/** A waiting message as an operator may see it: never its payload. */
export interface MessageSummary {
  readonly id: string;
  readonly type: string;
  readonly accountId: string | undefined;
  readonly attempts: number;
  readonly priority: Priority;
  /** Milliseconds since the epoch. */
  readonly dueAt: number;
}

/** A dead letter as an operator may see it. */
export type DeadLetterSummary = Omit<DeadLetter, 'body'>;

/** Lets an operator look after the queue. Payloads stay encrypted. */
@Injectable()
export class QueueOperations {
  constructor(
    private readonly driver: QueueDriver,
    private readonly deadLetters: DeadLetters,
  ) {}

  /** Whether the queue can be counted, looked into and paused from here. */
  get isSupported(): boolean {
    return this.driver.capabilities.operations;
  }

  /** Resolves if messages can be brought, as far as is known. @throws Error if not */
  check(): Promise<void> {
    return this.driver.check();
  }

  /** @throws QueueUnsupportedError */
  stats(): Promise<QueueStats> {
    return this.driver.stats();
  }

  /** The messages that are next. @throws QueueUnsupportedError */
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

  /** @param after id of the last letter of the page before */
  async dead(limit = 50, after?: string): Promise<DeadLetterSummary[]> {
    const letters = await this.deadLetters.list(limit, after);
    return letters.map(({ body: _, ...summary }) => summary);
  }

  /** How many dead letters there are, at most `limit`; `undefined` if the store cannot tell. */
  countDead(limit = 1_000): Promise<number | undefined> {
    return this.deadLetters.count(limit);
  }

  /**
   * Publishes a dead letter again, its tries counted from 1.
   * @throws DeadLetterNotFoundError
   * @throws BaseError if handling it again would do nothing; the letter stays
   */
  replay(id: string): Promise<void> {
    return this.deadLetters.replay(id, ({ body }) =>
      this.driver.publish({ id, body, priority: 'normal', delayMs: 0 }),
    );
  }

  /** Forgets a dead letter, and what its module keeps for it; resolves to whether it was there. */
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
