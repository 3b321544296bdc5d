import { BadRequestException } from '@nestjs/common';
import { VARIABLE_NAMES } from 'monday-persistence/configuration';
import { fieldsOf } from 'monday-persistence/json';
import { readCredentials } from './credentials-input.js';
import { type AppDeclaration } from '../state/index.js';

const VARIABLE = /^[A-Z][A-Z0-9_]{1,99}$/;
const PLAN = /^[\w.-]{1,100}$/;
const MAX_NAMES = 500;
/** Variables of the platform's own process, which are not the app's whatever it declares. */
const OF_THE_PROCESS: ReadonlySet<unknown> = new Set([...VARIABLE_NAMES, 'PATH', 'HOME']);

/** @throws BadRequestException */
export function readDeclaration(body: unknown, knownScopes: readonly string[]): AppDeclaration {
  const { scopes, secretNames, variableNames, plans = [] } = fieldsOf(body);
  if (!isListOf(scopes, (scope) => knownScopes.includes(scope))) {
    throw new BadRequestException('scopes must be a list of scopes of monday.');
  }
  if (!isListOf(secretNames, isOwnName) || !isListOf(variableNames, isOwnName)) {
    throw new BadRequestException('secretNames and variableNames must be lists of variables of the app.');
  }
  if (!isListOf(plans, (plan) => PLAN.test(plan)))
    throw new BadRequestException('plans must be a list of ids.');
  return { scopes, secretNames, variableNames, plans, ...readCredentials(body) };
}

const isOwnName = (name: string): boolean => VARIABLE.test(name) && !OF_THE_PROCESS.has(name);

function isListOf(value: unknown, isValid: (entry: string) => boolean): value is string[] {
  if (!Array.isArray(value) || value.length > MAX_NAMES) return false;
  return value.every((entry: unknown) => typeof entry === 'string' && isValid(entry));
}
