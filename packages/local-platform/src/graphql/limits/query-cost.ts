import {
  getOperationAST,
  Kind,
  type DocumentNode,
  type FieldNode,
  type FragmentDefinitionNode,
  type SelectionSetNode,
} from 'graphql';

const BASE_COST = 10;
/** The assumed length of a list that the query does not limit. */
const DEFAULT_LIST = 25;
const LISTS = new Set(['boards', 'items', 'items_page', 'next_items_page', 'users']);
const MAX_DEPTH = 20;

type Variables = Readonly<Record<string, unknown>>;

/**
 * The cost of a query: a field costs one point, a list costs its limit times the cost of an entry. monday does not
 * publish its formula; this one grows similarly.
 */
export function queryCost(
  document: DocumentNode,
  operationName: string | undefined,
  variables: Variables,
): number {
  const operation = getOperationAST(document, operationName);
  if (!operation) return BASE_COST;
  const fragments = new Map(
    document.definitions.flatMap((definition) =>
      definition.kind === Kind.FRAGMENT_DEFINITION ? [[definition.name.value, definition] as const] : [],
    ),
  );
  return BASE_COST + costOf(operation.selectionSet, fragments, variables, 0);
}

function costOf(
  selections: SelectionSetNode | undefined,
  fragments: ReadonlyMap<string, FragmentDefinitionNode>,
  variables: Variables,
  depth: number,
): number {
  if (!selections || depth > MAX_DEPTH) return 0;
  let cost = 0;
  for (const selection of selections.selections) {
    const inner =
      selection.kind === Kind.FRAGMENT_SPREAD
        ? fragments.get(selection.name.value)?.selectionSet
        : selection.selectionSet;
    const below = costOf(inner, fragments, variables, depth + 1);
    cost += selection.kind === Kind.FIELD ? 1 + below * lengthOf(selection, variables) : below;
  }
  return cost;
}

function lengthOf(field: FieldNode, variables: Variables): number {
  if (!LISTS.has(field.name.value)) return 1;
  const ids = argument(field, 'ids', variables);
  if (Array.isArray(ids)) return Math.max(1, ids.length);
  if (ids !== undefined) return 1;
  const limit = Number(argument(field, 'limit', variables));
  return Number.isFinite(limit) && limit > 0 ? limit : DEFAULT_LIST;
}

function argument(field: FieldNode, name: string, variables: Variables): unknown {
  const value = field.arguments?.find((candidate) => candidate.name.value === name)?.value;
  if (value?.kind === Kind.VARIABLE) return variables[value.name.value];
  if (value?.kind === Kind.LIST) return value.values;
  return value?.kind === Kind.INT || value?.kind === Kind.STRING ? value.value : undefined;
}
