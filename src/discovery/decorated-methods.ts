import { Injectable } from '@nestjs/common';
import { DiscoveryService, MetadataScanner } from '@nestjs/core';
import { DeclarationRefusedError } from './declaration.errors.js';
import { featureNameOf } from './feature-name.js';

const IN_CONTROLLER = 'a controller only serves routes. Move the method to a provider.';
const NO_SINGLETON =
  'its provider must be a singleton. Remove its scope, and that of each provider that it uses.';

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
  /** The prototype if there is no single instance. */
  readonly instance: object;
  readonly prototype: unknown;
  readonly feature: string | undefined;
  /** Why its methods cannot be called. */
  readonly problem: string | undefined;
}

interface ProviderMethod {
  readonly provider: object;
  readonly problem: string | undefined;
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
   * @throws DeclarationRefusedError if one is in a controller, or in a provider that is no singleton
   */
  find<Metadata, Method>(key: symbol): DecoratedMethod<Metadata, Method>[] {
    return this.marked<Metadata>(key).map(({ metadata, provider, problem, method, place }) => {
      if (problem !== undefined) throw new DeclarationRefusedError(place, problem);
      return { metadata, invoke: method.bind(provider) as Method, method, place };
    });
  }

  /** All marked methods, wherever they are, of a decorator that does not have them called, such as one for routes, too. */
  marks<Metadata>(key: symbol): Omit<DecoratedMethod<Metadata, unknown>, 'invoke'>[] {
    return this.marked<Metadata>(key).map(({ metadata, method, place }) => ({ metadata, method, place }));
  }

  private marked<Metadata>(key: symbol): (ProviderMethod & { readonly metadata: Metadata })[] {
    this.all ??= this.providers().flatMap((provider) => this.methodsOf(provider));
    return this.all.flatMap((method) => {
      const metadata = Reflect.getMetadata(key, method.method) as Metadata | undefined;
      return metadata === undefined ? [] : [{ ...method, metadata }];
    });
  }

  private providers(): Provider[] {
    const found = new Map<object, Provider>();
    const controllers = new Set(this.discovery.getControllers());
    for (const wrapper of [...this.discovery.getProviders(), ...controllers]) {
      const isSingleton = wrapper.isDependencyTreeStatic() && !wrapper.isTransient;
      const problem = controllers.has(wrapper) ? IN_CONTROLLER : isSingleton ? undefined : NO_SINGLETON;
      const instance: unknown = isSingleton ? wrapper.instance : wrapper.metatype?.prototype;
      if (typeof instance !== 'object' || instance === null || found.has(instance)) continue;
      const prototype: unknown = isSingleton ? Object.getPrototypeOf(instance) : instance;
      const module = wrapper.host?.metatype;
      found.set(instance, { instance, prototype, feature: module && featureNameOf(module), problem });
    }
    return [...found.values()];
  }

  private methodsOf({ instance, prototype, feature, problem }: Provider): ProviderMethod[] {
    if (typeof prototype !== 'object' || prototype === null) return [];
    return this.scanner.getAllMethodNames(prototype).flatMap((name) => {
      const method: unknown = Reflect.get(prototype, name);
      if (typeof method !== 'function') return [];
      const own = `${prototype.constructor.name}.${name}`;
      const place = feature === undefined ? own : `feature "${feature}" (${own})`;
      return [{ provider: instance, problem, place, method: method as ProviderMethod['method'] }];
    });
  }
}
