import { type FieldInfo } from '../execution/index.js';
import { type GraphQLContext } from '../graphql-context.js';

/**
 * Resolves one field. `source` is the result of the parent field; root fields have none. A resolver declares its
 * types for source and arguments; the schema validates the arguments before it is called.
 */
export type FieldResolver = (source: never, args: never, context: GraphQLContext, info: FieldInfo) => unknown;

/** Resolvers by type and field, `{Board: {name: ...}}`. A missing field is unsupported. */
export type ResolverMap = Readonly<Record<string, Readonly<Record<string, FieldResolver>>>>;

/** A part of the API with its resolvers, in a separate folder in `areas/`. */
export interface Area {
  /** The name of its folder and, if it has one, of its file in `schema/`. */
  readonly name: string;
  readonly resolvers: ResolverMap;
  /**
   * What served fields could be sent, and the area does not serve: schema coordinates of arguments `Query.boards(latest:)`,
   * input fields `UserAttributesInput.department` and enum values `ViewContext.ITEM`. A field that is sent one is
   * answered as unsupported.
   */
  readonly unserved?: readonly string[];
  /** What may be sent and changes nothing here, with the reason: coordinates of arguments and input fields. */
  readonly withoutEffect?: Readonly<Record<string, string>>;
}

/** Merges the resolvers of all areas. @throws Error if two areas resolve the same field */
export function mergeAreas(areas: readonly Area[]): ResolverMap {
  const merged: Record<string, Record<string, FieldResolver>> = {};
  for (const { name, resolvers } of areas) {
    for (const [type, fields] of Object.entries(resolvers)) {
      const known = (merged[type] ??= {});
      for (const [field, resolve] of Object.entries(fields)) {
        if (Object.hasOwn(known, field))
          throw new Error(`${type}.${field} is served twice, also by ${name}.`);
        known[field] = resolve;
      }
    }
  }
  return merged;
}
