import { GraphQLProblem } from '../../graphql-problem.js';

const MAX_NAME_LENGTH = 255;

/** @throws GraphQLProblem `CreateBoardException` */
export function checkBoardName(name: string): string {
  if (name.trim() !== '' && name.length <= MAX_NAME_LENGTH) return name;
  throw new GraphQLProblem(
    'CreateBoardException',
    `A board has a name of 1 to ${MAX_NAME_LENGTH} characters.`,
  );
}
