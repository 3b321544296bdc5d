/** The operators of monday's filters; which of them a column takes depends on its type (docs/monday-platform.md#filters). */
export type FilterOperator =
  | 'any_of'
  | 'not_any_of'
  | 'is_empty'
  | 'is_not_empty'
  | 'greater_than'
  | 'greater_than_or_equals'
  | 'lower_than'
  | 'lower_than_or_equal'
  | 'between'
  | 'within_the_last'
  | 'within_the_next'
  | 'contains_text'
  | 'not_contains_text'
  | 'contains_terms'
  | 'starts_with';

export interface FilterRule {
  readonly columnId: string;
  /** Default `any_of`. */
  readonly operator?: FilterOperator;
  /** A status or dropdown is compared by the id of its label, as a number. Omit it for `is_empty` and `is_not_empty`. */
  readonly value?: string | number | readonly (string | number)[];
  /** Such as `START_DATE` of a timeline. */
  readonly attribute?: string;
}

/** Which items of a board, and in which order. */
export interface ItemsFilter {
  readonly rules?: readonly FilterRule[];
  /** Whether an item must match all rules or one of them; default `and`. */
  readonly operator?: 'and' | 'or';
  readonly ids?: readonly string[];
  readonly orderBy?: readonly { readonly columnId: string; readonly direction?: 'asc' | 'desc' }[];
}

/** The filter as the argument `query_params`. */
export function itemsQueryOf({ rules, operator, ids, orderBy }: ItemsFilter): object {
  return {
    ...(rules && { rules: rules.map(ruleOf) }),
    ...(operator && { operator }),
    ...(ids && { ids }),
    ...(orderBy && {
      order_by: orderBy.map(({ columnId, direction }) => ({
        column_id: columnId,
        ...(direction && { direction }),
      })),
    }),
  };
}

/** The columns that a filter names. */
export function columnsOf({ rules = [], orderBy = [] }: ItemsFilter): string[] {
  return [...rules, ...orderBy].map(({ columnId }) => columnId);
}

function ruleOf({ columnId, operator, value = [], attribute }: FilterRule): object {
  return {
    column_id: columnId,
    compare_value: value,
    ...(operator && { operator }),
    ...(attribute !== undefined && { compare_attribute: attribute }),
  };
}
