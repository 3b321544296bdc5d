import { type GraphQLContext } from '../../graphql-context.js';
import { GraphQLProblem } from '../../graphql-problem.js';
import { findAccount } from '../../store/index.js';

/** A node of `AccountProduct`. */
export interface Product {
  readonly id: number;
  readonly kind: string;
  readonly tier: string | null;
  readonly default_workspace_id: number | null;
}

/** The products of the account: work management, whose kind is `core`. INFER: its id. */
export function productsOf(context: GraphQLContext): Product[] {
  const account = findAccount(context);
  if (!account) return [];
  return [{ id: account.id, kind: 'core', tier: account.tier, default_workspace_id: null }];
}

/** Checks a given `account_product_id`. @throws GraphQLProblem `InvalidArgumentException` if the account has no such product */
export function checkProduct(id: string | null | undefined, context: GraphQLContext): void {
  if (id === null || id === undefined) return;
  if (productsOf(context).some((product) => String(product.id) === id)) return;
  throw new GraphQLProblem('InvalidArgumentException', `The account has no product ${id}.`);
}
