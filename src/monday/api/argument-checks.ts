import { fieldsOf, isObject } from 'monday-persistence/json';
import { MondayArgumentError } from './monday-api.errors.js';
import { type ItemsFilter } from './items-filter.js';

/** Sizes of lists and pages. */
interface Sizes {
  readonly limit?: unknown;
  readonly pageSize?: unknown;
  readonly page?: unknown;
}

/** @throws MondayArgumentError */
export function check(isValid: boolean, argument: string, expected: string): asserts isValid {
  if (!isValid) throw new MondayArgumentError(argument, expected);
}

/** @throws MondayArgumentError unless it is an object that is no list */
export function checkFields(value: unknown, argument: string): void {
  check(isObject(value) && !Array.isArray(value), argument, 'an object');
}

/** @throws MondayArgumentError */
export function checkText(value: unknown, argument: string): asserts value is string {
  check(typeof value === 'string', argument, 'a text');
}

/** @throws MondayArgumentError */
export function checkList(value: unknown, argument: string): asserts value is readonly unknown[] {
  check(Array.isArray(value), argument, 'a list');
}

/** @throws MondayArgumentError */
export function checkTexts(value: unknown, argument: string): void {
  check(
    Array.isArray(value) && value.every((entry) => typeof entry === 'string'),
    argument,
    'a list of texts',
  );
}

/** @throws MondayArgumentError */
export function checkSizes({ limit = 1, pageSize = 1, page = 1 }: Sizes): void {
  check(typeof limit === 'number' && limit >= 0, 'limit', 'a number from 0');
  check(isSize(pageSize), 'pageSize', 'a whole number from 1');
  check(isSize(page), 'page', 'a whole number from 1');
}

/** @throws MondayArgumentError */
export function checkFilter(filter: ItemsFilter): void {
  checkFields(filter, 'filter');
  for (const name of ['rules', 'orderBy'] as const) {
    const list: unknown = filter[name] ?? [];
    checkList(list, `filter.${name}`);
    for (const entry of list) {
      checkFields(entry, `filter.${name}`);
      checkText(fieldsOf(entry)['columnId'], `filter.${name}.columnId`);
    }
  }
}

const isSize = (value: unknown): boolean => Number.isSafeInteger(value) && (value as number) >= 1;
