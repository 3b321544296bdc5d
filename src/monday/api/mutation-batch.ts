/** One field of a mutation, such as `create_item(board_id: $board) { id }`. */
export interface BatchedMutation {
  /** Name of the mutation, such as `create_item`. */
  readonly field: string;
  /** Arguments by name, each with its GraphQL type, such as `{ board_id: ['ID!', '1'] }`. */
  readonly arguments: Readonly<Record<string, readonly [type: string, value: unknown]>>;
  /** What is asked of the result, such as `id name`. */
  readonly selection: string;
}

/** Many mutations in one document, under the aliases `m0`, `m1`, ... */
export interface BatchDocument {
  readonly query: string;
  readonly variables: Readonly<Record<string, unknown>>;
}

const NAME = /^[_A-Za-z]\w*$/;
const TYPE = /^[\w![\]]+$/;

/** @throws TypeError if a name is none: names are the app's own, never input */
export function batchDocument(mutations: readonly BatchedMutation[]): BatchDocument {
  const variables: Record<string, unknown> = {};
  const declared: string[] = [];
  const fields = mutations.map(({ field, arguments: given, selection }, index) => {
    const passed = Object.entries(given).map(([name, [type, value]]) => {
      if (!NAME.test(name) || !TYPE.test(type)) throw new TypeError(`${name}: ${type} is not an argument.`);
      const variable = `v${index}_${name}`;
      variables[variable] = value;
      declared.push(`$${variable}: ${type}`);
      return `${name}: $${variable}`;
    });
    if (!NAME.test(field)) throw new TypeError(`${field} is not a mutation.`);
    const parameters = passed.length > 0 ? `(${passed.join(', ')})` : '';
    return `m${index}: ${field}${parameters} { ${selection} }`;
  });
  const head = declared.length > 0 ? `mutation (${declared.join(', ')})` : 'mutation';
  return { query: `${head} { ${fields.join('\n')} complexity { query after } }`, variables };
}

/** What one document of a batch may cost: a fifth of the minute's budget, so that others get on (docs/monday-platform.md#rate-limits). */
const COST_PER_DOCUMENT = 1_000_000;
const FIRST_SIZE = 5;
const MAX_SIZE = 50;

/** How many mutations the next document takes, learnt from what the ones before cost. */
export class BatchSize {
  private size = FIRST_SIZE;

  get next(): number {
    return this.size;
  }

  /** @param complexity of the answer to a document of `count` mutations */
  learn(count: number, complexity: { readonly query: number; readonly after: number } | undefined): void {
    if (!complexity || complexity.query <= 0) return;
    const each = complexity.query / count;
    const affordable = Math.min(COST_PER_DOCUMENT, Math.max(complexity.after, each));
    this.size = Math.min(MAX_SIZE, Math.max(1, Math.floor(affordable / each)));
  }
}
