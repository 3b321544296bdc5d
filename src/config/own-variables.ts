import { type Type } from '@nestjs/common';
import { plainToInstance } from 'class-transformer';
import { getMetadataStorage } from 'class-validator';
import {
  PUBLIC_VARIABLE_NAMES,
  SECRET_NAMES,
  VARIABLE_NAMES,
  type Variables,
} from 'monday-persistence/configuration';

/** Variables declared by a feature, in addition to those of `Environment`. */
export interface OwnVariables {
  /** Name of the feature. */
  readonly feature: string;
  /** A class like `Environment`: each property is a variable, with its rules as decorators. */
  readonly type: Type<object>;
}

/** Names of all variables of an app: first those of the framework, then those of its features. */
export interface VariableNames {
  /** Variables that `EnvironmentVariablesService` returns. */
  readonly shown: readonly string[];
  /** Variables that `SecretService` returns. */
  readonly secret: readonly string[];
  readonly all: readonly string[];
}

const SECRETS = Symbol('SECRETS');

/** Marks a variable as a secret: `SecretService.get` returns it, and `EnvironmentVariablesService` does not. */
export const Secret = (): PropertyDecorator => (prototype, property) => {
  const known = (Reflect.getMetadata(SECRETS, prototype) ?? []) as readonly string[];
  Reflect.defineMetadata(SECRETS, [...known, String(property)], prototype);
};

/** The variables of a class: all properties with a rule. */
export function variablesIn(type: Type<object>): string[] {
  const rules = getMetadataStorage().getTargetValidationMetadatas(type, '', false, false);
  return [...new Set(rules.map(({ propertyName }) => propertyName))];
}

/** The variables that are secrets. */
export function secretsIn(type: Type<object>): readonly string[] {
  return (Reflect.getMetadata(SECRETS, type.prototype as object) ?? []) as readonly string[];
}

export function namesWith(own: readonly OwnVariables[]): VariableNames {
  const types = own.map(({ type }) => type);
  const secret = types.flatMap(secretsIn);
  const all = types.flatMap(variablesIn);
  return {
    shown: [...PUBLIC_VARIABLE_NAMES, ...all.filter((name) => !secret.includes(name))],
    secret: [...SECRET_NAMES, ...secret],
    all: [...VARIABLE_NAMES, ...all],
  };
}

/** The names without those that features declare. */
export const FRAMEWORK_NAMES = namesWith([]);

/** The variables as an instance of the class; empty variables have its defaults. */
export function parseVariables<T extends object>(
  type: Type<T>,
  names: readonly string[],
  variables: Variables,
): T {
  const given = names.map((name) => [name, variables[name]] as const).filter(([, value]) => value);
  return plainToInstance(type, { ...new type(), ...Object.fromEntries(given) });
}

/**
 * The object that is injected for a feature's class of variables. A secret is read at each access, because it may be
 * rotated, and is not shown when the object is printed.
 */
export function injectedVariables({ type }: OwnVariables, variables: Variables): object {
  const parsed = parseVariables(type, variablesIn(type), variables);
  for (const name of secretsIn(type)) {
    Object.defineProperty(parsed, name, { get: () => variables[name] || undefined, enumerable: false });
  }
  return Object.freeze(parsed);
}
