import {
  isEnumType,
  isInputObjectType,
  isListType,
  isNonNullType,
  type GraphQLArgument,
  type GraphQLField,
  type GraphQLInputType,
} from 'graphql';
import { unsupported } from './unsupported.js';

type Input = Pick<GraphQLArgument, 'type' | 'defaultValue'>;

/** Refuses arguments. @throws GraphQLProblem `LOCAL_PLATFORM_UNSUPPORTED` */
export type InputCheck = (args: Readonly<Record<string, unknown>>) => void;

/**
 * The check for the arguments of a field, with the input fields and enum values below them; none if everything that can
 * be sent is served. What means the same as nothing may be sent: null, the default, and `false` without a default.
 * @param unserved schema coordinates, see `Area.unserved`
 */
export function inputCheck(
  type: string,
  { name, args }: Pick<GraphQLField<unknown, unknown>, 'name' | 'args'>,
  unserved: ReadonlySet<string>,
): InputCheck | undefined {
  const inputs = args
    .map((input) => ({ input, coordinate: argumentCoordinate(type, name, input.name) }))
    .filter(
      ({ input, coordinate }) => unserved.has(coordinate) || canHold(input.type, unserved, new Set<string>()),
    );
  if (inputs.length === 0) return undefined;
  return (values) => {
    for (const { input, coordinate } of inputs) checkOne(values[input.name], input, coordinate, unserved);
  };
}

/** Such as `Query.boards(ids:)`. */
export function argumentCoordinate(type: string, field: string, argument: string): string {
  return `${type}.${field}(${argument}:)`;
}

function checkOne(value: unknown, input: Input, coordinate: string, unserved: ReadonlySet<string>): void {
  if (isNothing(value, input)) return;
  if (unserved.has(coordinate)) throw unsupported(coordinate);
  checkValue(value, input.type, unserved);
}

function isNothing(value: unknown, { defaultValue }: Input): boolean {
  if (value === undefined || value === null || value === defaultValue) return true;
  return value === false && defaultValue === undefined;
}

function checkValue(value: unknown, type: GraphQLInputType, unserved: ReadonlySet<string>): void {
  if (value === undefined || value === null) return;
  if (isNonNullType(type)) {
    checkValue(value, type.ofType, unserved);
  } else if (isListType(type)) {
    const entries: readonly unknown[] = Array.isArray(value) ? value : [value];
    for (const entry of entries) checkValue(entry, type.ofType, unserved);
  } else if (isEnumType(type)) {
    const coordinate = `${type.name}.${value as string}`;
    if (unserved.has(coordinate)) throw unsupported(coordinate);
  } else if (isInputObjectType(type)) {
    const given = value as Readonly<Record<string, unknown>>;
    for (const field of Object.values(type.getFields())) {
      checkOne(given[field.name], field, `${type.name}.${field.name}`, unserved);
    }
  }
}

/** Whether a value of the type can have an unserved part. @param seen types that refer to themselves end here */
function canHold(type: GraphQLInputType, unserved: ReadonlySet<string>, seen: Set<string>): boolean {
  if (isNonNullType(type) || isListType(type)) return canHold(type.ofType, unserved, seen);
  if (isEnumType(type)) return type.getValues().some(({ name }) => unserved.has(`${type.name}.${name}`));
  if (!isInputObjectType(type) || seen.has(type.name)) return false;
  seen.add(type.name);
  return Object.values(type.getFields()).some(
    (field) => unserved.has(`${type.name}.${field.name}`) || canHold(field.type, unserved, seen),
  );
}
