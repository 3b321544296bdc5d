import { GraphQLProblem } from '../graphql-problem.js';

/** The error for a field or argument that the platform does not support. @param name such as `Query.sprints` */
export function unsupported(name: string): GraphQLProblem {
  return new GraphQLProblem('LOCAL_PLATFORM_UNSUPPORTED', `The local platform does not serve ${name}.`, {
    data: { field: name },
  });
}
