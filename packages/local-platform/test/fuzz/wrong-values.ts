import { astFromValue, GraphQLString, Kind, parse, print, visit, type ValueNode } from 'graphql';
import { type SeededRandom } from '../../src/graphql/seed/seeded-random.js';
import { type Operation } from '../operations/operation.js';
import { hostileValue } from './values.js';

type Sent = Pick<Operation, 'query' | 'variables'>;

/** The operation with one of its values, in the query or in a variable, replaced by another. */
export function withWrongValue({ query, variables = {} }: Sent, random: SeededRandom): Sent {
  const names = Object.keys(variables);
  const inQuery = countValues(query);
  const place = random.below(inQuery + names.length);
  if (place < inQuery) return { query: replaceValue(query, place, hostileValue(random)), variables };
  const name = names[place - inQuery] ?? '';
  return { query, variables: { ...variables, [name]: wrongPart(variables[name], random) } };
}

/** The value or a part of it is another; JSON in a text counts as its parts. */
function wrongPart(value: unknown, random: SeededRandom): unknown {
  if (random.below(3) === 0) return hostileValue(random);
  const parsed = typeof value === 'string' ? parseObject(value) : undefined;
  if (parsed !== undefined) return JSON.stringify(wrongPart(parsed, random));
  if (typeof value !== 'object' || value === null) return hostileValue(random);
  const keys = Object.keys(value);
  if (keys.length === 0) return hostileValue(random);
  const key = random.pick(keys);
  const changed = wrongPart((value as Record<string, unknown>)[key], random);
  return Array.isArray(value)
    ? value.map((entry: unknown, index) => (String(index) === key ? changed : entry))
    : { ...value, [key]: changed };
}

function parseObject(text: string): object | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null ? value : undefined;
  } catch {
    return undefined;
  }
}

function isConstant(node: { readonly kind: string }): node is ValueNode {
  return VALUES.has(node.kind);
}

const VALUES: ReadonlySet<string> = new Set([
  Kind.INT,
  Kind.FLOAT,
  Kind.STRING,
  Kind.BOOLEAN,
  Kind.ENUM,
  Kind.LIST,
  Kind.OBJECT,
]);

function countValues(query: string): number {
  let count = 0;
  visit(parse(query), {
    enter: (node) => {
      if (isConstant(node)) count += 1;
    },
  });
  return count;
}

function replaceValue(query: string, place: number, value: unknown): string {
  let seen = -1;
  const changed = visit(parse(query), {
    enter: (node) => {
      if (!isConstant(node)) return undefined;
      seen += 1;
      return seen === place ? literalOf(value) : undefined;
    },
  });
  return print(changed);
}

/** JSON as it is written in a query. */
function literalOf(value: unknown): ValueNode {
  if (value === null || value === undefined) return { kind: Kind.NULL };
  if (typeof value === 'boolean') return { kind: Kind.BOOLEAN, value };
  if (typeof value === 'number') {
    const text = Object.is(value, -0) ? '0' : String(value);
    return Number.isInteger(value) && !/[e.]/.test(text)
      ? { kind: Kind.INT, value: text }
      : { kind: Kind.FLOAT, value: text };
  }
  if (Array.isArray(value)) return { kind: Kind.LIST, values: value.map(literalOf) };
  if (typeof value === 'object') {
    const entries = Object.entries(value).filter(([name]) => /^[_A-Za-z]\w*$/.test(name));
    return {
      kind: Kind.OBJECT,
      fields: entries.map(([name, inner]) => ({
        kind: Kind.OBJECT_FIELD,
        name: { kind: Kind.NAME, value: name },
        value: literalOf(inner),
      })),
    };
  }
  return astFromValue(value, GraphQLString) ?? { kind: Kind.NULL };
}
