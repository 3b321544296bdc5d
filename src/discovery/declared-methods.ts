import { type Type } from '@nestjs/common';
import { MetadataScanner } from '@nestjs/core';

/** A provider class of a feature, as its module lists it. */
export interface DeclaredProvider {
  readonly type: Type<object>;
  /** Name of the feature; absent for a provider of another module. */
  readonly feature?: string;
}

/** A marked method of a class that was not instantiated. */
export interface DeclaredMethod<Metadata> {
  readonly metadata: Metadata;
  readonly method: object;
  /** As `DecoratedMethod.place` has it. */
  readonly place: string;
}

/**
 * Finds marked methods of classes without an app: nothing is instantiated.
 * @param key metadata key of a decorator that sets `Metadata`
 */
export function declaredMethods<Metadata>(
  providers: readonly DeclaredProvider[],
  key: symbol,
): DeclaredMethod<Metadata>[] {
  const scanner = new MetadataScanner();
  return providers.flatMap(({ type, feature }) => {
    const prototype = type.prototype as Record<string, object>;
    return scanner.getAllMethodNames(prototype).flatMap((name) => {
      const method = prototype[name];
      const metadata = method && (Reflect.getMetadata(key, method) as Metadata | undefined);
      if (method === undefined || metadata === undefined) return [];
      const own = `${type.name}.${name}`;
      return [{ metadata, method, place: feature === undefined ? own : `feature "${feature}" (${own})` }];
    });
  });
}
