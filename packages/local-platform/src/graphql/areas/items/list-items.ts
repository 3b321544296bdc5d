import { type GraphQLContext } from '../../graphql-context.js';
import { GraphQLProblem } from '../../graphql-problem.js';
import { pageOf, type PageArgs } from '../../resolvers/index.js';
import { type ItemRow } from '../../store/index.js';
import { findVisibleItem } from '../boards/board-access.js';

export interface ItemsArgs extends PageArgs {
  readonly ids?: readonly string[] | null;
  readonly exclude_nonactive?: boolean | null;
  readonly newest_first?: boolean | null;
}

/** docs/monday-platform.md#rate-limits */
const MAX_IDS = 100;

/** `Query.items`: the items with these ids, including archived and deleted ones unless the query excludes them. */
export function listItems(args: ItemsArgs, context: GraphQLContext): ItemRow[] {
  if ((args.ids?.length ?? 0) > MAX_IDS) {
    throw new GraphQLProblem('InvalidArgumentException', `At most ${MAX_IDS} ids at once.`);
  }
  const found = [...new Set(args.ids ?? [])].flatMap((id) => findVisibleItem(Number(id), context) ?? []);
  const items = found
    .map(({ item }) => item)
    .filter(({ state }) => !args.exclude_nonactive || state === 'active');
  if (args.newest_first) items.sort((a, b) => b.created_at - a.created_at || b.id - a.id);
  return pageOf(items, args);
}
