import { getArgumentValues, locatedError, type GraphQLError } from 'graphql';
import { type FieldPlan, type Path } from './field-plan.js';

type Variables = Readonly<Record<string, unknown>>;

/** One execution of an operation: its variables, its errors, and the arguments of its fields. */
export class Run {
  readonly errors: GraphQLError[] = [];
  private readonly args: unknown[] = [];

  constructor(
    readonly context: unknown,
    private readonly variables: Variables,
  ) {}

  /** The arguments of a field, read once for all objects of a list. @throws GraphQLError if a variable is missing */
  argsOf(plan: FieldPlan): unknown {
    const known = this.args[plan.slot];
    if (known !== undefined) return known;
    const args = getArgumentValues(plan.definition, plan.nodes[0] ?? missingNode(plan), this.variables);
    this.args[plan.slot] = args;
    return args;
  }

  /** Keeps the error of a field, which is answered as null. @throws GraphQLError if the field cannot be null */
  failed(error: unknown, { nodes, isNonNull }: Pick<FieldPlan, 'nodes' | 'isNonNull'>, path: Path): null {
    const located = locatedError(error, [...nodes], keysOf(path));
    if (isNonNull) throw located;
    this.errors.push(located);
    return null;
  }
}

function keysOf(path: Path): (string | number)[] {
  const keys: (string | number)[] = [];
  for (let at: Path | undefined = path; at; at = at.prev) keys.push(at.key);
  return keys.reverse();
}

function missingNode({ key }: FieldPlan): never {
  throw new Error(`the field ${key} is nowhere in the query`);
}
