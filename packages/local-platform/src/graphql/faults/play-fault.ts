import { type Response } from 'express';
import { failureReply } from '../failure-reply.js';
import { GraphQLProblem } from '../graphql-problem.js';
import { type GraphQLReply } from '../graphql-reply.js';
import { isErrorFault, problemOf } from './error-faults.js';
import { type GraphQLFault } from './graphql-faults.js';

const RETRY_IN_SECONDS = 1;

/** The reply of a fault; `undefined` if the fault has already ended the connection. */
export function playFault(fault: GraphQLFault, response: Response): GraphQLReply | undefined {
  if (isErrorFault(fault)) return failureReply(problemOf(fault));
  switch (fault) {
    case 'unauthorized':
      return failureReply(new GraphQLProblem('NOT_AUTHENTICATED', 'Not Authenticated'));
    case 'rate_limit':
      return failureReply(
        new GraphQLProblem('RATE_LIMIT_EXCEEDED', 'Minute limit rate exceeded', {
          retryInSeconds: RETRY_IN_SECONDS,
        }),
      );
    case 'complexity':
      return failureReply(
        new GraphQLProblem('COMPLEXITY_BUDGET_EXHAUSTED', 'Complexity budget exhausted, reset in 1 seconds', {
          retryInSeconds: RETRY_IN_SECONDS,
        }),
      );
    case 'unavailable':
      return { status: 503, headers: {}, body: { error_message: 'Service unavailable', status_code: 503 } };
    case 'internal_error':
      return failureReply(new GraphQLProblem('INTERNAL_SERVER_ERROR', 'Internal server error'));
    case 'partial_data': {
      const reply = failureReply(new GraphQLProblem('INTERNAL_SERVER_ERROR', 'Internal server error'));
      return { ...reply, body: { ...reply.body, data: { boards: [] } } };
    }
    case 'html':
      response.status(502).type('html').send('<html><body>Bad gateway</body></html>');
      return undefined;
    case 'disconnect':
      response.destroy();
      return undefined;
    case 'hang':
      return undefined;
  }
}
