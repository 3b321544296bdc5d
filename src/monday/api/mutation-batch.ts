/** One field of a mutation, such as `create_item(board_id: $board) { id }`. */
export interface BatchedMutation {
  /** Name of the mutation, such as `create_item`. */
  readonly field: string;
  /** Arguments by name, each with its GraphQL type, such as `{ board_id: ['ID!', '1'] }`. */
  readonly arguments: Readonly<Record<string, readonly [type: string, value: unknown]>>;
  /** Selection of the result, such as `id name`. */
  readonly selection: string;
}

/** Many mutations in one document, under the aliases `m0`, `m1`, ... */
export interface BatchDocument {
  readonly query: string;
  readonly variables: Readonly<Record<string, unknown>>;
}

const NAME = /^[_A-Za-z]\w*$/;
const TYPE = /^[\w![\]]+$/;

/** @throws TypeError if a name is invalid; names come from the app, never from input */
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

/** The costs that monday reports with a document. */
export interface Complexity {
  readonly query: number;
  readonly after: number;
}

/**
 * Maximum complexity of one document of a batch: a fifth of the minute's budget, so that other calls can proceed
 * (docs/monday-platform.md#rate-limits).
 */
const COST_PER_DOCUMENT = 1_000_000;
const FIRST_SIZE = 5;
const MAX_SIZE = 50;

/** Number of mutations in the next document, estimated from the cost of the previous ones. */
export class BatchSize {
  private size = FIRST_SIZE;

  get next(): number {
    return this.size;
  }

  /** @param complexity complexity of a document with `count` mutations, from its reply */
  learn(count: number, complexity: Complexity | null | undefined): void {
    const isKnown = Number.isFinite(complexity?.query) && Number.isFinite(complexity?.after);
    if (!complexity || !isKnown || complexity.query <= 0) return;
    const each = complexity.query / count;
    const affordable = Math.min(COST_PER_DOCUMENT, Math.max(complexity.after, each));
    this.size = Math.min(MAX_SIZE, Math.max(1, Math.floor(affordable / each)));
  }
}
