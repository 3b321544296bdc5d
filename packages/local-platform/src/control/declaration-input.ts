import { BadRequestException } from '@nestjs/common';
import { VARIABLE_NAMES } from 'monday-persistence/configuration';
import { fieldsOf, isObject } from 'monday-persistence/json';
import { readCredentials } from './credentials-input.js';
import { type AppDeclaration, type DeclaredFeature } from '../state/index.js';

const VARIABLE = /^[A-Z][A-Z0-9_]{1,99}$/;
const PLAN = /^[\w.-]{1,100}$/;
const EVENT = /^[a-z_]{1,60}$/;
const MAX_NAMES = 500;
/** Variables of the platform's own process, which are not the app's whatever it declares. */
const OF_THE_PROCESS: ReadonlySet<unknown> = new Set([...VARIABLE_NAMES, 'PATH', 'HOME']);

/** @throws BadRequestException */
export function readDeclaration(body: unknown, knownScopes: readonly string[]): AppDeclaration {
  const { scopes, secretNames, variableNames, plans = [], features = [], events = [] } = fieldsOf(body);
  if (!isListOf(scopes, (scope) => knownScopes.includes(scope))) {
    throw new BadRequestException('scopes must be a list of scopes of monday.');
  }
  if (!isListOf(secretNames, isOwnName) || !isListOf(variableNames, isOwnName)) {
    throw new BadRequestException('secretNames and variableNames must be lists of variables of the app.');
  }
  if (!isListOf(plans, (plan) => PLAN.test(plan)))
    throw new BadRequestException('plans must be a list of ids.');
  if (!isListOf(events, (event) => EVENT.test(event)))
    throw new BadRequestException('events must be a list of names of events.');
  const declared = { scopes, secretNames, variableNames, plans, events };
  return { ...declared, features: readFeatures(features), ...readCredentials(body) };
}

function readFeatures(value: unknown): DeclaredFeature[] {
  const features: unknown[] = Array.isArray(value) ? value : [undefined];
  if (features.length <= MAX_NAMES && features.every(isFeature)) return features as DeclaredFeature[];
  throw new BadRequestException('features must be a list of features of a manifest.');
}

function isFeature(value: unknown): boolean {
  const { key, type, name, data } = fieldsOf(value);
  const texts = [type, name, key ?? ''].every((text) => typeof text === 'string' && text.length <= 300);
  return texts && isObject(data);
}

const isOwnName = (name: string): boolean => VARIABLE.test(name) && !OF_THE_PROCESS.has(name);

function isListOf(value: unknown, isValid: (entry: string) => boolean): value is string[] {
  if (!Array.isArray(value) || value.length > MAX_NAMES) return false;
  return value.every((entry: unknown) => typeof entry === 'string' && isValid(entry));
}
