import { isObjectType, type GraphQLSchema } from 'graphql';
import { type FieldInfo } from '../execution/index.js';
import { type GraphQLContext } from '../graphql-context.js';
import { type ResolverMap } from './resolver-map.js';
import { inputCheck, type InputCheck } from './unserved-inputs.js';
import { unsupported } from './unsupported.js';

type Resolver = (
  source: unknown,
  args: Readonly<Record<string, unknown>>,
  context: GraphQLContext,
  info: FieldInfo,
) => unknown;

/**
 * Attaches a resolver to each field of the schema; fields without a resolver return the error "unsupported".
 * @param unserved inputs that the resolvers do not support, see `Area.unserved`
 */
export function attachResolvers(
  schema: GraphQLSchema,
  resolvers: ResolverMap,
  unserved: ReadonlySet<string>,
): void {
  for (const type of Object.values(schema.getTypeMap())) {
    if (!isObjectType(type) || type.name.startsWith('__')) continue;
    const served = resolvers[type.name];
    for (const field of Object.values(type.getFields())) {
      const resolve = (served?.[field.name] ?? unsupportedField(type.name, field.name)) as Resolver;
      field.resolve = checked(resolve, inputCheck(type.name, field, unserved));
    }
  }
}

function checked(resolve: Resolver, check: InputCheck | undefined): Resolver {
  if (!check) return resolve;
  return (source, args, context, info) => {
    check(args);
    return resolve(source, args, context, info);
  };
}

function unsupportedField(type: string, field: string): () => never {
  return () => {
    throw unsupported(`${type}.${field}`);
  };
}

/** Fields in the map that are in no schema, as `Type.field`: misspelled names and fields that monday removed. */
export function unknownNames(schemas: readonly GraphQLSchema[], resolvers: ResolverMap): string[] {
  return Object.entries(resolvers).flatMap(([name, fields]) =>
    Object.keys(fields)
      .filter((field) => !schemas.some((schema) => hasField(schema, name, field)))
      .map((field) => `${name}.${field}`),
  );
}

function hasField(schema: GraphQLSchema, name: string, field: string): boolean {
  const type = schema.getType(name);
  return isObjectType(type) && Object.hasOwn(type.getFields(), field);
}
