import {
  getNamedType,
  isInputObjectType,
  isListType,
  isNonNullType,
  isObjectType,
  type GraphQLArgument,
  type GraphQLField,
  type GraphQLInputType,
  type GraphQLSchema,
} from 'graphql';
import { RESOLVERS, UNSERVED, WITHOUT_EFFECT } from '../../src/graphql/areas/index.js';
import { argumentCoordinate } from '../../src/graphql/resolvers/index.js';

type Fields = ReadonlyMap<string, GraphQLInputType>;

/** Records which arguments and input fields the resolvers of a schema read. */
export class InputReads {
  private readonly read = new Set<string>();

  /** Attaches to all served fields of a schema that take arguments. */
  watch(schema: GraphQLSchema): void {
    for (const [owner, field] of servedFields(schema)) {
      const { resolve } = field;
      const fields = new Map(field.args.map(({ name, type }) => [name, type]));
      field.resolve = (source, args: object, context, info) =>
        resolve?.(
          source,
          this.watched(args, fields, (name) => argumentCoordinate(owner, field.name, name)),
          context,
          info,
        );
    }
  }

  /** What served fields accept and nothing has read: schema coordinates of arguments and input fields. */
  unread(schema: GraphQLSchema): string[] {
    return served(schema).filter((coordinate) => !this.read.has(coordinate));
  }

  private watched(value: object, fields: Fields, coordinate: (name: string) => string): object {
    const note = (name: string | symbol): void => {
      if (typeof name === 'string' && fields.has(name)) this.read.add(coordinate(name));
    };
    return new Proxy(value, {
      get: (target, name): unknown => {
        note(name);
        const type = fields.get(String(name));
        const inner: unknown = Reflect.get(target, name);
        return type ? this.ofType(inner, type) : inner;
      },
      has: (target, name) => {
        note(name);
        return Reflect.has(target, name);
      },
    });
  }

  private ofType(value: unknown, type: GraphQLInputType): unknown {
    if (isNonNullType(type)) return this.ofType(value, type.ofType);
    if (typeof value !== 'object' || value === null) return value;
    if (isListType(type)) {
      return Array.isArray(value) ? value.map((entry) => this.ofType(entry, type.ofType)) : value;
    }
    if (!isInputObjectType(type)) return value;
    const fields = new Map(Object.values(type.getFields()).map((field) => [field.name, field.type]));
    return this.watched(value, fields, (name) => `${type.name}.${name}`);
  }
}

/** Fields with a resolver and arguments, each with the name of its type. */
function servedFields(schema: GraphQLSchema): [string, GraphQLField<unknown, unknown>][] {
  return Object.values(schema.getTypeMap())
    .filter(isObjectType)
    .flatMap((type) =>
      Object.values(type.getFields())
        .filter(({ name, args }) => args.length > 0 && Object.hasOwn(RESOLVERS[type.name] ?? {}, name))
        .map((field): [string, GraphQLField<unknown, unknown>] => [type.name, field]),
    );
}

function served(schema: GraphQLSchema): string[] {
  const found = new Set<string>();
  const inputs = new Set<string>();
  const follow = ({ type }: Pick<GraphQLArgument, 'type'>): void => {
    const named = getNamedType(type);
    if (!isInputObjectType(named) || inputs.has(named.name)) return;
    inputs.add(named.name);
    for (const field of Object.values(named.getFields())) {
      const coordinate = `${named.name}.${field.name}`;
      if (UNSERVED.has(coordinate) || WITHOUT_EFFECT.has(coordinate)) continue;
      found.add(coordinate);
      follow(field);
    }
  };
  for (const [type, field] of servedFields(schema)) {
    for (const one of field.args) {
      const coordinate = argumentCoordinate(type, field.name, one.name);
      if (UNSERVED.has(coordinate) || WITHOUT_EFFECT.has(coordinate)) continue;
      found.add(coordinate);
      follow(one);
    }
  }
  return [...found];
}
