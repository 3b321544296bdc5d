import { Injectable, type OnModuleInit } from '@nestjs/common';
import { DecoratedMethods } from '../discovery/index.js';
import { PURGES_ACCOUNT, type PurgeMethod } from './purges-account.decorator.js';

/** The purge handlers of all providers, found at startup: the complete list of stored account data. */
@Injectable()
export class PurgeHandlerRegistry implements OnModuleInit {
  private readonly handlers = new Map<string, PurgeMethod>();

  constructor(private readonly methods: DecoratedMethods) {}

  /** @throws Error if two handlers have the same name */
  onModuleInit(): void {
    for (const { metadata: what, invoke } of this.methods.find<string, PurgeMethod>(PURGES_ACCOUNT)) {
      if (this.handlers.has(what)) throw new Error(`Two providers purge "${what}".`);
      this.handlers.set(what, invoke);
    }
  }

  /** Handlers by the name of the data. */
  all(): ReadonlyMap<string, PurgeMethod> {
    return this.handlers;
  }
}
