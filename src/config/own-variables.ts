import { type Type } from '@nestjs/common';
import { plainToInstance } from 'class-transformer';
import { getMetadataStorage } from 'class-validator';
import {
  PUBLIC_VARIABLE_NAMES,
  SECRET_NAMES,
  VARIABLE_NAMES,
  type Variables,
} from 'monday-persistence/configuration';

/** The variables that a feature declares, beside those of `Environment`. */
export interface OwnVariables {
  /** Name of the feature. */
  readonly feature: string;
  /** A class as `Environment` is: each property is a variable, with its rules as decorators. */
  readonly type: Type<object>;
}

/** The names of all variables that an app reads: those of the framework, then those of its features. */
export interface VariableNames {
  /** Those that `EnvironmentVariablesService` shows. */
  readonly shown: readonly string[];
  /** Those that `SecretService` gives. */
  readonly secret: readonly string[];
  readonly all: readonly string[];
}

const SECRETS = Symbol('SECRETS');

/** Marks a variable that holds a secret: `SecretService.get` gives it, and `EnvironmentVariablesService` does not. */
export const Secret = (): PropertyDecorator => (prototype, property) => {
  const known = (Reflect.getMetadata(SECRETS, prototype) ?? []) as readonly string[];
  Reflect.defineMetadata(SECRETS, [...known, String(property)], prototype);
};

/** The variables of a class, by their rules: a property without a rule is none. */
export function variablesIn(type: Type<object>): string[] {
  const rules = getMetadataStorage().getTargetValidationMetadatas(type, '', false, false);
  return [...new Set(rules.map(({ propertyName }) => propertyName))];
}

/** Those of them that are secrets. */
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

/** The variables in the form that the class gives them; those that are empty have its defaults. */
export function parseVariables<T extends object>(
  type: Type<T>,
  names: readonly string[],
  variables: Variables,
): T {
  const given = names.map((name) => [name, variables[name]] as const).filter(([, value]) => value);
  return plainToInstance(type, { ...new type(), ...Object.fromEntries(given) });
}

/**
 * What a feature is injected with for its class of variables. A secret is read each time, since it may be rotated, and
 * does not show where the object is printed.
 */
export function injectedVariables({ type }: OwnVariables, variables: Variables): object {
  const parsed = parseVariables(type, variablesIn(type), variables);
  for (const name of secretsIn(type)) {
    Object.defineProperty(parsed, name, { get: () => variables[name] || undefined, enumerable: false });
  }
  return Object.freeze(parsed);
}
