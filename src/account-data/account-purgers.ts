import { Injectable } from '@nestjs/common';
import { DiscoveryService, MetadataScanner } from '@nestjs/core';
import { PURGES_ACCOUNT, type PurgeMethod } from './purges-account.decorator.js';

/** Everything that keeps data of accounts, found on the app's providers: the one list of a purge. */
@Injectable()
export class AccountPurgers {
  private found: ReadonlyMap<string, PurgeMethod> | undefined;

  constructor(
    private readonly discovery: DiscoveryService,
    private readonly scanner: MetadataScanner,
  ) {}

  /** By the name of the data. @throws Error where two claim the same name */
  all(): ReadonlyMap<string, PurgeMethod> {
    return (this.found ??= this.discover());
  }

  private discover(): Map<string, PurgeMethod> {
    const purgers = new Map<string, PurgeMethod>();
    for (const instance of this.providers()) {
      for (const [what, method] of this.methodsOf(instance)) {
        if (purgers.has(what)) throw new Error(`Two providers purge "${what}".`);
        purgers.set(what, method);
      }
    }
    return purgers;
  }

  /** Each once, also where it has several tokens. */
  private providers(): Set<object> {
    const instances = this.discovery
      .getProviders()
      .map((wrapper): unknown => (wrapper.isDependencyTreeStatic() ? wrapper.instance : undefined))
      .filter((instance) => typeof instance === 'object' && instance !== null);
    return new Set(instances);
  }

  private methodsOf(provider: object): [string, PurgeMethod][] {
    const prototype: unknown = Object.getPrototypeOf(provider);
    if (typeof prototype !== 'object' || prototype === null) return [];
    return this.scanner.getAllMethodNames(prototype).flatMap((name): [string, PurgeMethod][] => {
      const method: unknown = Reflect.get(prototype, name);
      if (typeof method !== 'function') return [];
      const what = Reflect.getMetadata(PURGES_ACCOUNT, method) as string | undefined;
      return what === undefined ? [] : [[what, method.bind(provider) as PurgeMethod]];
    });
  }
}
