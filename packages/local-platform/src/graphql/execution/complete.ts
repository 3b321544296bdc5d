import {
  getNullableType,
  GraphQLError,
  isAbstractType,
  isLeafType,
  isListType,
  isNonNullType,
  isObjectType,
  type FieldNode,
  type GraphQLAbstractType,
  type GraphQLLeafType,
  type GraphQLObjectType,
  type GraphQLOutputType,
} from 'graphql';
import { type Complete, type FieldInfo, type FieldPlan } from './field-plan.js';
import { isPromise } from './promises.js';
import { runFields } from './run-fields.js';

/** The field whose values are completed, and the selection below it by the type of an object. */
export interface Completed {
  readonly nodes: readonly FieldNode[];
  readonly info: FieldInfo;
  readonly selectionOf: (type: GraphQLObjectType) => readonly FieldPlan[];
}

/** What is done with the values of a type, decided once (section 6.4.3 of the GraphQL specification). */
export function completerOf(type: GraphQLOutputType, field: Completed): Complete {
  if (isNonNullType(type)) return nonNull(completerOf(type.ofType, field), field);
  const complete = nullable(type, field);
  return (value, run, parent, key) => {
    if (value instanceof Error) throw value;
    return value === null || value === undefined ? null : complete(value, run, parent, key);
  };
}

function nonNull(complete: Complete, { info }: Completed): Complete {
  return (value, run, parent, key) => {
    const completed = complete(value, run, parent, key);
    if (completed !== null) return completed;
    throw new Error(`Cannot return null for non-nullable field ${nameOf(info)}.`);
  };
}

function nullable(type: GraphQLOutputType, field: Completed): Complete {
  if (isListType(type)) return listOf(type.ofType as GraphQLOutputType, field);
  if (isLeafType(type)) return leafOf(type);
  if (isObjectType(type)) return objectOf(type, field);
  if (isAbstractType(type)) return abstractOf(type, field);
  throw new Error(`${String(type)} is no type of a field`);
}

function listOf(type: GraphQLOutputType, field: Completed): Complete {
  const complete = completerOf(type, field);
  const entry = { nodes: field.nodes, isNonNull: isNonNullType(type) };
  return (value, run, parent, key) => {
    if (!isIterable(value)) {
      throw new GraphQLError(`Expected Iterable, but did not find one for field "${nameOf(field.info)}".`);
    }
    const path = { prev: parent, key };
    let waits = false;
    const completed = Array.from(value, (one, index) => {
      const fail = (error: unknown): null => run.failed(error, entry, { prev: path, key: index });
      try {
        const done = isPromise(one)
          ? one.then((waited) => complete(waited, run, path, index))
          : complete(one, run, path, index);
        if (!isPromise(done)) return done;
        waits = true;
        return done.then(undefined, fail);
      } catch (error) {
        return fail(error);
      }
    });
    return waits ? Promise.all(completed) : completed;
  };
}

function leafOf(type: GraphQLLeafType): Complete {
  return (value) => {
    const serialized = type.serialize(value);
    if (serialized !== null && serialized !== undefined) return serialized;
    throw new Error(`A value of the type ${type.name} cannot be serialized.`);
  };
}

function objectOf(type: GraphQLObjectType, { selectionOf }: Completed): Complete {
  let selection: readonly FieldPlan[] | undefined;
  return (value, run, parent, key) => {
    selection ??= selectionOf(type);
    return runFields(selection, value, run, { prev: parent, key });
  };
}

/** An object of an interface or a union has its type in `__typename`. */
function abstractOf(type: GraphQLAbstractType, { info, selectionOf }: Completed): Complete {
  const selections = new Map<unknown, readonly FieldPlan[]>();
  return (value, run, parent, key) => {
    const name = (value as { readonly __typename?: unknown }).__typename;
    let selection = selections.get(name);
    if (!selection) {
      selection = selectionOf(objectTypeOf(name, type, info));
      selections.set(name, selection);
    }
    return runFields(selection, value, run, { prev: parent, key });
  };
}

function objectTypeOf(name: unknown, type: GraphQLAbstractType, info: FieldInfo): GraphQLObjectType {
  const found = typeof name === 'string' ? info.schema.getType(name) : undefined;
  if (isObjectType(found) && info.schema.isSubType(type, found)) return found;
  throw new GraphQLError(
    `A value of the field "${nameOf(info)}" is of no type of "${type.name}": ${String(name)}.`,
  );
}

function isIterable(value: unknown): value is Iterable<unknown> {
  return typeof value === 'object' && value !== null && Symbol.iterator in value;
}

function nameOf({ parentType, fieldName }: FieldInfo): string {
  return `${parentType.name}.${fieldName}`;
}

/** Whether a field answers an error with null. */
export function isNullable(type: GraphQLOutputType): boolean {
  return getNullableType(type) === type;
}
