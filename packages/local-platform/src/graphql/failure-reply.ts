import { randomUUID } from 'node:crypto';
import { GraphQLError } from 'graphql/error/GraphQLError.js';
import { type GraphQLProblem } from './graphql-problem.js';
import { type GraphQLReply } from './graphql-reply.js';

/** The response to a request that was not executed. */
export function failureReply(
  problem: GraphQLProblem,
  headers: Readonly<Record<string, string>> = {},
): GraphQLReply {
  const requestId = randomUUID();
  return {
    status: problem.httpStatus,
    headers: {
      ...headers,
      'x-request-id': requestId,
      ...retryHeaders(problem),
    },
    body: {
      errors: [problem, ...problem.others].map((one) => errorBody(one, requestId)),
      extensions: { request_id: requestId },
    },
  };
}

/** `Retry-After`, if the problem ends by itself. */
export function retryHeaders({ retryInSeconds }: GraphQLProblem): Record<string, string> {
  return retryInSeconds === undefined ? {} : { 'Retry-After': String(retryInSeconds) };
}

/** One entry of `errors`. Errors of other types are bugs of the platform; their message is not returned. */
export function errorBody(error: GraphQLError, requestId: string): object {
  const { message, locations, path, extensions } = error.toJSON();
  const isBug = error.originalError !== undefined && !(error.originalError instanceof GraphQLError);
  const known = isBug
    ? { code: 'INTERNAL_SERVER_ERROR', status_code: 500 }
    : // What the engine itself refuses, such as a variable of the wrong type, has no code yet.
      { code: 'GRAPHQL_VALIDATION_FAILED', status_code: 200, error_data: {}, ...extensions };
  return {
    message: isBug ? 'Internal server error' : message,
    ...(locations ? { locations } : {}),
    ...(path ? { path } : {}),
    extensions: { ...known, request_id: requestId },
  };
}
