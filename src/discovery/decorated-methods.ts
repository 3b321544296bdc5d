import { Injectable } from '@nestjs/common';
import { DiscoveryService, MetadataScanner } from '@nestjs/core';

/** A method that a decorator marked. */
export interface DecoratedMethod<Metadata, Method> {
  /** What the decorator left. */
  readonly metadata: Metadata;
  /** The method, bound to its provider. */
  readonly invoke: Method;
}

interface ProviderMethod {
  readonly provider: object;
  readonly method: (...args: never[]) => unknown;
}

/** Finds what decorators marked on the app's providers, of whatever module. */
@Injectable()
export class DecoratedMethods {
  private all: readonly ProviderMethod[] | undefined;

  constructor(
    private readonly discovery: DiscoveryService,
    private readonly scanner: MetadataScanner,
  ) {}

  /**
   * Every marked method, once for each provider, also if that has several tokens. To be called once every module is
   * made.
   * @param key metadata key of a decorator that takes `Method` and leaves `Metadata`
   */
  find<Metadata, Method>(key: symbol): DecoratedMethod<Metadata, Method>[] {
    this.all ??= this.providers().flatMap((provider) => this.methodsOf(provider));
    return this.all.flatMap(({ provider, method }) => {
      const metadata = Reflect.getMetadata(key, method) as Metadata | undefined;
      return metadata === undefined ? [] : [{ metadata, invoke: method.bind(provider) as Method }];
    });
  }

  private providers(): object[] {
    const instances = this.discovery
      .getProviders()
      .map((wrapper): unknown => (wrapper.isDependencyTreeStatic() ? wrapper.instance : undefined))
      .filter((instance) => typeof instance === 'object' && instance !== null);
    return [...new Set(instances)];
  }

  private methodsOf(provider: object): ProviderMethod[] {
    const prototype: unknown = Object.getPrototypeOf(provider);
    if (typeof prototype !== 'object' || prototype === null) return [];
    return this.scanner.getAllMethodNames(prototype).flatMap((name) => {
      const method: unknown = Reflect.get(prototype, name);
      return typeof method === 'function' ? [{ provider, method: method as ProviderMethod['method'] }] : [];
    });
  }
}
