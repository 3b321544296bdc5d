import { GraphQLProblem } from '../graphql-problem.js';

export interface PageArgs {
  readonly limit?: number | null;
  readonly page?: number | null;
}

const DEFAULT_LIMIT = 25;

/** The part of a list selected by `limit` and `page`. @throws GraphQLProblem if they are not positive */
export function pageOf<T>(all: readonly T[], args: PageArgs): T[] {
  const { limit, offset } = pageBounds(args);
  return all.slice(offset, offset + limit);
}

/** Converts `limit` and `page` to SQL's LIMIT and OFFSET. @throws GraphQLProblem if one is not positive */
export function pageBounds({ limit, page }: PageArgs): { limit: number; offset: number } {
  const size = limit ?? DEFAULT_LIMIT;
  const number = page ?? 1;
  if (size < 0 || number < 1) {
    throw new GraphQLProblem('InvalidArgumentException', 'limit and page must be positive.');
  }
  return { limit: size, offset: (number - 1) * size };
}
