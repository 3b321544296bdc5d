import { dateOf, dateText } from '../../filters/dates.js';
import { type Expression } from './parse-formula.js';

export type FormulaValue = number | string | boolean;

type Operation = (args: readonly FormulaValue[], now: number) => FormulaValue;

const DAY_MS = 86_400_000;

const number = (value: FormulaValue | undefined): number => {
  const read = typeof value === 'string' && value.trim() === '' ? 0 : Number(value ?? 0);
  if (Number.isNaN(read)) throw new FormulaValueError();
  return read;
};
const text = (value: FormulaValue | undefined): string => String(value ?? '');
const numbers = (args: readonly FormulaValue[]): number[] => args.map(number);
const round = (value: number, digits: number, by: (value: number) => number): number => {
  const scale = 10 ** digits;
  return by(value * scale) / scale;
};
const day = (value: FormulaValue | undefined): Date => {
  const time = dateOf(text(value).slice(0, 10));
  if (time === undefined) throw new FormulaValueError();
  return new Date(time);
};
const compare = (a: FormulaValue | undefined, b: FormulaValue | undefined): number => {
  const [left, right] = [Number(a), Number(b)];
  if (!Number.isNaN(left) && !Number.isNaN(right) && text(a) !== '' && text(b) !== '') return left - right;
  return text(a) < text(b) ? -1 : text(a) > text(b) ? 1 : 0;
};

/** The supported functions, by name. A formula with another function has no value. */
export const FORMULA_FUNCTIONS: Readonly<Record<string, Operation>> = {
  SUM: (args) => numbers(args).reduce((sum, value) => sum + value, 0),
  MINUS: ([a, b]) => number(a) - number(b),
  MULTIPLY: (args) => numbers(args).reduce((product, value) => product * value, 1),
  DIVIDE: ([a, b]) => number(a) / number(b),
  POWER: ([a, b]) => number(a) ** number(b),
  MOD: ([a, b]) => number(a) % number(b),
  AVERAGE: (args) => numbers(args).reduce((sum, value) => sum + value, 0) / Math.max(1, args.length),
  COUNT: (args) => args.filter((value) => value !== '' && !Number.isNaN(Number(value))).length,
  MIN: (args) => Math.min(...numbers(args)),
  MAX: (args) => Math.max(...numbers(args)),
  ABS: ([a]) => Math.abs(number(a)),
  SQRT: ([a]) => Math.sqrt(number(a)),
  ROUND: ([a, digits]) => round(number(a), number(digits), Math.round),
  ROUNDUP: ([a, digits]) => round(number(a), number(digits), Math.ceil),
  ROUNDDOWN: ([a, digits]) => round(number(a), number(digits), Math.floor),
  EQUAL: ([a, b]) => compare(a, b) === 0,
  UNEQUAL: ([a, b]) => compare(a, b) !== 0,
  LESS: ([a, b]) => compare(a, b) < 0,
  GREATER: ([a, b]) => compare(a, b) > 0,
  LESS_OR_EQUAL: ([a, b]) => compare(a, b) <= 0,
  GREATER_OR_EQUAL: ([a, b]) => compare(a, b) >= 0,
  IF: ([condition, yes, no]) => (isTrue(condition) ? (yes ?? '') : (no ?? '')),
  AND: (args) => args.every(isTrue),
  OR: (args) => args.some(isTrue),
  NOT: ([a]) => !isTrue(a),
  CONCATENATE: (args) => args.map(text).join(''),
  UPPER: ([a]) => text(a).toUpperCase(),
  LOWER: ([a]) => text(a).toLowerCase(),
  TRIM: ([a]) => text(a).trim(),
  LEN: ([a]) => text(a).length,
  LEFT: ([a, count]) => text(a).slice(0, number(count)),
  RIGHT: ([a, count]) => text(a).slice(-number(count)),
  SUBSTITUTE: ([a, from, to]) => text(a).replaceAll(text(from), text(to)),
  TODAY: (_args, now) => dateText(now),
  DAYS: ([end, start]) => (day(end).getTime() - day(start).getTime()) / DAY_MS,
  ADD_DAYS: ([date, count]) => dateText(day(date).getTime() + number(count) * DAY_MS),
  SUBTRACT_DAYS: ([date, count]) => dateText(day(date).getTime() - number(count) * DAY_MS),
  YEAR: ([date]) => day(date).getUTCFullYear(),
  MONTH: ([date]) => day(date).getUTCMonth() + 1,
  DAY: ([date]) => day(date).getUTCDate(),
};

class FormulaValueError extends Error {}

/** The inputs of a formula. */
export interface FormulaScope {
  /** Milliseconds since the epoch. */
  readonly now: number;
  readonly columnValue: (id: string) => FormulaValue | undefined;
}

/** Evaluates a formula; `undefined` if it uses an unsupported function or a value of the wrong type. */
export function evaluateFormula(expression: Expression, scope: FormulaScope): FormulaValue | undefined {
  try {
    const value = evaluate(expression, scope);
    return typeof value === 'number' && !Number.isFinite(value) ? undefined : value;
  } catch (error) {
    if (error instanceof FormulaValueError) return undefined;
    throw error;
  }
}

function evaluate(expression: Expression, scope: FormulaScope): FormulaValue {
  switch (expression.kind) {
    case 'literal':
      return expression.value;
    case 'column': {
      const value = scope.columnValue(expression.id);
      if (value === undefined) throw new FormulaValueError();
      return value;
    }
    case 'call': {
      const operation = Object.hasOwn(FORMULA_FUNCTIONS, expression.name)
        ? FORMULA_FUNCTIONS[expression.name]
        : undefined;
      if (!operation) throw new FormulaValueError();
      return operation(
        expression.args.map((arg) => evaluate(arg, scope)),
        scope.now,
      );
    }
  }
}

function isTrue(value: FormulaValue | undefined): boolean {
  return value === true || (typeof value === 'number' && value !== 0) || value === 'true';
}
