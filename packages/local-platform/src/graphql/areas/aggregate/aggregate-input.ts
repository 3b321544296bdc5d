import { type ItemsQuery } from '../../filters/items-query.js';

export interface SelectElement {
  readonly type: 'COLUMN' | 'FUNCTION';
  readonly column?: { readonly column_id: string } | null;
  readonly function?: {
    readonly function: string;
    readonly params?: readonly SelectElement[] | null;
  } | null;
  readonly as: string;
}

/** `AggregateQueryInput` */
export interface AggregateQuery {
  readonly select: readonly SelectElement[];
  readonly from: { readonly type: string; readonly id: string };
  readonly group_by?: readonly { readonly column_id: string; readonly limit?: number | null }[] | null;
  readonly query?: ItemsQuery | null;
  readonly limit?: number | null;
}
