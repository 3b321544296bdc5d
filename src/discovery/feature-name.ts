import { SetMetadata } from '@nestjs/common';

const FEATURE_NAME = Symbol('FEATURE_NAME');

/** Stores the name of a feature on its module. */
export const setFeatureName = (name: string): ClassDecorator => SetMetadata(FEATURE_NAME, name);

/** The feature name of a module; `undefined` if the module is not a feature. */
export function featureNameOf(module: object): string | undefined {
  return Reflect.getOwnMetadata(FEATURE_NAME, module) as string | undefined;
}
