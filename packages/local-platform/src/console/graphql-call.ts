import { fieldsOf, tryParseJson } from 'monday-persistence/json';

/** A call of the GraphQL API, as the body of its request says. */
export interface GraphQLCall {
  readonly query: string;
  readonly variables: unknown;
  /** Kind and name, or the first field of an operation without a name. */
  readonly operation: string;
}

const PATH = /^\/v2(?:\/file)?$/;
const NAMED = /^(query|mutation)\s+(\w+)/;
const ANONYMOUS = /^(query|mutation)?[^{]*\{\s*(\w+)/;
/** Enough of a query for its name. */
const HEAD = /"query"\s*:\s*"((?:[^"\\]|\\.){0,200})/;

/** `undefined` if the request is none, or if not all of its body is kept. */
export function graphqlCallOf(path: string, body: string | undefined): GraphQLCall | undefined {
  if (!PATH.test(path) || body === undefined) return undefined;
  const { query, variables, operationName } = fieldsOf(tryParseJson(body));
  if (typeof query !== 'string') return undefined;
  const named = typeof operationName === 'string' && operationName !== '' ? operationName : undefined;
  return { query, variables, operation: named ?? operationOf(query) };
}

/** The operation of a request in the list, from the beginning of its body only. */
export function operationIn(path: string, body: Buffer): string | undefined {
  if (!PATH.test(path)) return undefined;
  const text = HEAD.exec(body.toString('utf8', 0, 2_000))?.[1];
  return text === undefined ? undefined : operationOf(text.replaceAll('\\n', ' '));
}

function operationOf(query: string): string {
  const text = query.trimStart();
  const [, kind = 'query', name = ''] = NAMED.exec(text) ?? ANONYMOUS.exec(text) ?? [];
  return `${kind} ${name}`.trim();
}
