import {
  getOperationAST,
  OperationTypeNode,
  parse,
  validate,
  type DocumentNode,
  type GraphQLError,
  type GraphQLSchema,
} from 'graphql';
import { fieldsOf } from 'monday-persistence/json';
import { deprecationWarnings, type DeprecationWarning } from './deprecation-warnings.js';
import { OperationPlans, type OperationPlan } from './execution/index.js';
import { GraphQLProblem, tooComplex } from './graphql-problem.js';
import { type KnownDocuments, type ValidQuery } from './known-documents.js';
import { type OperationKind } from './limits/plan-budget.js';
import { checkShape, tooDeep } from './limits/query-shape.js';

/** A request whose query is valid for the schema. */
export interface GraphQLRequest {
  readonly document: DocumentNode;
  readonly plan: OperationPlan;
  readonly operationName: string | undefined;
  readonly variables: Readonly<Record<string, unknown>>;
  readonly kind: OperationKind;
  /** For its deprecated fields. */
  readonly warnings: readonly DeprecationWarning[];
}

/** INFER: monday does not document how long a query may be. */
const MAX_TOKENS = 10_000;
/** Maximum number of reported errors per query. */
const MAX_PROBLEMS = 50;

/** @throws GraphQLProblem on a body, a query or an operation that cannot be executed */
export function readRequest(schema: GraphQLSchema, body: unknown, known: KnownDocuments): GraphQLRequest {
  const { query, variables, operationName } = readBody(body);
  const { document, plans, warnings } = known.of(schema, query, () => validQuery(schema, query));
  const operation = getOperationAST(document, operationName);
  if (!operation || operation.operation === OperationTypeNode.SUBSCRIPTION) {
    throw new GraphQLProblem('GRAPHQL_VALIDATION_FAILED', 'There must be one query or mutation to execute.');
  }
  return {
    document,
    plan: plans.of(operationName),
    operationName,
    variables,
    kind: operation.operation === OperationTypeNode.MUTATION ? 'write' : 'read',
    warnings,
  };
}

function validQuery(schema: GraphQLSchema, query: string): ValidQuery {
  const document = parseQuery(query);
  checkShape(document);
  const problems = validate(schema, document, undefined, { maxErrors: MAX_PROBLEMS });
  if (problems.length > 0) throw invalidQuery(problems);
  return {
    document,
    plans: new OperationPlans(schema, document),
    warnings: deprecationWarnings(schema, document),
  };
}

/** Combines all errors of a query in one. */
function invalidQuery(errors: readonly GraphQLError[]): GraphQLProblem {
  const [first, ...others] = errors.map(
    ({ message, nodes }) => new GraphQLProblem('GRAPHQL_VALIDATION_FAILED', message, { nodes }),
  );
  if (!first) throw new Error('A query without errors is not invalid.');
  first.others = others;
  return first;
}

function readBody(body: unknown): {
  query: string;
  variables: Record<string, unknown>;
  operationName?: string;
} {
  const { query, variables, operationName } = fieldsOf(body);
  if (typeof query !== 'string' || query.trim() === '') {
    throw new GraphQLProblem('JsonParseException', 'No query string was present');
  }
  return {
    query,
    variables: fieldsOf(variables),
    operationName: typeof operationName === 'string' && operationName !== '' ? operationName : undefined,
  };
}

function parseQuery(query: string): DocumentNode {
  try {
    return parse(query, { maxTokens: MAX_TOKENS });
  } catch (error) {
    // The parser calls itself for each level.
    if (error instanceof RangeError) throw tooDeep();
    if (String(error).includes(`${MAX_TOKENS} tokens`)) {
      throw tooComplex(`Query has more than ${MAX_TOKENS} tokens.`);
    }
    throw new GraphQLProblem('GRAPHQL_PARSE_FAILED', error instanceof Error ? error.message : 'Syntax error');
  }
}
