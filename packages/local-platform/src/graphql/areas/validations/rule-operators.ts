/** `GroupInput`: constraints that are combined. */
export interface ConstraintGroup {
  readonly operator?: 'AND' | 'OR' | null;
  readonly groups: readonly Constraint[];
}

/** `RuleConstraintInput`. */
export interface Constraint {
  readonly operator: string;
  readonly column_id: string;
  readonly compare_value?: readonly unknown[] | null;
  readonly compare_attribute?: string | null;
}

/** `always` is the `then` of a rule without `if`. */
export type Clause = 'always' | 'if' | 'then';

const LABELS = ['ANY_OF', 'NOT_ANY_OF'];
const TEXT = ['CONTAINS_TEXT', 'NOT_CONTAINS_TEXT', 'STARTS_WITH_TEXT'];
const RANGE = ['GREATER_THAN', 'GREATER_THAN_OR_EQUALS', 'LOWER_THAN', 'LOWER_THAN_OR_EQUAL'];
const LABEL_TYPES = ['status', 'dropdown', 'rating'];
const TEXT_TYPES = ['text', 'long_text', 'email', 'phone', 'link', 'country'];
const PLAIN_TYPES = ['checkbox', 'people', 'timeline', 'location'];
/** Types of columns that may have to be empty. */
const EMPTIABLE = ['status', 'dropdown', 'checkbox', 'people'];

/** Types of columns that can be required (docs/monday-platform.md#validations). */
export const REQUIRABLE_TYPES: ReadonlySet<string> = new Set([
  ...LABEL_TYPES,
  ...TEXT_TYPES,
  'numbers',
  'date',
  'people',
  'timeline',
  'location',
]);

/** The operators of `RuleOperator` that a clause can apply to a type of columns (docs/monday-platform.md#validations). */
export function operatorsOf(type: string, clause: Clause): readonly string[] {
  const own = valueOperators(type, clause);
  if (clause === 'always' || (own.length === 0 && !PLAIN_TYPES.includes(type))) return own;
  const empty = clause === 'then' && EMPTIABLE.includes(type) ? ['IS_EMPTY'] : [];
  return [...own, ...empty, 'IS_NOT_EMPTY'];
}

function valueOperators(type: string, clause: Clause): readonly string[] {
  if (LABEL_TYPES.includes(type)) return LABELS;
  if (TEXT_TYPES.includes(type)) return TEXT;
  if (type === 'numbers') return [...(clause === 'always' ? [] : ['EQUALS']), 'NOT_EQUALS', ...RANGE];
  if (type === 'date') return [...(clause === 'if' ? ['EQUALS'] : []), 'NOT_EQUALS', ...RANGE, 'BETWEEN'];
  return [];
}

const FILTER_OPERATORS: Readonly<Record<string, string>> = {
  EQUALS: 'any_of',
  NOT_EQUALS: 'not_any_of',
  STARTS_WITH_TEXT: 'starts_with',
};

/** The operator of filters that means the same. */
export function filterOperator(operator: string): string {
  return FILTER_OPERATORS[operator] ?? operator.toLowerCase();
}

/** What a value that breaks a constraint must be, after the title of its column. INFER: two are documented. */
export function demandOf({ operator, compare_value }: Constraint): string {
  const values = JSON.stringify(compare_value ?? []).replaceAll(',', ', ');
  const demand = DEMANDS[operator] ?? operator.toLowerCase().replaceAll('_', ' ');
  return operator.endsWith('EMPTY') ? demand : `${demand} ${values}`;
}

const DEMANDS: Readonly<Record<string, string>> = {
  IS_NOT_EMPTY: 'is required',
  IS_EMPTY: 'must be empty',
  ANY_OF: 'must be any of',
  NOT_ANY_OF: 'must not be any of',
  EQUALS: 'must be',
  NOT_EQUALS: 'must not be',
  GREATER_THAN: 'must be more than',
  GREATER_THAN_OR_EQUALS: 'must be at least',
  LOWER_THAN: 'must be less than',
  LOWER_THAN_OR_EQUAL: 'must be at most',
  BETWEEN: 'must be between',
  CONTAINS_TEXT: 'must contain',
  NOT_CONTAINS_TEXT: 'must not contain',
  STARTS_WITH_TEXT: 'must start with',
};
