import {
  findKeyProblem,
  findTextProblem,
  findVersionProblem,
  MAX_KEY_LENGTH,
  MAX_VERSION_LENGTH,
  textRule,
  wholeNumberRule,
  type FieldRule,
} from '../rules/index.js';
import { type CounterPeriod } from './storage.driver.js';

/** Longest life of a row that expires. */
export const MAX_TTL_SECONDS = 30 * 24 * 60 * 60;
export const MAX_SEARCH_LIMIT = 100;
/** Longest term, in UTF-16 units. */
const MAX_TERM_LENGTH = 256;
/** Longest cursor, in characters. */
const MAX_CURSOR_LENGTH = 4096;
const PERIODS: readonly CounterPeriod[] = ['DAILY', 'MONTHLY', 'YEARLY'];

export const VERSION: FieldRule = {
  findProblem: findVersionProblem,
  schema: { type: 'string', maxLength: MAX_VERSION_LENGTH },
};

export const SHARED: FieldRule = {
  findProblem: (value) => (typeof value === 'boolean' ? undefined : 'must be true or false'),
  schema: { type: 'boolean' },
};

export const TTL: FieldRule = wholeNumberRule(1, MAX_TTL_SECONDS, ' of seconds');

const TERM_TEXT = textRule(MAX_TERM_LENGTH, `must be a string of at most ${MAX_TERM_LENGTH} characters`);
export const TERM: FieldRule = {
  ...TERM_TEXT,
  findProblem: (value) => TERM_TEXT.findProblem(value) ?? findTextProblem(value as string),
};

export const CURSOR: FieldRule = textRule(MAX_CURSOR_LENGTH, 'must be a cursor of an earlier page');

export const LIMIT: FieldRule = wholeNumberRule(1, MAX_SEARCH_LIMIT);

export const PERIOD: FieldRule = {
  findProblem: (value) =>
    (PERIODS as readonly unknown[]).includes(value) ? undefined : `must be one of ${PERIODS.join(', ')}`,
  schema: { type: 'string', enum: PERIODS },
};

export const INCREMENT: FieldRule = {
  findProblem: (value) => (Number.isSafeInteger(value) ? undefined : 'must be a safe whole number'),
  schema: { type: 'integer', minimum: Number.MIN_SAFE_INTEGER, maximum: Number.MAX_SAFE_INTEGER },
};

export const KIND: FieldRule = {
  findProblem: findKeyProblem,
  schema: { type: 'string', minLength: 1, maxLength: MAX_KEY_LENGTH },
};
