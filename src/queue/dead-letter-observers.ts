import { type Type } from '@nestjs/common';
import { DecryptionError, type KeyRing } from '../secrets/index.js';
import { type DeadLetter } from './dead-letters.js';
import { openPayload, readEnvelope } from './envelope.js';
import { parsePayload } from './parse-payload.js';
import { QueueMessageInvalidError } from './queue.errors.js';

/** Observes the dead letters of one message type, for modules that store data for their messages. */
export interface DeadLetterObserver<T extends object> {
  /** The message became a dead letter. @param cause code of the last error */
  onDead(payload: T, accountId: string, cause: string): Promise<void>;

  /** The message is about to be published again. @throws BaseError if handling it would have no effect */
  onReplay(payload: T, accountId: string): Promise<void>;

  /** The dead letter is about to be deleted. */
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

/** The observers of dead letters, by message type. */
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

  /** @throws BaseError if replaying the letter would have no effect */
  async replays(letter: DeadLetter): Promise<void> {
    const observed = await this.open(letter);
    await observed?.observer.onReplay(observed.payload, observed.accountId);
  }

  async drops(letter: DeadLetter): Promise<void> {
    const observed = await this.open(letter);
    await observed?.observer.onDrop(observed.payload, observed.accountId);
  }

  /**
   * `undefined` if the type has no observer, or if the letter cannot be read, so that its message was never handled.
   */
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
