import { idleEventLoop } from './idle-event-loop.js';
import { DeadLetterObservers } from '../../../src/queue/dead-letter-observers.js';
import { DEFAULT_RETRY_POLICY } from '../../../src/queue/retry-policy.js';
import { NO_METRICS, NO_TRACING } from '../../../src/telemetry/index.js';
import { randomBytes } from 'node:crypto';
import { type Type } from '@nestjs/common';
import { IsString } from 'class-validator';
import { type InstallationStore } from '../../../src/account-data/index.js';
import { type Persistence } from '../../../src/persistence/index.js';
import { Clock } from '../../../src/clock/index.js';
import { AccountSlots } from '../../../src/queue/account-slots.js';
import { DeadLetters } from '../../../src/queue/dead-letters.js';
import { type HandlerRegistry, type RegisteredHandler } from '../../../src/queue/handler.registry.js';
import { QueueRunner } from '../../../src/queue/queue.runner.js';
import { AesGcmKeyRing, type SecretService } from '../../../src/secrets/index.js';

/** The payload of the tests. */
export class TextPayload {
  @IsString()
  readonly text!: string;
}

export const testKeyRing = (kid = 'test'): AesGcmKeyRing => {
  const keys = `${kid}:${randomBytes(32).toString('base64url')}`;
  return new AesGcmKeyRing({ require: () => keys } as unknown as SecretService);
};

/** Handlers by type, without a Nest application. */
export class FakeRegistry {
  private readonly handlers = new Map<string, RegisteredHandler>();

  on<T extends object>(
    type: string,
    payload: Type<T>,
    invoke: (payload: T, context: Parameters<RegisteredHandler['invoke']>[1]) => Promise<void> | void,
    timeoutSeconds = 300,
    retry?: RegisteredHandler['retry'],
  ): this {
    this.handlers.set(type, {
      place: 'a test',
      type,
      payload,
      timeoutSeconds,
      retry,
      invoke: invoke as RegisteredHandler['invoke'],
    });
    return this;
  }

  find(type: string): RegisteredHandler | undefined {
    return this.handlers.get(type);
  }
}

export interface QueueParts {
  readonly registry: FakeRegistry;
  readonly keyRing: AesGcmKeyRing;
  readonly deadLetters: DeadLetters;
  readonly runner: QueueRunner;
}

/** The runner with what it needs, over a real store. */
export function queueParts(persistence: Persistence, clock: Clock): QueueParts {
  const registry = new FakeRegistry();
  const keyRing = testKeyRing();
  const deadLetters = new DeadLetters(persistence, new DeadLetterObservers(keyRing));
  const installations = { hasLeftSince: () => Promise.resolve(false) } as unknown as InstallationStore;
  const runner = new QueueRunner(
    registry as unknown as HandlerRegistry,
    keyRing,
    deadLetters,
    clock,
    installations,
    new AccountSlots(16, clock, idleEventLoop()),
    DEFAULT_RETRY_POLICY,
    NO_TRACING,
    NO_METRICS,
  );
  return { registry, keyRing, deadLetters, runner };
}
