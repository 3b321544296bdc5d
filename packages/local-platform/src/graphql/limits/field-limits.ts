import { GraphQLProblem } from '../graphql-problem.js';

/** Calls a minute of single root fields (docs/monday-platform.md#rate-limits). */
const CALLS: Readonly<Record<string, number>> = {
  create_board: 40,
  duplicate_board: 40,
  duplicate_group: 40,
  app_subscriptions: 120,
};
const FORMULA_VALUES = 10_000;
const FORMULA_COLUMNS = 5;

/** The calls of limited fields in one minute. A refused field is null; the rest of the query is answered. */
export class FieldLimits {
  private readonly calls = new Map<string, number>();
  private formulaValues = 0;

  /** Counts a call of a root field. @throws GraphQLProblem if its limit is reached */
  countCall(field: string, retryInSeconds: number): void {
    const limit = CALLS[field];
    if (limit === undefined) return;
    const calls = this.calls.get(field) ?? 0;
    if (calls >= limit) throw exceeded(pascalCase(field), retryInSeconds);
    this.calls.set(field, calls + 1);
  }

  /**
   * Counts a value of a formula.
   * @param columns formula columns of the request so far
   * @throws GraphQLProblem if there are too many columns, or too many values in this minute
   */
  countFormulaValue(columns: number, retryInSeconds: number): void {
    if (columns > FORMULA_COLUMNS || this.formulaValues >= FORMULA_VALUES) {
      throw exceeded('FormulaValue', retryInSeconds);
    }
    this.formulaValues += 1;
  }
}

/** The text is documented, without a code; INFER: the code of other limits of fields. */
function exceeded(name: string, retryInSeconds: number): GraphQLProblem {
  return new GraphQLProblem('FIELD_LIMIT_EXCEEDED', `Call limit exceeded for ${name}`, { retryInSeconds });
}

function pascalCase(name: string): string {
  return name.replace(/(?:^|_)(\w)/g, (_match, letter: string) => letter.toUpperCase());
}
