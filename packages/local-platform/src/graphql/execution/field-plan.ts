import { type FieldNode, type GraphQLField, type GraphQLObjectType, type GraphQLSchema } from 'graphql';
import { type Run } from './run.js';

/** What a resolver learns about its field. */
export interface FieldInfo {
  readonly fieldName: string;
  readonly parentType: GraphQLObjectType;
  readonly schema: GraphQLSchema;
}

/** Where a value is in the answer. Made only for objects and lists, so that the many values below them cost nothing. */
export interface Path {
  readonly prev: Path | undefined;
  readonly key: string | number;
}

/** Turns what a resolver returned into what the answer has at `parent`, `key`. @throws what the field answers as an error */
export type Complete = (value: unknown, run: Run, parent: Path | undefined, key: string | number) => unknown;

/** One field of a selection for one type: all that does not depend on the object that it is read from. */
export interface FieldPlan {
  /** Its name in the answer. */
  readonly key: string;
  readonly nodes: readonly FieldNode[];
  readonly definition: GraphQLField<unknown, unknown>;
  readonly info: FieldInfo;
  readonly resolve: (source: unknown, args: unknown, context: unknown, info: FieldInfo) => unknown;
  /** The position of its arguments among those of the run. */
  readonly slot: number;
  readonly isNonNull: boolean;
  readonly complete: Complete;
}
