import { Injectable } from '@nestjs/common';
import { DiscoveryService, MetadataScanner } from '@nestjs/core';
import { featureNameOf } from './feature-name.js';

/** A method that a decorator marked. */
export interface DecoratedMethod<Metadata, Method> {
  /** What the decorator left. */
  readonly metadata: Metadata;
  /** The method, bound to its provider. */
  readonly invoke: Method;
  /** The method itself, which other decorators may have marked too. */
  readonly method: object;
  /** Location for messages: `feature "reminders" (Reminders.send)`, or without the feature if there is none. */
  readonly place: string;
}

interface Provider {
  readonly instance: object;
  readonly feature: string | undefined;
}

interface ProviderMethod {
  readonly provider: object;
  readonly place: string;
  readonly method: (...args: never[]) => unknown;
}

/** Finds methods of the app's providers that are marked by decorators, in all modules. */
@Injectable()
export class DecoratedMethods {
  private all: readonly ProviderMethod[] | undefined;

  constructor(
    private readonly discovery: DiscoveryService,
    private readonly scanner: MetadataScanner,
  ) {}

  /**
   * All marked methods, once for each provider, even if it has several tokens. Call it after all modules were created.
   * @param key metadata key of a decorator for `Method` that sets `Metadata`
   */
  find<Metadata, Method>(key: symbol): DecoratedMethod<Metadata, Method>[] {
    this.all ??= this.providers().flatMap((provider) => this.methodsOf(provider));
    return this.all.flatMap(({ provider, method, place }) => {
      const metadata = Reflect.getMetadata(key, method) as Metadata | undefined;
      return metadata === undefined
        ? []
        : [{ metadata, invoke: method.bind(provider) as Method, method, place }];
    });
  }

  private providers(): Provider[] {
    const found = new Map<object, Provider>();
    for (const wrapper of this.discovery.getProviders()) {
      const instance: unknown = wrapper.isDependencyTreeStatic() ? wrapper.instance : undefined;
      if (typeof instance !== 'object' || instance === null || found.has(instance)) continue;
      const module = wrapper.host?.metatype;
      found.set(instance, { instance, feature: module && featureNameOf(module) });
    }
    return [...found.values()];
  }

  private methodsOf({ instance, feature }: Provider): ProviderMethod[] {
    const prototype: unknown = Object.getPrototypeOf(instance);
    if (typeof prototype !== 'object' || prototype === null) return [];
    return this.scanner.getAllMethodNames(prototype).flatMap((name) => {
      const method: unknown = Reflect.get(prototype, name);
      if (typeof method !== 'function') return [];
      const own = `${prototype.constructor.name}.${name}`;
      const place = feature === undefined ? own : `feature "${feature}" (${own})`;
      return [{ provider: instance, place, method: method as ProviderMethod['method'] }];
    });
  }
}
