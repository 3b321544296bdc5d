import { Injectable, type OnModuleInit, type Type } from '@nestjs/common';
import { DecoratedMethods, DeclaredTwiceError } from '../discovery/index.js';
import {
  QUEUE_HANDLER,
  type QueueHandlerContext,
  type QueueHandlerMetadata,
} from './queue-handler.decorator.js';
import { type RetryPolicy } from './retry-policy.js';

const DEFAULT_TIMEOUT_SECONDS = 300;

/** A handler method, bound to its provider. */
export interface RegisteredHandler {
  /** As `DecoratedMethod` has it. */
  readonly place: string;
  readonly type: string;
  readonly payload: Type<object>;
  readonly timeoutSeconds: number;
  /** Absent: the default policy of the queue. */
  readonly retry?: RetryPolicy | undefined;
  readonly invoke: (payload: object, context: QueueHandlerContext) => Promise<void> | void;
}

/** The handlers of the app, found on its providers when it starts. */
@Injectable()
export class HandlerRegistry implements OnModuleInit {
  private readonly handlers = new Map<string, RegisteredHandler>();

  constructor(private readonly methods: DecoratedMethods) {}

  /** @throws DeclaredTwiceError */
  onModuleInit(): void {
    const found = this.methods.find<QueueHandlerMetadata, RegisteredHandler['invoke']>(QUEUE_HANDLER);
    for (const { metadata, invoke, place } of found) this.add(metadata, invoke, place);
  }

  find(type: string): RegisteredHandler | undefined {
    return this.handlers.get(type);
  }

  private add(metadata: QueueHandlerMetadata, invoke: RegisteredHandler['invoke'], place: string): void {
    const { type, payload, timeoutSeconds = DEFAULT_TIMEOUT_SECONDS, retry } = metadata;
    const other = this.handlers.get(type);
    if (other) throw new DeclaredTwiceError(`queue handler "${type}"`, place, other.place);
    this.handlers.set(type, { place, type, payload, timeoutSeconds, retry, invoke });
  }
}
