import { SetMetadata } from '@nestjs/common';

const FEATURE_NAME = Symbol('FEATURE_NAME');

/** Leaves the name of a feature on its module. */
export const setFeatureName = (name: string): ClassDecorator => SetMetadata(FEATURE_NAME, name);

/** The name of the feature that this module is; `undefined` for a module that is none. */
export function featureNameOf(module: object): string | undefined {
  return Reflect.getOwnMetadata(FEATURE_NAME, module) as string | undefined;
}
