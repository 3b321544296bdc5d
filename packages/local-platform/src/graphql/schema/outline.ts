import {
  getNamedType,
  isEnumType,
  isInputObjectType,
  isInterfaceType,
  isObjectType,
  isUnionType,
  type GraphQLSchema,
} from 'graphql';

/** A field: its type, the name of that type without lists, and the types of its arguments. */
export type OutlinedField = readonly [type: string, named: string, args: Readonly<Record<string, string>>];

/** What completion needs of a schema. */
export interface SchemaOutline {
  readonly query: string;
  readonly mutation: string;
  /** Fields of each type that can be selected or entered. */
  readonly types: Readonly<Record<string, Readonly<Record<string, OutlinedField>>>>;
  readonly enums: Readonly<Record<string, readonly string[]>>;
  /** Types that a fragment can be of. */
  readonly possible: Readonly<Record<string, readonly string[]>>;
}

/** The names and types of a schema, in a tenth of the size of an introspection. */
export function outlineOf(schema: GraphQLSchema): SchemaOutline {
  const all = Object.values(schema.getTypeMap()).filter(({ name }) => !name.startsWith('__'));
  const abstract = all.filter((type) => isInterfaceType(type) || isUnionType(type));
  return {
    query: schema.getQueryType()?.name ?? 'Query',
    mutation: schema.getMutationType()?.name ?? 'Mutation',
    types: Object.fromEntries(
      all.flatMap((type) => {
        if (isInputObjectType(type)) return [[type.name, outlined(Object.values(type.getFields()))]];
        if (!isObjectType(type) && !isInterfaceType(type)) return [];
        return [[type.name, outlined(Object.values(type.getFields()))]];
      }),
    ),
    enums: Object.fromEntries(
      all.filter(isEnumType).map((type) => [type.name, type.getValues().map(({ name }) => name)]),
    ),
    possible: Object.fromEntries(
      abstract.map((type) => [type.name, schema.getPossibleTypes(type).map(({ name }) => name)]),
    ),
  };
}

interface Field {
  readonly name: string;
  readonly type: Parameters<typeof getNamedType>[0] & object;
  readonly args?: readonly { readonly name: string; readonly type: { toString(): string } }[];
}

function outlined(fields: readonly Field[]): Record<string, OutlinedField> {
  return Object.fromEntries(
    fields.map(({ name, type, args = [] }) => [
      name,
      [
        String(type),
        getNamedType(type)?.name ?? '',
        Object.fromEntries(args.map((arg) => [arg.name, arg.type.toString()])),
      ] as const,
    ]),
  );
}
