import { Injectable } from '@nestjs/common';
import { DecoratedMethods } from '../discovery/index.js';
import { PURGES_ACCOUNT, type PurgeMethod } from './purges-account.decorator.js';

/** The purge handlers of all providers, which are the complete list of stored account data. */
@Injectable()
export class PurgeHandlers {
  private found: ReadonlyMap<string, PurgeMethod> | undefined;

  constructor(private readonly methods: DecoratedMethods) {}

  /** Handlers by the name of the data. @throws Error if two handlers have the same name */
  all(): ReadonlyMap<string, PurgeMethod> {
    return (this.found ??= this.discover());
  }

  private discover(): Map<string, PurgeMethod> {
    const handlers = new Map<string, PurgeMethod>();
    for (const { metadata: what, invoke } of this.methods.find<string, PurgeMethod>(PURGES_ACCOUNT)) {
      if (handlers.has(what)) throw new Error(`Two providers purge "${what}".`);
      handlers.set(what, invoke);
    }
    return handlers;
  }
}
