import { Injectable, type Type } from '@nestjs/common';
import { DiscoveryService, MetadataScanner } from '@nestjs/core';
import {
  QUEUE_HANDLER,
  type QueueHandlerContext,
  type QueueHandlerMetadata,
} from './queue-handler.decorator.js';
import { QueueHandlerDuplicateError } from './queue.errors.js';

const DEFAULT_TIMEOUT_SECONDS = 300;

/** A handler method, bound to its provider. */
export interface RegisteredHandler {
  readonly type: string;
  readonly payload: Type<object>;
  readonly timeoutSeconds: number;
  readonly invoke: (payload: object, context: QueueHandlerContext) => Promise<void> | void;
}

/** The handlers of the app, found on its providers. */
@Injectable()
export class HandlerRegistry {
  private readonly handlers = new Map<string, RegisteredHandler>();

  constructor(
    private readonly discovery: DiscoveryService,
    private readonly scanner: MetadataScanner,
  ) {}

  /** Looks through all providers; called once, when every module is made. @throws QueueHandlerDuplicateError */
  discover(): void {
    for (const wrapper of this.discovery.getProviders()) {
      const instance: unknown = wrapper.isDependencyTreeStatic() ? wrapper.instance : undefined;
      if (typeof instance === 'object' && instance !== null) this.register(instance);
    }
  }

  find(type: string): RegisteredHandler | undefined {
    return this.handlers.get(type);
  }

  private register(provider: object): void {
    const prototype: unknown = Object.getPrototypeOf(provider);
    if (typeof prototype !== 'object' || prototype === null) return;
    for (const name of this.scanner.getAllMethodNames(prototype)) {
      const method: unknown = Reflect.get(prototype, name);
      if (typeof method !== 'function') continue;
      const metadata = Reflect.getMetadata(QUEUE_HANDLER, method) as QueueHandlerMetadata | undefined;
      if (metadata) this.add(metadata, method.bind(provider) as RegisteredHandler['invoke']);
    }
  }

  private add(metadata: QueueHandlerMetadata, invoke: RegisteredHandler['invoke']): void {
    const { type, payload, timeoutSeconds = DEFAULT_TIMEOUT_SECONDS } = metadata;
    if (this.handlers.has(type)) throw new QueueHandlerDuplicateError(type);
    this.handlers.set(type, { type, payload, timeoutSeconds, invoke });
  }
}
