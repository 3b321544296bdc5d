import { getVariableValues, OperationTypeNode, type ExecutionResult, type GraphQLError } from 'graphql';
import { type OperationPlan } from './operation-plan.js';
import { isPromise } from './promises.js';
import { runFields, runSerially } from './run-fields.js';
import { Run } from './run.js';

const MAX_PROBLEMS = 50;

/**
 * Executes an operation as `execute` of the package graphql does. That function decides for each value anew what its type
 * requires; a plan decides once, which is several times faster for a page of items.
 * @param variables as the client sent them
 */
export function executePlan(
  plan: OperationPlan,
  variables: Readonly<Record<string, unknown>>,
  context: unknown,
): ExecutionResult | Promise<ExecutionResult> {
  const { schema, operation } = plan;
  const { variableDefinitions = [] } = operation;
  const { coerced, errors } = getVariableValues(schema, variableDefinitions, variables, {
    maxErrors: MAX_PROBLEMS,
  });
  if (errors) return { errors };
  const run = new Run(context, coerced);
  const failed = (error: unknown): ExecutionResult => {
    run.errors.push(error as GraphQLError);
    return answer(null, run);
  };
  try {
    const fields = plan.rootOf(coerced);
    const isMutation = operation.operation === OperationTypeNode.MUTATION;
    const data = isMutation ? runSerially(fields, run) : runFields(fields, undefined, run, undefined);
    return isPromise(data) ? data.then((waited) => answer(waited, run), failed) : answer(data, run);
  } catch (error) {
    return failed(error);
  }
}

function answer(data: unknown, { errors }: Run): ExecutionResult {
  const known = data as Record<string, unknown> | null;
  return errors.length === 0 ? { data: known } : { errors, data: known };
}
