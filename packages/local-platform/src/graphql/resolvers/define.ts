import { type FieldInfo } from '../execution/index.js';
import { type GraphQLContext } from '../graphql-context.js';
import { type FieldResolver } from './resolver-map.js';

type RootResolver<Args> = (args: Args, context: GraphQLContext, info: FieldInfo) => unknown;

/** Fields that return the property with the same name. */
export function properties<Name extends string>(...names: Name[]): Record<Name, FieldResolver> {
  const resolvers = names.map((name) => [name, (source: Record<string, unknown>) => source[name]] as const);
  return Object.fromEntries(resolvers) as unknown as Record<Name, FieldResolver>;
}

/** Fields that return database times as `Date` or `ISO8601DateTime`. */
export function times<Name extends string>(...names: Name[]): Record<Name, FieldResolver> {
  const resolvers = names.map(
    (name) => [name, (source: Record<string, number | null>) => isoTime(source[name])] as const,
  );
  return Object.fromEntries(resolvers) as unknown as Record<Name, FieldResolver>;
}

/** A time in monday's format: UTC, whole seconds. */
export function isoTime(milliseconds: number | null | undefined): string | null {
  if (milliseconds === null || milliseconds === undefined) return null;
  return `${new Date(milliseconds).toISOString().slice(0, 19)}Z`;
}

/**
 * A field of `Query`.
 * @param scope required scope, if any. INFER: monday does not list the scope of each field; it is that of the object.
 */
export function query<Args>(scope: string | undefined, resolve: RootResolver<Args>): FieldResolver {
  return (_source: unknown, args: Args, context, info) => {
    if (scope !== undefined) context.requireScope(scope);
    context.countCall(info.fieldName);
    return resolve(args, context, info);
  };
}

/**
 * A field of `Mutation` that runs in a database transaction. Viewers may not call it.
 * @param boardOf the id of the board that it is about, if that is not the argument `board_id`
 */
export function mutation<Args>(
  scope: string,
  resolve: RootResolver<Args>,
  boardOf?: (args: Args, context: GraphQLContext) => number | undefined,
): FieldResolver {
  return slowMutation<Args>(scope, (args, context, info) =>
    context.write(() => resolve(args, context, info), {
      name: info.fieldName,
      args: args as Readonly<Record<string, unknown>>,
      ...(boardOf ? { boardId: boardOf(args, context) } : {}),
    }),
  );
}

/** A {@link mutation} with asynchronous work before its changes; it calls `context.write` itself. */
export function slowMutation<Args>(scope: string, resolve: RootResolver<Args>): FieldResolver {
  return (_source: unknown, args: Args, context, info) => {
    context.requireScope(scope);
    context.requireWriter();
    context.countCall(info.fieldName);
    return resolve(args, context, info);
  };
}
