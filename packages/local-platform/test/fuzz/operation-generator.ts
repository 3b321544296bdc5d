import {
  getNamedType,
  getNullableType,
  isEnumType,
  isInputObjectType,
  isInterfaceType,
  isListType,
  isNonNullType,
  isObjectType,
  isRequiredArgument,
  isScalarType,
  isUnionType,
  type GraphQLField,
  type GraphQLInputType,
  type GraphQLNamedType,
  type GraphQLOutputType,
  type GraphQLSchema,
} from 'graphql';
import { type SeededRandom } from '../../src/graphql/seed/seeded-random.js';
import { hostileValue, scalarValue, type KnownIds } from './values.js';

export interface GeneratedOperation {
  readonly query: string;
  readonly variables: Readonly<Record<string, unknown>>;
  /** The root field, of which there is one. */
  readonly field: string;
}

/** How deep selections and input objects go. */
const MAX_DEPTH = 3;
const MAX_FIELDS = 5;
/** How often, of a hundred: an optional argument; an operation with wrong values; such a value in it. */
const OPTIONAL_PERCENT = 35;
const HOSTILE_PERCENT = 40;
const WRONG_PERCENT = 15;

type Field = GraphQLField<unknown, unknown>;

/** Generates operations of one root field each out of a schema, with values that are right, odd, or of a wrong type. */
export class OperationGenerator {
  private variables: Record<string, unknown> = {};
  private declarations: string[] = [];
  private wrongPercent = 0;

  constructor(
    private readonly schema: GraphQLSchema,
    private readonly random: SeededRandom,
    private readonly ids: KnownIds,
  ) {}

  /** @param root a field of it is called, with random arguments and a random selection */
  operation(root: 'query' | 'mutation', name: string): GeneratedOperation {
    this.variables = {};
    this.declarations = [];
    this.wrongPercent = this.chance(HOSTILE_PERCENT) ? WRONG_PERCENT : 0;
    const type = root === 'query' ? this.schema.getQueryType() : this.schema.getMutationType();
    const field = type?.getFields()[name];
    if (!field) throw new Error(`no ${root} ${name}`);
    const selection = this.field(field, 'root', 0);
    const declared = this.declarations.length > 0 ? `(${this.declarations.join(', ')})` : '';
    return { query: `${root} ${declared} { ${selection} }`, variables: this.variables, field: name };
  }

  private field(field: Field, alias: string, depth: number): string {
    const given = field.args.filter((arg) => isRequiredArgument(arg) || this.chance(OPTIONAL_PERCENT));
    const args = given.map((arg) => `${arg.name}: ${this.variable(arg.type, arg.name)}`);
    const list = args.length > 0 ? `(${args.join(', ')})` : '';
    return `${alias}: ${field.name}${list}${this.selection(field.type, depth)}`;
  }

  private selection(output: GraphQLOutputType, depth: number): string {
    const type = getNamedType(output);
    if (isUnionType(type)) return ` { __typename ${this.fragment(type.getTypes(), depth)} }`;
    if (!isObjectType(type) && !isInterfaceType(type)) return '';
    const fragment = isInterfaceType(type)
      ? this.fragment(this.schema.getPossibleTypes(type) as GraphQLNamedType[], depth)
      : '';
    return ` { __typename ${this.fields(type, depth)} ${fragment} }`;
  }

  private fragment(types: readonly GraphQLNamedType[], depth: number): string {
    const type = this.random.pick(types);
    return isObjectType(type) ? `... on ${type.name} { __typename ${this.fields(type, depth)} }` : '';
  }

  private fields(type: { getFields(): Record<string, Field> }, depth: number): string {
    const all = Object.values(type.getFields());
    const possible = depth < MAX_DEPTH ? all : all.filter((field) => isLeaf(field.type));
    if (possible.length === 0) return '';
    const count = 1 + this.random.below(MAX_FIELDS);
    return Array.from({ length: count }, () =>
      // Each has an alias of its own, so that no two of them conflict.
      this.field(this.random.pick(possible), `f${this.random.below(1_000_000_000)}`, depth + 1),
    ).join(' ');
  }

  private variable(type: GraphQLInputType, name: string): string {
    const variable = `v${this.declarations.length}`;
    this.declarations.push(`$${variable}: ${String(type)}`);
    this.variables[variable] = this.value(type, name, 0);
    return `$${variable}`;
  }

  private value(type: GraphQLInputType, name: string, depth: number): unknown {
    if (this.chance(this.wrongPercent)) return hostileValue(this.random);
    if (!isNonNullType(type) && this.chance(this.wrongPercent)) return null;
    const inner = getNullableType(type);
    if (isListType(inner)) {
      const count = this.random.below(4);
      return Array.from({ length: count }, () => this.value(inner.ofType, name, depth));
    }
    if (isEnumType(inner)) return this.random.pick(inner.getValues()).name;
    if (isInputObjectType(inner)) return this.inputObject(inner, depth);
    return isScalarType(inner) ? scalarValue(inner.name, name, this.random, this.ids) : null;
  }

  private inputObject(
    type: { getFields(): Record<string, { readonly name: string; readonly type: GraphQLInputType }> },
    depth: number,
  ): Record<string, unknown> {
    const given = Object.values(type.getFields()).filter(
      (field) => isNonNullType(field.type) || (depth < MAX_DEPTH && this.chance(OPTIONAL_PERCENT)),
    );
    return Object.fromEntries(
      given.map((field) => [field.name, this.value(field.type, field.name, depth + 1)]),
    );
  }

  private chance(percent: number): boolean {
    return this.random.below(100) < percent;
  }
}

function isLeaf(type: GraphQLOutputType): boolean {
  const named = getNamedType(type);
  return isScalarType(named) || isEnumType(named);
}
