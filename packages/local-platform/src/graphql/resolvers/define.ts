import { type GraphQLResolveInfo } from 'graphql';
import { type GraphQLContext } from '../graphql-context.js';
import { type FieldResolver } from './resolver-map.js';
import { unsupported } from './unsupported.js';

interface RootOptions {
  /** Arguments of monday that the platform does not support. A query that uses one is rejected. */
  readonly unserved?: readonly string[];
}

type RootResolver<Args> = (args: Args, context: GraphQLContext, info: GraphQLResolveInfo) => unknown;

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

/** A field of `Query`. @param scope required scope, if any */
export function query<Args>(
  scope: string | undefined,
  resolve: RootResolver<Args>,
  { unserved = [] }: RootOptions = {},
): FieldResolver {
  return (_source: unknown, args: Args, context, info) => {
    if (scope !== undefined) context.requireScope(scope);
    refuse(unserved, args, info);
    return resolve(args, context, info);
  };
}

/** A field of `Mutation` that runs in a database transaction. Viewers may not call it. */
export function mutation<Args>(
  scope: string,
  resolve: RootResolver<Args>,
  options?: RootOptions,
): FieldResolver {
  return slowMutation<Args>(
    scope,
    (args, context, info) => context.write(() => resolve(args, context, info)),
    options,
  );
}

/** A {@link mutation} with asynchronous work before its changes; it calls `context.write` itself. */
export function slowMutation<Args>(
  scope: string,
  resolve: RootResolver<Args>,
  { unserved = [] }: RootOptions = {},
): FieldResolver {
  return (_source: unknown, args: Args, context, info) => {
    context.requireScope(scope);
    context.requireWriter();
    refuse(unserved, args, info);
    return resolve(args, context, info);
  };
}

function refuse<Args>(unserved: readonly string[], args: Args, info: GraphQLResolveInfo): void {
  const values = args as Readonly<Record<string, unknown>>;
  const given = unserved.find((name) => values[name] !== undefined && values[name] !== null);
  if (given !== undefined) throw unsupported(`${info.parentType.name}.${info.fieldName}(${given}:)`);
}
