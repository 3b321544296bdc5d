import { type Type } from '@nestjs/common';
import { DecryptionError, type KeyRing } from '../secrets/index.js';
import { type DeadLetter } from './dead-letters.js';
import { openPayload, readEnvelope } from './envelope.js';
import { parsePayload } from './parse-payload.js';
import { QueueMessageInvalidError } from './queue.errors.js';

/** Follows the dead letters of one message type, for a module that keeps data of its own beside its messages. */
export interface DeadLetterObserver<T extends object> {
  /** The message was given up, and is kept. @param cause code of the last error */
  onDead(payload: T, accountId: string, cause: string): Promise<void>;

  /** The message is about to be published again. @throws BaseError if handling it would do nothing */
  onReplay(payload: T, accountId: string): Promise<void>;

  /** The message is about to be forgotten. */
  onDrop(payload: T, accountId: string): Promise<void>;
}

interface Registered {
  readonly payload: Type<object>;
  readonly observer: DeadLetterObserver<object>;
}

interface Observed {
  readonly payload: object;
  readonly accountId: string;
  readonly observer: DeadLetterObserver<object>;
}

/** Who follows the dead letters of which message type. */
export class DeadLetterObservers {
  private readonly registered = new Map<string, Registered>();

  constructor(private readonly keyRing: KeyRing) {}

  /** @param payload the DTO of the type's handler */
  add<T extends object>(type: string, payload: Type<T>, observer: DeadLetterObserver<T>): void {
    this.registered.set(type, { payload, observer });
  }

  async died(letter: DeadLetter): Promise<void> {
    const observed = await this.open(letter);
    await observed?.observer.onDead(observed.payload, observed.accountId, letter.cause);
  }

  /** @throws BaseError if replaying the letter would do nothing */
  async replays(letter: DeadLetter): Promise<void> {
    const observed = await this.open(letter);
    await observed?.observer.onReplay(observed.payload, observed.accountId);
  }

  async drops(letter: DeadLetter): Promise<void> {
    const observed = await this.open(letter);
    await observed?.observer.onDrop(observed.payload, observed.accountId);
  }

  /** `undefined` if nobody follows the letter's type, or the letter cannot be read: its message never did anything. */
  private async open({ type, body }: DeadLetter): Promise<Observed | undefined> {
    const registered = this.registered.get(type);
    if (!registered) return undefined;
    try {
      const envelope = readEnvelope(body);
      const payload = await parsePayload(openPayload(envelope, this.keyRing), registered.payload);
      return { payload, accountId: envelope.accountId, observer: registered.observer };
    } catch (error) {
      if (error instanceof QueueMessageInvalidError || error instanceof DecryptionError) return undefined;
      throw error;
    }
  }
}
