import { Injectable, type OnModuleInit } from '@nestjs/common';
import { DecoratedMethods, DeclaredTwiceError } from '../discovery/index.js';
import { PURGES_ACCOUNT, type PurgeMethod } from './purges-account.decorator.js';

/** The purge handlers of all providers, found at startup: the complete list of stored account data. */
@Injectable()
export class PurgeHandlerRegistry implements OnModuleInit {
  private readonly handlers = new Map<string, PurgeMethod>();

  constructor(private readonly methods: DecoratedMethods) {}

  /** @throws DeclaredTwiceError */
  onModuleInit(): void {
    const places = new Map<string, string>();
    for (const { metadata: what, invoke, place } of this.methods.find<string, PurgeMethod>(PURGES_ACCOUNT)) {
      const other = places.get(what);
      if (other !== undefined) throw new DeclaredTwiceError(`purge of "${what}"`, place, other);
      places.set(what, place);
      this.handlers.set(what, invoke);
    }
  }

  /** Handlers by the name of the data. */
  all(): ReadonlyMap<string, PurgeMethod> {
    return this.handlers;
  }
}
